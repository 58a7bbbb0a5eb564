import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asCommand, isCommand, run, runVisibly, SetupError } from './places.mjs';

export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** Calls `work` with the environment of a display: the one that is there, or a virtual one that lives as long as the call.
 *  Not xvfb-run: it takes three seconds to start and doesn't pass signals on to its command. */
export async function onDisplay(work) {
  if (hasDisplay()) return work({});
  const installed = (name) => (process.env.PATH ?? '').split(':').some((folder) => existsSync(path.join(folder, name)));
  if (!installed('Xvfb') || !installed('xauth')) {
    throw new SetupError('There is no display, and no Xvfb to stand in for one: apt-get install xvfb xauth');
  }

  const folder = mkdtempSync(path.join(tmpdir(), 'tenure-display-'));
  const authority = path.join(folder, 'authority');
  const cookie = randomBytes(16).toString('hex');
  const admit = (display) => run('xauth', ['-f', authority, 'add', display, '.', cookie]);
  // The server takes the cookie whatever the display it is listed under; its clients don't.
  await admit(':0');
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-auth', authority], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    // Away from the terminal's Ctrl-C, so that its clients can close their windows first.
    detached: true,
  });
  try {
    const [number] = await Promise.race([once(server.stdio[3], 'data'), once(server, 'exit').then(() => [null])]);
    if (number === null) throw new SetupError('The virtual display could not be started.');
    const display = `:${String(number).trim()}`;
    await admit(display);
    return await work({ DISPLAY: display, XAUTHORITY: authority });
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (isCommand(import.meta)) {
  await asCommand(() =>
    onDisplay((env) => runVisibly(process.argv[2], process.argv.slice(3), { env: { ...process.env, ...env } })),
  );
}
