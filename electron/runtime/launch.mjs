import { onDisplay } from './display.mjs';
import { ensureRuntime } from './ensure.mjs';
import { asCommand, isCommand, repository, runVisibly } from './places.mjs';
import { buildIfStale } from './build.mjs';

/** Runs the built application with `args` until it ends; where there is no display, on a virtual one.
 *  @returns its exit status */
export async function launchElectron(args) {
  const { executable, env } = await ensureRuntime();
  await buildIfStale();
  // Chromium refuses to sandbox as root: containers and build machines.
  const asRoot = process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : [];
  // Chromium complains about a missing bus or graphics card at length and to no purpose; what Tenure itself says still shows.
  const quiet = ['--log-level=3'];
  return onDisplay((display) =>
    runVisibly(executable, [...asRoot, ...quiet, repository, ...args], {
      cwd: process.cwd(),
      env: { ...process.env, ...env, ...display },
      // In a group of its own, so that Ctrl-C reaches it once (from here) and leaves its engine time to close the project.
      detached: process.platform !== 'win32',
    }),
  );
}

if (isCommand(import.meta)) await asCommand(() => launchElectron(process.argv.slice(2)));
