import { isAbsolute } from 'node:path';
import type { IpcMain, WebContents } from 'electron';
import { z } from 'zod';
import type { EngineError } from '../core/contract/errors.ts';
import { fileTokenSchema, type FileToken } from '../core/contract/imports.ts';
import {
  ORDER_FILES_FROM,
  reportRequestSchema,
  saveFileSchema,
  settingsSchema,
  type ChosenFile,
  type ExportOutcome,
  type OrderFilesFrom,
  type ReportOutcome,
  type ReportRequest,
  type SaveFileRequest,
  type Settings,
  type Startup,
} from '../core/contract/shell.ts';
import { CHANNEL } from './channels.ts';
import type { EngineProcess } from './engine-process.ts';
import { createPagePorts } from './page-ports.ts';
import type { ReportPrinter } from './pdf.ts';
import { answerOwnPages, hearOwnPages, type PageName } from './security.ts';

/** What the window may ask of the shell; everything that arrives here has been validated. */
export interface WindowCalls {
  startup(): Startup;
  saveSettings(settings: Settings): Promise<void>;
  chooseOrderFiles(from: OrderFilesFrom, sender: WebContents): Promise<ChosenFile[] | null>;
  chooseProject(mode: 'open' | 'new', sender: WebContents): Promise<ChosenFile | null>;
  chooseSaveFile(request: SaveFileRequest, sender: WebContents): Promise<FileToken | null>;
  registerDropped(paths: string[]): Promise<ChosenFile[]>;
  projectOpened(token: FileToken): Promise<void>;
  exportReport(request: ReportRequest, sender: WebContents): Promise<ExportOutcome | null>;
}

const WINDOW: readonly PageName[] = ['index.html'];
const REPORT: readonly PageName[] = ['report.html'];
const nothing = z.undefined();
const droppedSchema = z.array(z.string().max(32_768)).max(1000);
const engineErrorSchema = z.custom<EngineError>((value) => typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string');
const reportOutcomeSchema: z.ZodType<ReportOutcome> = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), html: z.string().nullable() }),
  z.object({ ok: z.literal(false), error: engineErrorSchema }),
]);

/** The calls of the contract’s ShellApi that only the window makes. */
export function registerWindowCalls(ipcMain: Pick<IpcMain, 'handle'>, calls: WindowCalls): void {
  const answer = <Q, R>(name: string, request: z.ZodType<Q>, reply: (request: Q, sender: WebContents) => R | Promise<R>): void =>
    answerOwnPages(ipcMain, { name, pages: WINDOW, request }, reply);

  answer(CHANNEL.startup, nothing, () => calls.startup());
  answer(CHANNEL.saveSettings, settingsSchema, (settings) => calls.saveSettings(settings));
  answer(CHANNEL.chooseOrderFiles, z.enum(ORDER_FILES_FROM), (from, sender) => calls.chooseOrderFiles(from, sender));
  answer(CHANNEL.chooseProject, z.enum(['open', 'new']), (mode, sender) => calls.chooseProject(mode, sender));
  answer(CHANNEL.chooseSaveFile, saveFileSchema, (request, sender) => calls.chooseSaveFile(request, sender));
  // What was dragged out of another program and is no file has an empty path.
  answer(CHANNEL.registerDropped, droppedSchema, (paths) => calls.registerDropped(paths.filter((path) => isAbsolute(path) && !path.includes('\0'))));
  answer(CHANNEL.projectOpened, fileTokenSchema, (token) => calls.projectOpened(token));
  answer(CHANNEL.exportReport, reportRequestSchema, (request, sender) => calls.exportReport(request, sender));
}

/** Those of the report page, and the engine’s port, which both pages ask for. */
export function registerReportCalls(ipcMain: Pick<IpcMain, 'handle' | 'on'>, engine: EngineProcess, printer: ReportPrinter): void {
  const connectPage = createPagePorts(engine);
  answerOwnPages(ipcMain, { name: CHANNEL.reportRequest, pages: REPORT, request: nothing }, (_request, sender) => {
    const request = printer.requestOf(sender);
    if (request === undefined) throw new Error('no report was asked of this page');
    return request;
  });
  hearOwnPages(ipcMain, { name: CHANNEL.reportReady, pages: REPORT, request: reportOutcomeSchema }, (outcome, sender) => printer.ready(sender, outcome));
  hearOwnPages(ipcMain, { name: CHANNEL.connectEngine, pages: [...WINDOW, ...REPORT], request: nothing }, (_message, sender) => connectPage(sender));
}
