import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../core/contract/shell.ts';
import type { MenuWords } from './menu-words.ts';

export interface MenuContext {
  platform: NodeJS.Platform;
  packaged: boolean;
  /** The page carries these out. */
  send(command: MenuCommand): void;
  about(): void;
}

/** The application menu in one language. */
export function menuTemplate(words: MenuWords, context: MenuContext): MenuItemConstructorOptions[] {
  const item = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
    id: command,
    label,
    click: () => context.send(command),
    ...(accelerator === undefined ? {} : { accelerator }),
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const mac = context.platform === 'darwin';
  const about: MenuItemConstructorOptions = { label: words.about, click: () => context.about() };
  const quit: MenuItemConstructorOptions = { role: 'quit', label: words.quit };

  const file: MenuItemConstructorOptions[] = [
    item(words.newProject, 'new-project', 'CmdOrCtrl+Shift+N'),
    item(words.openProject, 'open-project', 'CmdOrCtrl+O'),
    separator,
    item(words.importOrders, 'import', 'CmdOrCtrl+I'),
    item(words.exportReport, 'export-pdf', 'CmdOrCtrl+E'),
  ];
  const edit: MenuItemConstructorOptions[] = [
    { role: 'undo', label: words.undo },
    { role: 'redo', label: words.redo },
    separator,
    { role: 'cut', label: words.cut },
    { role: 'copy', label: words.copy },
    { role: 'paste', label: words.paste },
    { role: 'selectAll', label: words.selectAll },
  ];
  const view: MenuItemConstructorOptions[] = [
    item(words.overview, 'overview'),
    item(words.cohorts, 'cohorts'),
    item(words.imports, 'imports'),
    item(words.rejected, 'rejected'),
    separator,
    // The page listens for this key itself; here it is only shown.
    { ...item(words.palette, 'palette', 'CmdOrCtrl+K'), registerAccelerator: false },
    separator,
    { role: 'zoomIn', label: words.zoomIn },
    { role: 'zoomOut', label: words.zoomOut },
    { role: 'resetZoom', label: words.actualSize },
    { role: 'togglefullscreen', label: words.fullScreen },
  ];
  if (!context.packaged) view.push(separator, { role: 'toggleDevTools', label: words.developerTools });
  const help: MenuItemConstructorOptions[] = [item(words.definitions, 'definitions')];

  if (!mac) {
    file.push(separator, quit);
    help.push(separator, about);
  }
  return [
    ...(mac ? [{ label: 'Tenure', submenu: [about, separator, { role: 'hide' } as const, separator, quit] }] : []),
    { label: words.file, submenu: file },
    { label: words.edit, submenu: edit },
    { label: words.view, submenu: view },
    { label: words.help, role: 'help', submenu: help },
  ];
}
