import { spawn } from 'node:child_process';
import { onDisplay } from './display.mjs';
import { ensureRuntime } from './ensure.mjs';
import { asCommand, isCommand, repository } from './places.mjs';
import { buildIfStale } from './build.mjs';

/** Runs the built application with `args` until it ends.
 *  `display: 'auto'` puts it on a virtual display where there is none.
 *  @returns its exit status */
export async function launchElectron(args, { display = 'own' } = {}) {
  const { executable, env } = await ensureRuntime();
  await buildIfStale();
  // Chromium refuses to sandbox as root: containers and build machines.
  const asRoot = process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : [];
  const all = [...asRoot, repository, ...args];
  const [command, commandArgs] = display === 'auto' ? onDisplay(executable, all) : [executable, all];

  // A group of its own, because xvfb-run doesn't pass signals on.
  const grouped = process.platform !== 'win32';
  const child = spawn(command, commandArgs, { stdio: 'inherit', detached: grouped, env: { ...process.env, ...env } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (grouped && child.pid !== undefined) process.kill(-child.pid, signal);
      else child.kill(signal);
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

if (isCommand(import.meta)) await asCommand(() => launchElectron(process.argv.slice(2), { display: 'auto' }));
