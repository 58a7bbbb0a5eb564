import { basename } from 'node:path';
import type { BrowserWindow, PrintToPDFOptions, WebContents } from 'electron';
import { EngineFailure, type EngineError } from '../core/contract/errors.ts';
import type { ExportOutcome, ReportOutcome, ReportRequest } from '../core/contract/shell.ts';
import { fileError, writeWhole } from './atomic-file.ts';

const READY_TIMEOUT_MS = 120_000;
const PRINT_TIMEOUT_MS = 60_000;

/** A4 at 96 CSS pixels an inch: what the report page lays itself out in. */
export const REPORT_WINDOW = { width: 794, height: 1123 } as const;

// Page numbers come from here and not from CSS: page-margin boxes need Chromium 131.
const FOOTER =
  '<div style="width:100%;padding:0 15mm;font:10px sans-serif;color:#5b5f66;text-align:right">' +
  '<span class="pageNumber"></span> / <span class="totalPages"></span></div>';

const PRINT_OPTIONS: PrintToPDFOptions = {
  pageSize: 'A4',
  preferCSSPageSize: true,
  printBackground: true,
  generateTaggedPDF: true,
  generateDocumentOutline: true,
  displayHeaderFooter: true,
  headerTemplate: '<span></span>',
  footerTemplate: FOOTER,
};

/** Draws reports in hidden windows and writes them. */
export interface ReportPrinter {
  /** What the report page in these contents is to print, if it is one of ours. */
  requestOf(contents: WebContents): ReportRequest | undefined;
  /** The report page’s word that it is drawn, or cannot be. */
  ready(contents: WebContents, outcome: ReportOutcome): void;
  /** Writes the report of the open project to `path`, whole or not at all. Fails only with data. */
  print(request: ReportRequest, path: string): Promise<ExportOutcome>;
  /** Reports under way. */
  readonly running: number;
}

/** `openWindow` makes a hidden window and `load` shows the report page in it. */
export function createReportPrinter(openWindow: () => BrowserWindow, load: (window: BrowserWindow) => Promise<void>): ReportPrinter {
  const jobs = new Map<number, { request: ReportRequest; settle: (outcome: ReportOutcome) => void }>();

  const draw = (window: BrowserWindow, request: ReportRequest): Promise<ReportOutcome> =>
    new Promise((resolve) => {
      const fail = (detail: string): void => resolve({ ok: false, error: { code: 'INTERNAL', detail } });
      const timeout = setTimeout(() => fail(`the report was not drawn within ${READY_TIMEOUT_MS / 1000} seconds`), READY_TIMEOUT_MS);
      jobs.set(window.webContents.id, {
        request,
        settle(outcome) {
          clearTimeout(timeout);
          resolve(outcome);
        },
      });
      window.webContents.once('render-process-gone', (_event, details) => fail(`the report page stopped: ${details.reason}`));
      window.once('closed', () => clearTimeout(timeout));
      load(window).catch((failure: unknown) => fail(`the report page could not be loaded: ${String(failure)}`));
    });

  const content = async (window: BrowserWindow, request: ReportRequest): Promise<string | Uint8Array> => {
    const outcome = await draw(window, request);
    if (!outcome.ok) throw new EngineFailure(outcome.error);
    if (request.format === 'pdf') return within(PRINT_TIMEOUT_MS, window.webContents.printToPDF(PRINT_OPTIONS));
    if (outcome.html === null) throw new EngineFailure({ code: 'INTERNAL', detail: 'the report page returned no document' });
    return outcome.html;
  };

  return {
    get running() {
      return jobs.size;
    },
    requestOf: (contents) => jobs.get(contents.id)?.request,
    ready: (contents, outcome) => jobs.get(contents.id)?.settle(outcome),
    async print(request, path) {
      const window = openWindow();
      const { id } = window.webContents;
      try {
        await writeWhole(path, await content(window, request));
        return { ok: true, name: basename(path) };
      } catch (failure) {
        const error: EngineError = failure instanceof EngineFailure ? failure.error : fileError(path, failure);
        return { ok: false, error };
      } finally {
        jobs.delete(id);
        window.destroy();
      }
    },
  };
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timeout: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timeout = setTimeout(() => reject(new Error(`the report was not printed within ${milliseconds / 1000} seconds`)), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timeout));
}
