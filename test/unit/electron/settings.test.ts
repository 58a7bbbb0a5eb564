import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSettings, openShellState, preferredLanguage } from '../../../electron/settings.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenure-settings-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('preferredLanguage', () => {
  it.each([
    [['uk-UA', 'en-GB'], 'uk'],
    [['de-DE', 'pl_PL'], 'pl'],
    [['RU'], 'ru'],
    [['ukr'], 'en'],
    [['de-DE'], 'en'],
    [[], 'en'],
  ])('%s: %s', (tags, language) => expect(preferredLanguage(tags)).toBe(language));
});

describe('settings', () => {
  it('begin with the system’s language and theme and are kept', async () => {
    const path = join(folder, 'settings.json');
    const settings = await openSettings(path, ['uk-UA']);
    expect(settings.get()).toEqual({ language: 'uk', theme: 'system' });
    void settings.set({ language: 'ru', theme: 'light' });
    await settings.set({ language: 'pl', theme: 'dark' });
    expect((await openSettings(path, ['uk-UA'])).get()).toEqual({ language: 'pl', theme: 'dark' });
    expect(await readdir(folder)).toEqual(['settings.json']);
  });

  it.each(['', '{', '[]', '{"language":"de","theme":"dark"}', '{"language":"pl"}'])('are begun anew when the file holds %j', async (text) => {
    const path = join(folder, 'settings.json');
    await writeFile(path, text);
    expect((await openSettings(path, ['pl'])).get()).toEqual({ language: 'pl', theme: 'system' });
  });

  it('say so when they cannot be written, and can be written later', async () => {
    const path = join(folder, 'missing', 'settings.json');
    const settings = await openSettings(path, []);
    await expect(settings.set({ language: 'pl', theme: 'dark' })).rejects.toThrow('ENOENT');
    expect(settings.get().language).toBe('pl');
  });
});

it('the shell’s state remembers window and project', async () => {
  const path = join(folder, 'state.json');
  const state = await openShellState(path);
  expect(state.get()).toEqual({ lastProject: null, window: null });
  await state.set({ lastProject: '/a/b.tenure', window: { x: -5, y: 0, width: 1200, height: 800, maximized: false } });
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual((await openShellState(path)).get());
});
