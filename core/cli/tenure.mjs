#!/usr/bin/env node
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`tenure: needs Node 22.18 or newer, this is ${process.versions.node}. In a checkout, "npm run -s tenure -- …" brings its own.\n`);
  process.exit(1);
}
const { keepCompiledModules } = await import('../engine/compile-cache.ts');
keepCompiledModules();
const { endWhenOutputEnds, main } = await import('./main.ts');
endWhenOutputEnds();
process.exitCode = await main(process.argv.slice(2));
