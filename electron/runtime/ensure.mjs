import { downloadElectron, findElectron, makeSubstitute, substituteVersion } from './electron-binary.mjs';
import { asCommand, isCommand, nodeExecutable } from './places.mjs';
import { ensureAddon, mustCompileAddon, needsOwnAddon } from './sqlite-addon.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { hasDisplay } from './display.mjs';

/** Sees to it that a real Electron can run here and load better-sqlite3.
 *  Costs milliseconds when everything is in place; the first time, up to four minutes.
 *  `tests` adds the programs that only the tests call. */
export async function ensureRuntime({ tests = false } = {}) {
  nodeExecutable();
  const found = findElectron() ?? (await downloadElectron());
  const ownAddon = needsOwnAddon(found?.version ?? substituteVersion);

  const groups = ['window'];
  if (!hasDisplay()) groups.push('virtualDisplay');
  if (tests) groups.push('tests');
  if (ownAddon && mustCompileAddon()) groups.push('compiler');
  await ensureSystemPackages(groups);

  const addon = ownAddon ? ensureAddon() : Promise.resolve();
  const substitute = found ?? makeSubstitute();
  // Neither is left half done when the other fails.
  await Promise.allSettled([addon, substitute]);
  await addon;
  const electron = await substitute;
  return {
    executable: electron.executable,
    version: electron.version,
    env: { ELECTRON_OVERRIDE_DIST_PATH: electron.dist, ...fileNameLocale() },
  };
}

/** Chromium reads the names of dropped files in the locale's character set, which is ASCII where none is set. */
function fileNameLocale() {
  const { LC_ALL, LC_CTYPE, LANG } = process.env;
  const named = /utf-?8$/i.test(LC_ALL || LC_CTYPE || LANG || '');
  return process.platform !== 'linux' || named || LC_ALL ? {} : { LC_CTYPE: 'C.UTF-8' };
}

if (isCommand(import.meta)) {
  await asCommand(async () => {
    const { executable } = await ensureRuntime({ tests: process.argv.includes('--tests') });
    process.stdout.write(`${executable}\n`);
  });
}
