import { existsSync, rmSync } from 'node:fs';
import { type FileToken, type ImportPlan, PROFILES } from '../../contract/imports.ts';
import type { Command } from '../command.ts';
import { fileJson } from '../file-facts.ts';
import { planOf } from '../import-plan.ts';
import { formatCount } from '../numbers.ts';
import { JSON_OPTION, wordOption } from '../options.ts';
import { orderFiles } from '../order-files.ts';
import { withProject } from '../project-session.ts';
import { safeText, textTable } from '../table.ts';
import { UsageError } from '../usage.ts';
import { describeRowFault } from '../words.ts';

const KINDS = ['orders', 'customers', 'feedback', 'spend'] as const;
const PRINTED_REJECTIONS = 100;
const SHOWN_REJECTIONS = 10;

export const importCommand: Command = {
  name: 'import',
  summary: 'Read order files into a project, and make the project if there is none',
  help: `Usage: tenure import <project> <file>… [options]

Reads order files into a project file: CSV, TSV and other delimited text, XLSX, JSON (an array of objects, or one
object a line), Parquet, Arrow and Feather; text and JSON also as .gz. A folder stands for the order files in it.
Columns are recognised by name. All files land in one transaction, or none of them: an import that fails, is
cancelled with Ctrl-C or is killed leaves the project as it was. Rows that cannot be read are rejected, each with
its line, column and reason.

Options
  --map field=Column,…       read a field from this column; overrides what was recognised. Repeatable
                             fields: order customer email phone date time product productName category quantity
                             unitPrice discount amount refund cost currency status channel source coupon city country
  --attribute Column         keep one more column to filter and group by. Repeatable
  --profile P                auto (default), ${PROFILES.join(', ')}
  --kind K                   orders (default)
  --currency CODE            currency of the amounts, such as EUR
  --date-order ymd|dmy|mdy   how dates are written, where that cannot be told from the file
  --encoding E, --delimiter D, --decimal .|,
                             how the text is written, where it was not recognised; a tab is "tab"
  --sheet NAME               which sheet of a workbook; otherwise the first one with orders
  --json                     JSON: {"files":[{"file","rows","imported","rejected","duplicates","updated","skipped":{rule:rows},"lines","orders","customers",
                             "anonymousLines","creditLines","negativeQuantityLines","zeroPriceLines","grossAmount"}],
                             "rejected", "rejections":[{"file","line","column","reason","value"} … first ${PRINTED_REJECTIONS}]}

Examples
  tenure import shop.tenure orders-2024.csv orders-2025.csv.gz
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
    ...JSON_OPTION,
  },
  async run({ positionals, options }, terminal) {
    const [project, ...paths] = positionals;
    if (project === undefined || paths.length === 0) throw new UsageError('name a project and at least one order file');
    if (wordOption(options, 'kind', KINDS, 'orders') !== 'orders') {
      throw new UsageError(`--kind ${options.text('kind')}: this version imports orders only`);
    }
    const sources = orderFiles(paths);
    const isNew = !existsSync(project);
    try {
      await withProject(project, true, terminal, async ({ engine, call }) => {
        const files: FileToken[] = sources.map((path) => engine.grant(path));
        const plan: ImportPlan | null = await planOf(options, files, (file, corrected) => call('import.inspect', { file, plan: corrected }));
        const report = await call('import.run', { files, plan });
        
        const { rejections } = report;
        if (options.flag('json')) {
          const listed = rejections.line.slice(0, PRINTED_REJECTIONS);
          const json = {
            files: report.files.map((file) => fileJson(file, report.currency)),
            rejected: rejections.total,
            rejections: listed.map((line, index) => ({
              file: rejections.file[index],
              line,
              column: rejections.column[index],
              reason: rejections.reason[index],
              value: rejections.value[index],
            })),
          };
          terminal.print(JSON.stringify(json));
          return;
        }
        const rows = report.files.map(({ file, rows: read, imported, rejected, duplicates, updated, skipped = [], facts }) => [
          safeText(file),
          ...[read, imported, rejected, duplicates, updated, skipped.reduce((sum, rule) => sum + rule.rows, 0), facts.orders, facts.customers].map(formatCount),
        ]);
        terminal.print(textTable(['File', 'Rows', 'Imported', 'Rejected', 'Duplicates', 'Updated', 'Skipped', 'Orders', 'Customers'], rows));
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
      });
    } catch (thrown) {
      if (isNew) for (const suffix of ['', '-wal', '-shm']) rmSync(project + suffix, { force: true });
      throw thrown;
    }
  },
};
