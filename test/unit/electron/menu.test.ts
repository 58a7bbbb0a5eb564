import { describe, expect, it } from 'vitest';
import { LANGUAGES, MENU_COMMANDS, type MenuCommand } from '../../../core/contract/shell.ts';
import { DIALOG_WORDS } from '../../../electron/dialog-words.ts';
import { MENU_WORDS } from '../../../electron/menu-words.ts';
import { menuTemplate } from '../../../electron/menu.ts';

type Item = ReturnType<typeof menuTemplate>[number];
const flat = (items: Item[]): Item[] => items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])]);

describe.each(LANGUAGES)('the menu in %s', (language) => {
  const sent: MenuCommand[] = [];
  const items = (platform: NodeJS.Platform, packaged: boolean) =>
    flat(menuTemplate(MENU_WORDS[language], { platform, packaged, send: (command) => sent.push(command), about: () => undefined }));

  it('sends every command of the contract once', () => {
    for (const item of items('linux', true)) if (item.id !== undefined) item.click?.({} as never, undefined, {});
    expect(sent.toSorted()).toEqual([...MENU_COMMANDS].toSorted());
  });

  it('words every item and gives each key to one of them', () => {
    for (const platform of ['linux', 'darwin'] as const) {
      const all = items(platform, false);
      for (const item of all) if (item.type !== 'separator' && item.role !== 'hide') expect(item.label).toMatch(/\S/);
      const keys = all.flatMap((item) => item.accelerator ?? []);
      expect(new Set(keys).size).toBe(keys.length);
      expect(all.filter((item) => item.role === 'quit')).toHaveLength(1);
    }
  });

  it('has developer tools only while the program is developed', () => {
    expect(items('linux', true).some((item) => item.role === 'toggleDevTools')).toBe(false);
    expect(items('linux', false).some((item) => item.role === 'toggleDevTools')).toBe(true);
  });

  it('is in the script of its language', () => {
    const cyrillic = language === 'uk' || language === 'ru';
    for (const text of [...Object.values(MENU_WORDS[language]), ...Object.values(DIALOG_WORDS[language])]) {
      expect(/\p{Script=Cyrillic}/u.test(text), text).toBe(cyrillic);
      if (language === 'uk') expect(text).not.toMatch(/[ыэъё]/i);
      if (language === 'ru') expect(text).not.toMatch(/[іїєґ’]/i);
    }
  });
});
