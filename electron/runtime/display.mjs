import { existsSync } from 'node:fs';
import path from 'node:path';
import { asCommand, isCommand, repository, runVisibly, SetupError } from './places.mjs';

export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** The command as it is where there is a display, or the same under a virtual one. */
export function onDisplay(command, args) {
  if (hasDisplay()) return [command, args];
  const found = (process.env.PATH ?? '').split(':').some((folder) => existsSync(path.join(folder, 'xvfb-run')));
  if (!found) throw new SetupError('There is no display, and no xvfb-run to stand in for one: apt-get install xvfb xauth');
  return ['xvfb-run', ['-a', '-s', '-screen 0 1920x1200x24', command, ...args]];
}

if (isCommand(import.meta)) {
  await asCommand(() => {
    const [command, args] = onDisplay(process.argv[2], process.argv.slice(3));
    return runVisibly(command, args, { cwd: repository });
  });
}
