import path from 'node:path';
import { ensureRuntime } from './ensure.mjs';
import { asCommand, modules, nodeExecutable, runVisibly } from './places.mjs';
import { ensureSample } from './sample.mjs';

/** An unpacked application for this platform in release/, around the Electron that is on this machine. */
await asCommand(async () => {
  await ensureSample();
  const { env, version } = await ensureRuntime();
  return runVisibly(nodeExecutable(), [
    path.join(modules, 'electron-builder', 'cli.js'),
    '--dir',
    `-c.electronDist=${env.ELECTRON_OVERRIDE_DIST_PATH}`,
    `-c.electronVersion=${version}`,
    ...process.argv.slice(2),
  ]);
});
