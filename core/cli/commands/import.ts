import { closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs';
import { EngineFailure } from '../../contract/errors.ts';
import { type FileReport, type FileToken, IMPORT_KINDS, type ImportForecast, KIND_FIELDS, PROFILES } from '../../contract/imports.ts';
import type { Command } from '../command.ts';
import { fileJson } from '../file-facts.ts';
import { readingOf } from '../import-plan.ts';
import { formatCount } from '../numbers.ts';
import { JSON_OPTION } from '../options.ts';
import { orderFiles } from '../order-files.ts';
import { withStoredProject } from '../project-session.ts';
import { safeText, textTable } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { NothingDone, UsageError } from '../usage.ts';
import { describeRowFault, describeWarning } from '../words.ts';

const PRINTED_REJECTIONS = 100;
const SHOWN_REJECTIONS = 10;

export const importCommand: Command = {
  name: 'import',
  summary: 'Read files of orders, customers, feedback, spend or products into a project, and make the project if there is none',
  help: `Usage: tenure import <project> <file>… [options]

Reads files of orders, customers, feedback, marketing spend and products into a project file: CSV, TSV and other
delimited text, XLSX, JSON (an array of objects, or one object a line), Parquet, Arrow and Feather; text and JSON
also as .gz. A folder stands for the files in it. What a file holds and which column is which is recognised by the
names of its columns. All files land in one transaction, or none of them: an import that fails, is cancelled with
Ctrl-C or is killed leaves the project as it was. Rows that cannot be read are rejected, each with its line, column
and reason.

A file may overlap with earlier ones, or correct them: nothing is doubled. Lines of orders that are in the project
already are found again by order and place in it: lines that are alike are the same; then lines of one product, and
after them lines in the same place, are changed, and the new values count. A line with the opposite sign (a refund)
never takes the place of another, and lines that the file does not have stay. Lines that look alike within one file
are separate lines. Rows of other kinds are known by their key. Every import can be undone (tenure undo).

Options
  --map field=Column,…       read a field from this column (its name, or its number from 1); overrides what was recognised. Repeatable
                             fields of orders: order customer email phone date time product productName category quantity
                             unitPrice discount amount refund cost currency status cancelledAt channel source coupon city country
                             of customers: ${KIND_FIELDS.customers.join(' ')}
                             of feedback: ${KIND_FIELDS.feedback.join(' ')}
                             of spend: ${KIND_FIELDS.spend.join(' ')}
                             of products: ${KIND_FIELDS.products.join(' ')} (cost of one unit)
  --attribute Column         keep one more column to filter and group by. Repeatable
  --profile P                layout of the file: auto (default), ${PROFILES.join(', ')}
                             a file without the columns of that layout is refused; generic goes by names and values alone
  --kind K                   auto (default), ${IMPORT_KINDS.join(', ')}
                             keys of customers, feedback, spend and products: customer; customer, date, survey and order;
                             day or month and channel; product. NPS goes from 0 to 10, CSAT from 1 to 5, CES from 1 to 7, stars from 1 to 5
  --currency CODE            currency of the amounts, such as EUR
  --date-order ymd|dmy|mdy   how dates are written, where that cannot be told from the file
  --encoding E, --delimiter D, --decimal .|,
                             how the text is written, where it was not recognised; a tab is "tab"
  --sheet NAME               which sheet of a workbook; otherwise the first one with orders
  --dry-run                  say what would be new, changed and the same, and keep nothing
  --no-saved-mapping         what options say of columns is remembered in the project, and followed when a file with the same columns comes
                             without options; this reads it as it is recognised instead
  --json                     JSON: {"importId" (null if nothing was new),"files":[{"file","kind","rows","imported","rejected","duplicates","updated","skipped":{rule:rows},"ignoredValues" (of JSON, where there are any),"lines","orders","customers",
                             "anonymousLines","creditLines","negativeQuantityLines","zeroPriceLines","grossAmount"}],
                             "rejected", "rejections":[{"file","line","column","reason","value"} … first ${PRINTED_REJECTIONS}], "warnings":[{"file","code",…}]}

Ends with 1 when no row at all could be imported.

Examples
  tenure import shop.tenure orders-2024.csv orders-2025.csv.gz
  tenure import shop.tenure orders.csv customers.csv feedback.csv spend.csv products.csv
  tenure import shop.tenure export.csv --map customer=Buyer,date="Paid at" --attribute Warehouse --currency PLN
`,
  options: {
    kind: { type: 'string' },
    profile: { type: 'string' },
    map: { type: 'string', multiple: true },
    attribute: { type: 'string', multiple: true },
    currency: { type: 'string' },
    'date-order': { type: 'string' },
    encoding: { type: 'string' },
    delimiter: { type: 'string' },
    decimal: { type: 'string' },
    sheet: { type: 'string' },
    'no-saved-mapping': { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    ...JSON_OPTION,
  },
  async run({ positionals, options }, terminal) {
    const [project, ...paths] = positionals;
    if (project === undefined || paths.length === 0) throw new UsageError('name a project and at least one file');
    const sources = orderFiles(paths);
    const isNew = reserve(project);
    try {
      await withStoredProject(project, true, terminal, async ({ engine, call }) => {
        const files: FileToken[] = sources.map((path) => engine.grant(path));
        const hasMappings = (await call('import.mappings', null)).length > 0;
        const { plan, corrects, saved } = await readingOf(options, files, hasMappings, (file, corrected, said) => call('import.inspect', { file, plan: corrected, ...said }));
        if (saved !== null) terminal.note(`Read as ${safeText(saved.file)} was corrected on ${saved.savedAt.slice(0, 10)}: the columns are the same; --no-saved-mapping reads them as recognised`);
        const isDryRun = options.flag('dry-run');
        const report: ImportForecast & { importId: number | null } = isDryRun ? { importId: null, ...(await call('import.forecast', { files, plan })) } : await call('import.run', { files, plan, ...(corrects !== null && { corrects }) });
        const { rejections } = report;
        if (options.flag('json')) {
          const listed = rejections.line.slice(0, PRINTED_REJECTIONS);
          const json = {
            importId: report.importId,
            files: report.files.map((file) => fileJson(file, report.currency)),
            rejected: rejections.total,
            rejections: listed.map((line, index) => ({
              file: rejections.file[index],
              line,
              column: rejections.column[index],
              reason: rejections.reason[index],
              value: rejections.value[index],
            })),
            warnings: (report.warnings ?? []).map(({ file, warning }) => ({ file, ...warning })),
          };
          terminal.print(JSON.stringify(json));
          if (!isDryRun) refuseNothing(report.files, project);
          return;
        }
        for (const { file, warning } of report.warnings ?? []) {
          const line = describeWarning(file, warning);
          if (line !== null) terminal.warn(line);
        }
        const rows = report.files.map(({ file, kind = 'orders', rows: read, imported, rejected, duplicates, updated, skipped = [], facts }) => [
          safeText(file),
          kind,
          ...[read, imported, updated, duplicates, rejected, skipped.reduce((sum, rule) => sum + rule.rows, 0), facts.orders, facts.customers].map(formatCount),
        ]);
        terminal.print(textTable(['File', 'Kind', 'Rows', 'New', 'Changed', 'Same', 'Rejected', 'Skipped', 'Orders', 'Customers'], rows, ['left', 'left', ...Array.from({ length: 8 }, () => 'right' as const)]));
        terminal.print(`\n${outcomeOf(report.importId, isDryRun)}`);
        for (const { file, ignoredValues = 0 } of report.files) {
          if (ignoredValues > 0) terminal.warn(`${safeText(file)}: ${formatCount(ignoredValues)} values stand under keys that the first 1,000 records do not have, and were left out`);
        }
        if (rejections.total === 0) return;
        const shown = rejections.line.slice(0, SHOWN_REJECTIONS).map((line, index) => {
          const reason = rejections.reason[index];
          return [
            safeText(rejections.file[index] ?? ''),
            formatCount(line),
            safeText(rejections.column[index] ?? ''),
            reason === undefined ? '' : describeRowFault(reason),
            safeText((rejections.value[index] ?? '').slice(0, 60)),
          ];
        });
        terminal.print(`\n${formatCount(rejections.total)} rejected ${rejections.total === 1 ? 'row' : 'rows'}${rejections.total > shown.length ? `, the first ${shown.length}` : ''}:`);
        terminal.print(textTable(['File', 'Line', 'Column', 'Reason', 'Value'], shown, ['left', 'right', 'left', 'left', 'left']));
        if (!isDryRun) refuseNothing(report.files, project);
      });
      if (isNew && options.flag('dry-run')) await removeIfEmpty(project, terminal);
    } catch (thrown) {
      if (isNew) await removeIfEmpty(project, terminal);
      throw thrown;
    }
  },
};

function outcomeOf(importId: number | null, isDryRun: boolean): string {
  if (isDryRun) return 'Nothing was imported: this is what would become of the rows (--dry-run).';
  return importId === null ? 'Every row is in the project already: nothing was changed.' : `This is import ${importId} of the project; "tenure undo" takes it back.`;
}

/** An import of which no row landed is no success, though its rejected rows are kept. */
function refuseNothing(files: readonly FileReport[], project: string): void {
  if (files.some(({ imported, updated, duplicates }) => imported + updated + duplicates > 0)) return;
  const rejected = files.reduce((sum, file) => sum + file.rejected, 0);
  if (rejected === 0) throw new NothingDone('no row was imported: all of them are blank, totals or headers');
  throw new NothingDone(`no row was imported: ${rejected === 1 ? 'the only one was' : `all ${formatCount(rejected)} were`} rejected, for the reasons above; check how the columns are read, or mend the rows ("tenure rejections ${project} --out F.csv")`);
}

/** Takes the name of a project that is not there yet: of several processes that import into it at once, only the one that made it may remove it. */
function reserve(project: string): boolean {
  try {
    closeSync(openSync(project, 'wx'));
    return true;
  } catch {
    // It is there, or cannot be made: then opening it says why.
    return false;
  }
}

/** Removes a project that this process made in vain, unless another process uses it or has imported into it meanwhile. */
async function removeIfEmpty(project: string, terminal: Terminal): Promise<void> {
  const { signal } = new AbortController();
  const isUsed = async (): Promise<boolean> => {
    if (statSync(project, { throwIfNoEntry: false })?.size === 0) return false;
    return withStoredProject(project, false, { ...terminal, signal }, ({ info }) => Promise.resolve(info.imports.length > 0));
  };
  const used = await isUsed().catch((thrown: unknown) => thrown instanceof EngineFailure && thrown.error.code === 'PROJECT' && thrown.error.fault === 'locked');
  // Whoever is writing to a project has one of these beside it.
  if (!used && !['-journal', '-shm'].some((suffix) => existsSync(project + suffix))) for (const suffix of ['', '-wal', '-shm']) rmSync(project + suffix, { force: true });
}
