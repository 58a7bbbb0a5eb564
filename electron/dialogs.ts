import { existsSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { BrowserWindow, Dialog, FileFilter } from 'electron';
import type { OrderFilesFrom, ReportRequest, SaveFileRequest } from '../core/contract/shell.ts';
import type { DialogWords } from './dialog-words.ts';

const PROJECT_EXTENSION = 'tenure';
const ORDER_EXTENSIONS = ['csv', 'tsv', 'txt', 'gz', 'xlsx', 'json', 'ndjson', 'jsonl', 'parquet', 'arrow', 'feather'];
const REPORT_FILTERS: Readonly<Record<ReportRequest['format'], FileFilter>> = {
  pdf: { name: 'PDF', extensions: ['pdf'] },
  html: { name: 'HTML', extensions: ['html'] },
};

const TABLE_NAMES: Readonly<Record<SaveFileRequest['extension'], string>> = { csv: 'CSV', xlsx: 'XLSX', parquet: 'Parquet', arrow: 'Arrow' };

/** Every dialog answers paths, or `null` when the user closes it. */
export async function chooseOrderFiles(dialog: Dialog, owner: BrowserWindow, words: DialogWords, from: OrderFilesFrom): Promise<string[] | null> {
  if (from === 'folder') {
    const chosen = await dialog.showOpenDialog(owner, { title: words.chooseFolder, properties: ['openDirectory', 'multiSelections', 'dontAddToRecent'] });
    return chosen.canceled || chosen.filePaths.length === 0 ? null : chosen.filePaths;
  }
  const answer = await dialog.showOpenDialog(owner, {
    title: words.chooseOrders,
    properties: ['openFile', 'multiSelections', 'dontAddToRecent'],
    filters: [
      { name: words.orderFiles, extensions: ORDER_EXTENSIONS },
      { name: words.allFiles, extensions: ['*'] },
    ],
  });
  return answer.canceled || answer.filePaths.length === 0 ? null : answer.filePaths;
}

export async function chooseExistingProject(dialog: Dialog, owner: BrowserWindow, words: DialogWords): Promise<string | null> {
  const answer = await dialog.showOpenDialog(owner, {
    title: words.openProject,
    properties: ['openFile'],
    filters: [{ name: words.projects, extensions: [PROJECT_EXTENSION] }],
  });
  return answer.canceled ? null : (answer.filePaths[0] ?? null);
}

export function chooseNewProject(dialog: Dialog, owner: BrowserWindow, words: DialogWords, folder: string): Promise<string | null> {
  return chooseTarget(dialog, owner, words.newProject, join(folder, `${words.untitled}.${PROJECT_EXTENSION}`), {
    name: words.projects,
    extensions: [PROJECT_EXTENSION],
  });
}

export function chooseReportFile(
  dialog: Dialog,
  owner: BrowserWindow,
  words: DialogWords,
  project: { path: string; folder: string },
  format: ReportRequest['format'],
): Promise<string | null> {
  const name = `${basename(project.path, extname(project.path))} – ${words.report}.${format}`;
  return chooseTarget(dialog, owner, words.saveReport, join(project.folder, name), REPORT_FILTERS[format]);
}

export function chooseTableFile(dialog: Dialog, owner: BrowserWindow, words: DialogWords, folder: string, { suggestedName, extension }: SaveFileRequest): Promise<string | null> {
  return chooseTarget(dialog, owner, words.saveTable, join(folder, `${suggestedName}.${extension}`), { name: TABLE_NAMES[extension], extensions: [extension] });
}

async function chooseTarget(dialog: Dialog, owner: BrowserWindow, title: string, proposed: string, filter: FileFilter): Promise<string | null> {
  const answer = await dialog.showSaveDialog(owner, { title, defaultPath: proposed, filters: [filter], properties: ['createDirectory', 'showOverwriteConfirmation'] });
  if (answer.canceled || answer.filePath === '') return null;
  const extension = `.${filter.extensions[0]}`;
  if (extname(answer.filePath).toLowerCase() === extension) return answer.filePath;
  // Some desktops return the name without its extension; the user has agreed to overwrite only the file as typed.
  const completed = join(dirname(answer.filePath), `${basename(answer.filePath)}${extension}`);
  return existsSync(completed) ? chooseTarget(dialog, owner, title, completed, filter) : completed;
}

/** Whether to start the engine again after it died too often. */
export async function askToStartAgain(dialog: Dialog, owner: BrowserWindow, words: DialogWords): Promise<boolean> {
  const answer = await dialog.showMessageBox(owner, {
    type: 'error',
    message: words.engineStopped,
    detail: words.engineStoppedDetail,
    buttons: [words.startAgain, words.quit],
    defaultId: 0,
    cancelId: 0,
  });
  return answer.response === 0;
}
