import { rmSync } from 'node:fs';
import path from 'node:path';
import { ensureRuntime } from './ensure.mjs';
import { asCommand, modules, nodeExecutable, repository, runVisibly } from './places.mjs';
import { ensureSample } from './sample.mjs';

/** An unpacked application for this platform in release/, around the Electron that is on this machine. */
await asCommand(async () => {
  await ensureSample();
  const { env, version } = await ensureRuntime();
  const status = await runVisibly(nodeExecutable(), [
    path.join(modules, 'electron-builder', 'cli.js'),
    '--dir',
    `-c.electronDist=${env.ELECTRON_OVERRIDE_DIST_PATH}`,
    `-c.electronVersion=${version}`,
    ...process.argv.slice(2),
  ]);
  // The default app of the substitute Electron: the fuses keep it from being loaded, but it has no business there.
  rmSync(path.join(repository, 'release', 'linux-unpacked', 'resources', 'app'), { recursive: true, force: true });
  return status;
});
