import { app } from 'electron';
import { z } from 'zod';
import { hardenApplication } from './hardening.ts';
import { parseReportArguments, type ReportOrder } from './report-arguments.ts';
import { printReportAndExit } from './report-command.ts';
import { runWindow } from './window-run.ts';

/** Entry of the shell: one window, or one report without a window. */
z.config({ jitless: true });
hardenApplication();

let order: ReportOrder | null = null;
try {
  order = parseReportArguments(process.argv.slice(1), process.cwd());
} catch (failure) {
  process.stderr.write(`tenure: ${failure instanceof Error ? failure.message : String(failure)}\n`);
  app.exit(1);
}
if (order !== null) printReportAndExit(order);
else runWindow();
