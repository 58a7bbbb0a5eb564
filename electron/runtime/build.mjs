import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { asCommand, isCommand, modules, nodeExecutable, repository, runVisibly, say, SetupError } from './places.mjs';

const stamp = path.join(repository, 'dist', 'built-from');
const sources = ['core', 'electron', 'renderer', 'vite.config.ts', 'package-lock.json'];

export async function buildIfStale() {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint()) return;
  say('Building the application');
  await build(['--logLevel', 'warn']);
}

async function build(options) {
  const before = fingerprint();
  rmSync(stamp, { force: true });
  const vite = path.join(modules, 'vite', 'bin', 'vite.js');
  const status = await runVisibly(nodeExecutable(), [vite, 'build', '--app', ...options]);
  if (status !== 0) throw new SetupError('The build failed.');
  writeFileSync(stamp, before);
}

/** Path, size and time of every source file: a few milliseconds, where reading them all would take a second. */
function fingerprint() {
  const lines = [];
  const visit = (file) => {
    const status = statSync(path.join(repository, file));
    if (status.isDirectory()) {
      for (const name of readdirSync(path.join(repository, file)).toSorted()) visit(path.join(file, name));
    } else {
      lines.push(`${file} ${status.size} ${status.mtimeMs}`);
    }
  };
  for (const source of sources) visit(source);
  return lines.join('\n');
}

if (isCommand(import.meta)) await asCommand(() => build(process.argv.slice(2)));
