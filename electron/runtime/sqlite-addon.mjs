import { existsSync } from 'node:fs';
import { copyFile, cp, mkdir, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { cache, modules, nodeExecutable, packageVersion, platform, run, say, SetupError } from './places.mjs';

/** The first Electron with Node-API 10, which better-sqlite3's own binaries ask for. */
const FIRST_WITH_NODE_API_10 = 35;
const installed = path.join(modules, 'better-sqlite3', 'build', 'Release', 'better_sqlite3.node');

export function needsOwnAddon(electronVersion) {
  return Number.parseInt(electronVersion, 10) < FIRST_WITH_NODE_API_10;
}

export function mustCompileAddon() {
  return !existsSync(installed) && !existsSync(cachedAddon());
}

/** Puts a better-sqlite3 that is content with Node-API 9 where its loader looks first. It loads in Node 20 and 24 alike. */
export async function ensureAddon() {
  if (existsSync(installed)) return;
  if (!existsSync(cachedAddon())) await compile();
  await mkdir(path.dirname(installed), { recursive: true });
  await copyWhole(cachedAddon(), installed);
}

async function compile() {
  say('Compiling better-sqlite3 for this Electron (once; one to three minutes)');
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(path.join(cache, 'better-sqlite3-'));
  try {
    const source = path.join(work, 'node_modules', 'better-sqlite3');
    await cp(path.join(modules, 'better-sqlite3'), source, { recursive: true });
    await symlink(path.join(modules, 'node-addon-api'), path.join(work, 'node_modules', 'node-addon-api'), 'dir');
    const gyp = path.join(modules, 'node-gyp', 'bin', 'node-gyp.js');
    const node = nodeExecutable();
    await run(
      node,
      [gyp, 'rebuild', '--release', '--force_build=1', `--nodedir=${await headers(work)}`, `--jobs=${availableParallelism()}`],
      {
        cwd: source,
        env: {
          ...process.env,
          // gyp runs `node` by name.
          PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
          CXXFLAGS: '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
        },
      },
    );
    await copyWhole(path.join(source, 'build', 'Release', 'better_sqlite3.node'), cachedAddon());
  } catch (error) {
    if (error instanceof SetupError) throw error;
    const reason = /^(?:gyp: |make.*Error|.*\berror: ).*$/m.exec(error.output ?? '')?.[0] ?? error.message;
    throw new SetupError(`better-sqlite3 could not be compiled: ${reason.trim()}`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Node's headers, from npm: node-gyp would fetch them from nodejs.org. The `node` package has them until
 *  the next `npm install` takes them for something that nobody asked for. */
async function headers(folder) {
  const own = path.join(modules, 'node', 'node_modules', `node-${platform}`);
  if (existsSync(path.join(own, 'include', 'node', 'node_api.h'))) return own;
  const { fetchPackage } = await import('./registry.mjs');
  return path.dirname(await fetchPackage(`node-${platform}@${packageVersion('node')}`, 'include', folder));
}

function cachedAddon() {
  return path.join(cache, `better-sqlite3-${packageVersion('better-sqlite3')}-${platform}-napi9.node`);
}

/** A process that loads the file meanwhile must never see half of it. */
async function copyWhole(from, to) {
  const half = `${to}.${process.pid}`;
  await copyFile(from, half);
  await rename(half, to);
}
