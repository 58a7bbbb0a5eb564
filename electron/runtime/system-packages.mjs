import { existsSync } from 'node:fs';
import path from 'node:path';
import { run, say, SetupError } from './places.mjs';

const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
const library = (name) => ['/usr/lib', '/lib'].some((folder) => existsSync(path.join(folder, triplet, name)));
const program = (name) => (process.env.PATH ?? '').split(':').some((folder) => existsSync(path.join(folder, name)));

/** Debian package -> is what it brings already there? Looking at files costs microseconds, dpkg-query 20 ms. */
const packages = {
  window: {
    'libgtk-3-0': () => library('libgtk-3.so.0'),
    libnss3: () => library('libnss3.so'),
    libasound2: () => library('libasound.so.2'),
    libgbm1: () => library('libgbm.so.1'),
    'fonts-dejavu': () => existsSync('/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf'),
  },
  virtualDisplay: {
    xvfb: () => program('xvfb-run') && program('Xvfb'),
    xauth: () => program('xauth'),
  },
  tests: {
    'poppler-utils': () => program('pdftotext'),
  },
  compiler: {
    python3: () => program('python3'),
    make: () => program('make'),
    'g++': () => program('g++'),
  },
};

/** Installs what is missing of the groups on Debian and its relatives, as root; tells anyone else what to type.
 *  @param {(keyof typeof packages)[]} groups */
export async function ensureSystemPackages(groups) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return;
  const missing = groups.flatMap((group) =>
    Object.entries(packages[group]).flatMap(([name, isThere]) => (isThere() ? [] : [name])),
  );
  if (missing.length === 0) return;

  if (process.getuid() !== 0) {
    const names = await Promise.all(missing.map(currentName));
    throw new SetupError(`System packages are missing; run: sudo apt-get update && sudo apt-get install -y ${names.join(' ')}`);
  }
  say(`Installing system packages: ${missing.join(' ')}`);
  const apt = (...args) =>
    run('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  try {
    await apt('update');
    await apt('install', '-y', '--no-install-recommends', ...(await Promise.all(missing.map(currentName))));
  } catch (error) {
    const reason = (error.output ?? error.message).trim().split('\n').pop();
    throw new SetupError(`apt-get could not install ${missing.join(' ')}: ${reason}`);
  }
}

/** Debian 13 and Ubuntu 24.04 renamed libraries when time_t became 64 bits wide. */
async function currentName(name) {
  if (!name.startsWith('lib')) return name;
  return run('apt-cache', ['show', '--no-all-versions', `${name}t64`]).then(
    () => `${name}t64`,
    () => name,
  );
}
