import { join } from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, session, type WebContents } from 'electron';
import type { MenuCommand, Settings } from '../core/contract/shell.ts';
import { CHANNEL } from './channels.ts';
import { DIALOG_WORDS, type DialogWords } from './dialog-words.ts';
import { askToStartAgain, chooseExistingProject, chooseNewProject, chooseOrderFiles, chooseReportFile, chooseTableFile } from './dialogs.ts';
import { engineLauncher } from './engine-launcher.ts';
import { superviseEngine, type EngineProcess } from './engine-process.ts';
import { createFileTokens } from './file-tokens.ts';
import { withFolderFiles } from './folder-files.ts';
import { servePageScheme } from './hardening.ts';
import { openLog } from './log.ts';
import { MENU_WORDS } from './menu-words.ts';
import { menuTemplate } from './menu.ts';
import { createReportPrinter } from './pdf.ts';
import { PAGE_FOLDER, PRELOAD, projectToOpen, sampleFiles } from './places.ts';
import { pageUrl } from './security.ts';
import { openSettings, openShellState } from './settings.ts';
import { registerReportCalls, registerWindowCalls } from './shell-calls.ts';
import { backgroundColour, openMainWindow, openReportWindow, type WindowSetup } from './windows.ts';

const STOP_PATIENCE_MS = 2_000;

/** The program as the user knows it. Called before `ready`. */
export function runWindow(): void {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  void app.whenReady().then(start, (failure: unknown) => {
    dialog.showErrorBox('Tenure', String(failure));
    app.exit(1);
  });
}

async function start(): Promise<void> {
  const log = openLog(app.isPackaged);
  const userData = app.getPath('userData');
  const settings = await openSettings(join(userData, 'settings.json'), app.getPreferredSystemLanguages());
  const state = await openShellState(join(userData, 'state.json'));
  const words = (): DialogWords => DIALOG_WORDS[settings.get().language];
  const setup = (): WindowSetup => ({ preload: PRELOAD, packaged: app.isPackaged, dark: nativeTheme.shouldUseDarkColors });
  let openProject = projectToOpen(userData, state.get().lastProject).path;

  nativeTheme.themeSource = settings.get().theme;
  servePageScheme(session.defaultSession, PAGE_FOLDER);

  const tokens = createFileTokens((...grant) => engine.grant(...grant));
  const engine: EngineProcess = superviseEngine(
    engineLauncher({ grants: () => tokens.all(), onGivenUp: () => void offerRestart(), log: (text) => log.warn(text) }, app.isPackaged),
  );
  const printer = createReportPrinter(
    () => openReportWindow(setup()),
    (window) => window.loadURL(pageUrl('report.html')),
  );

  registerReportCalls(ipcMain, engine, printer);
  registerWindowCalls(ipcMain, {
    startup() {
      const { path, sample } = projectToOpen(userData, state.get().lastProject);
      const files = sample ? sampleFiles(app.isPackaged ? process.resourcesPath : app.getAppPath()) : [];
      return { settings: settings.get(), project: tokens.add(path), sample: files.map((file) => tokens.add(file)) };
    },
    async saveSettings(next) {
      nativeTheme.themeSource = next.theme;
      const written = settings.set(next);
      setMenu(next);
      await written;
    },
    async chooseOrderFiles(from, sender) {
      const paths = await chooseOrderFiles(dialog, ownerOf(sender), words(), from);
      return paths === null ? null : (await withFolderFiles(paths)).map((path) => tokens.add(path));
    },
    async chooseProject(mode, sender) {
      const owner = ownerOf(sender);
      const path = await (mode === 'open'
        ? chooseExistingProject(dialog, owner, words())
        : chooseNewProject(dialog, owner, words(), app.getPath('documents')));
      return path === null ? null : tokens.add(path);
    },
    async chooseSaveFile(request, sender) {
      const path = await chooseTableFile(dialog, ownerOf(sender), words(), app.getPath('documents'), request);
      return path === null ? null : tokens.addTarget(path);
    },
    registerDropped: async (paths) => (await withFolderFiles(paths)).map((path) => tokens.add(path)),
    async projectOpened(token) {
      const path = tokens.pathOf(token);
      if (path === undefined) return;
      openProject = path;
      await state.set({ ...state.get(), lastProject: path });
    },
    async exportReport(request, sender) {
      const place = { path: openProject, folder: app.getPath('documents') };
      const path = await chooseReportFile(dialog, ownerOf(sender), words(), place, request.format);
      return path === null ? null : printer.print(request, path);
    },
  });

  engine.start();
  setMenu(settings.get());
  let window = openWindow();

  nativeTheme.on('updated', () => {
    if (!window.isDestroyed()) window.setBackgroundColor(backgroundColour(nativeTheme.shouldUseDarkColors));
  });
  app.on('second-instance', () => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('activate', () => {
    if (window.isDestroyed()) window = openWindow();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void Promise.allSettled([engine.stop(STOP_PATIENCE_MS), state.set(state.get())]).then(() => {
      stopped = true;
      app.quit();
    });
  });

  function openWindow(): BrowserWindow {
    return openMainWindow(setup(), state.get().window, (place) => void state.set({ ...state.get(), window: place }));
  }

  function setMenu(current: Settings): void {
    const template = menuTemplate(MENU_WORDS[current.language], {
      platform: process.platform,
      packaged: app.isPackaged,
      send(command: MenuCommand) {
        if (!window.isDestroyed()) window.webContents.send(CHANNEL.menu, command);
      },
      about: () => app.showAboutPanel(),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  async function offerRestart(): Promise<void> {
    if (await askToStartAgain(dialog, window, words())) engine.start();
    else app.quit();
  }
}

function ownerOf(sender: WebContents): BrowserWindow {
  const window = BrowserWindow.fromWebContents(sender);
  if (window === null) throw new Error('the window is gone');
  return window;
}
