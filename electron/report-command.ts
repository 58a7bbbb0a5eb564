import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app, ipcMain, nativeTheme, session } from 'electron';
import type { EngineApi } from '../core/contract/api.ts';
import { EngineFailure, type EngineError } from '../core/contract/errors.ts';
import { connect } from '../core/contract/rpc.ts';
import { engineLauncher } from './engine-launcher.ts';
import { superviseEngine, type EngineProcess } from './engine-process.ts';
import { errorLine } from './error-line.ts';
import { createFileTokens } from './file-tokens.ts';
import { servePageScheme } from './hardening.ts';
import { createReportPrinter } from './pdf.ts';
import { PAGE_FOLDER, PRELOAD } from './places.ts';
import { portOf } from './port.ts';
import type { ReportOrder } from './report-arguments.ts';
import { pageUrl } from './security.ts';
import { registerReportCalls } from './shell-calls.ts';
import { openReportWindow } from './windows.ts';

const STOP_PATIENCE_MS = 2_000;

/** Prints one report without a visible window, then ends the program: status 0, or 1 with one line on stderr. Called before `ready`. */
export function printReportAndExit(order: ReportOrder): void {
  // A profile of its own, so that a window that is open at the same time is left alone.
  const profile = mkdtempSync(join(tmpdir(), 'tenure-report-'));
  app.setPath('userData', profile);
  app.disableHardwareAcceleration();
  // Without a listener Electron ends the program, with status 0, as soon as the report's window is gone.
  app.on('window-all-closed', () => undefined);
  nativeTheme.themeSource = 'light';

  void app
    .whenReady()
    .then(() => printReport(order))
    .catch((failure: unknown): EngineError => ({ code: 'INTERNAL', detail: String(failure) }))
    .then((error) => {
      if (error !== null) process.stderr.write(`tenure: ${errorLine(error)}\n`);
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
      app.exit(error === null ? 0 : 1);
    });
}

async function printReport(order: ReportOrder): Promise<EngineError | null> {
  // In memory: the default session would still be writing to the profile when that is removed.
  const memory = session.fromPartition('report');
  servePageScheme(memory, PAGE_FOLDER);
  const tokens = createFileTokens((...grant) => engine.grant(...grant));
  const engine: EngineProcess = superviseEngine(
    engineLauncher({ grants: () => tokens.all(), onGivenUp: () => undefined, log: () => undefined }, app.isPackaged),
  );
  const printer = createReportPrinter(
    () => openReportWindow({ preload: PRELOAD, packaged: app.isPackaged, dark: false }, memory),
    (window) => window.loadURL(pageUrl('report.html')),
  );
  registerReportCalls(ipcMain, engine, printer);
  engine.start();
  try {
    const project = tokens.add(order.project);
    const client = await new Promise<ReturnType<typeof connect<EngineApi>>>((resolve) => {
      engine.connect((_reason, port) => resolve(connect<EngineApi>(portOf(port))));
    });
    await client.call('project.open', { file: project.token, create: false });
    const outcome = await printer.print(order.request, order.out);
    return outcome.ok ? null : outcome.error;
  } catch (failure) {
    if (failure instanceof EngineFailure) return failure.error;
    throw failure;
  } finally {
    await engine.stop(STOP_PATIENCE_MS);
  }
}
