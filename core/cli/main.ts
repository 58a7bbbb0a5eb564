import { readFileSync } from 'node:fs';
import { EngineFailure } from '../contract/errors.ts';
import type { Command } from './command.ts';
import { cohortsCommand } from './commands/cohorts.ts';
import { customersCommand } from './commands/customers.ts';
import { importCommand } from './commands/import.ts';
import { infoCommand } from './commands/info.ts';
import { kpisCommand } from './commands/kpis.ts';
import { rejectionsCommand } from './commands/rejections.ts';
import { rfmCommand } from './commands/rfm.ts';
import { ltvCommand } from './commands/ltv.ts';
import { rulesCommand } from './commands/rules.ts';
import { reportCommand, ReportFailed } from './commands/report.ts';
import { undoCommand } from './commands/undo.ts';
import { exportCommand } from './commands/export.ts';
import { sqlCommand } from './commands/sql.ts';
import { parseArguments } from './options.ts';
import { safeText } from './table.ts';
import { createTerminal, type Output } from './terminal.ts';
import { NothingDone, UsageError } from './usage.ts';
import { describeError } from './words.ts';

const COMMANDS: Command[] = [importCommand, undoCommand, rejectionsCommand, infoCommand, rulesCommand, kpisCommand, cohortsCommand, rfmCommand, customersCommand, ltvCommand, reportCommand, exportCommand, sqlCommand];

const HELP = `Usage: tenure <command> <project> [options]

Customer retention from order files, offline. A project is one .tenure file.

Commands
${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')}

  tenure <command> --help    options, JSON keys and examples of a command
  tenure --version           the version

Exit code: 0 done, 1 failed with one line on stderr, 2 wrong usage. Results go to stdout, progress to stderr.

Start
  tenure import shop.tenure orders.csv
  tenure kpis shop.tenure
  tenure cohorts shop.tenure --measure retainedShare
`;

/** Runs one command line; answers the exit code. */
export async function main(args: string[], output: Output = process): Promise<number> {
  const complain = (sentence: string, exitCode: number): number => {
    output.stderr.write(`tenure: ${safeText(sentence)}\n`);
    return exitCode;
  };
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    output.stdout.write(COMMANDS.find((command) => command.name === rest[0])?.help ?? HELP);
    return 0;
  }
  if (name === '--version') {
    output.stdout.write(`${version()}\n`);
    return 0;
  }
  const command = COMMANDS.find((known) => known.name === name);
  if (command === undefined) return complain(`there is no command "${name}"; known: ${COMMANDS.map((known) => known.name).join(', ')}`, 2);

  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const terminal = createTerminal(interruption.signal, output);
  try {
    const parsed = parseArguments(rest, command.options);
    if (parsed.options.flag('help')) output.stdout.write(command.help);
    else await command.run(parsed, terminal);
    return 0;
  } catch (thrown) {
    terminal.clearProgress();
    if (thrown instanceof UsageError) return complain(`${thrown.message} (see "tenure ${command.name} --help")`, 2);
    if (thrown instanceof NothingDone) return complain(thrown.message, 1);
    if (thrown instanceof EngineFailure) return complain(describeError(thrown.error), 1);
    if (thrown instanceof ReportFailed) return 1;
    return complain(describeError({ code: 'INTERNAL', detail: thrown instanceof Error ? thrown.message : String(thrown) }), 1);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** `tenure … | head` closes the pipe early; that is no failure. A full disk is. */
export function endWhenOutputEnds(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    process.stderr.write(`tenure: the output could not be written: ${error.message}\n`);
    process.exit(1);
  });
  process.stderr.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
}

function version(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  return manifest.version;
}
