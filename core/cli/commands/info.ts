import type { Currency } from '../../contract/provenance.ts';
import type { Command } from '../command.ts';
import { fileJson } from '../file-facts.ts';
import { formatCount, formatMoney, majorUnits, NO_VALUE } from '../numbers.ts';
import { JSON_OPTION } from '../options.ts';
import { onlyProject, withStoredProject } from '../project-session.ts';
import { safeText, textList, textTable } from '../table.ts';

/** Spend whose currency no file names is read with two decimals. */
const UNNAMED: Currency = { code: '', minorUnitDigits: 2 };

export const infoCommand: Command = {
  name: 'info',
  summary: 'What is in a project: lines, orders, customers, dates, imports',
  help: `Usage: tenure info <project> [--json]

Prints what a project holds, before anything is left out: order lines, orders, customers, lines without a
customer, rejected rows, the first and last day, the currency, a fingerprint of the data, facts of the files,
records of customers, answers, products and marketing spend, and each import with what its files hold.

Options
  --json   JSON: {"lines","orders","customers","anonymousLines","rejected","from","to","currency","fingerprint",
           "creditLines","negativeQuantityLines","zeroPriceLines","grossAmount","customerRecords","feedback","products",
           "spend":{"rows","total"},"attributes":[…],"imports":[{"importId","importedAt",…,"files":[{"imported" (new),"updated" (changed),"duplicates" (the same),…}]}]}

Example
  tenure info shop.tenure --json
`,
  options: JSON_OPTION,
  async run(input, terminal) {
    const info = await withStoredProject(onlyProject(input), false, terminal, (session) => Promise.resolve(session.info));
    if (input.options.flag('json')) {
      const { imports, attributes, currency, facts, lineFacts, ...counts } = info;
      const { grossMinor, ...lineCounts } = lineFacts;
      const json = {
        ...counts,
        currency: currency?.code ?? null,
        ...lineCounts,
        grossAmount: majorUnits(grossMinor, currency),
        customerRecords: facts.customerRecords,
        feedback: facts.feedback,
        products: facts.products,
        spend: { rows: facts.spend.rows, total: majorUnits(facts.spend.totalMinor, currency ?? UNNAMED) },
        attributes,
        imports: imports.map((entry) => ({
          importId: entry.importId,
          importedAt: entry.importedAt,
          kinds: [...new Set(entry.files.map(({ kind = 'orders' }) => kind))],
          profile: entry.profile,
          currency: entry.currency?.code ?? null,
          files: entry.files.map((file) => fileJson(file, entry.currency)),
        })),
      };
      terminal.print(JSON.stringify(json));
      return;
    }
    terminal.print(
      textList([
        ['Project', safeText(info.name)],
        ['Days', info.from === null ? NO_VALUE : `${info.from} to ${info.to}`],
        ['Order lines', formatCount(info.lines)],
        ['Orders', formatCount(info.orders)],
        ['Customers', formatCount(info.customers)],
        ['Lines without a customer', formatCount(info.anonymousLines)],
        ['Lines of credit notes', formatCount(info.lineFacts.creditLines)],
        ['Lines with negative quantity', formatCount(info.lineFacts.negativeQuantityLines)],
        ['Lines with price 0', formatCount(info.lineFacts.zeroPriceLines)],
        ['Quantity × price of all lines', formatMoney(info.lineFacts.grossMinor, info.currency)],
        ['Records of customers', formatCount(info.facts.customerRecords)],
        ['Answers in feedback', formatCount(info.facts.feedback)],
        ['Products in the catalogue', formatCount(info.facts.products)],
        ['Marketing spend', info.facts.spend.rows === 0 ? NO_VALUE : `${formatMoney(info.facts.spend.totalMinor, info.currency ?? UNNAMED).trim()} in ${formatCount(info.facts.spend.rows)} rows`],
        ['Rejected rows', formatCount(info.rejected)],
        ['Fields to filter by', info.attributes.map(({ field, distinct }) => `${safeText(field)} (${formatCount(distinct)})`).join(', ') || NO_VALUE],
        ['Fingerprint', info.fingerprint],
      ]),
    );
    if (info.imports.length === 0) return;
    const rows = info.imports.flatMap((entry) =>
      entry.files.map((file) => [String(entry.importId), safeText(file.file), file.kind ?? 'orders', entry.importedAt.slice(0, 16).replace('T', ' '), ...[file.rows, file.imported, file.updated, file.duplicates, file.rejected].map(formatCount)]),
    );
    terminal.print(`\n${textTable(['Import', 'File', 'Kind', 'Imported at', 'Rows', 'New', 'Changed', 'Same', 'Rejected'], rows, ['right', 'left', 'left', 'left', ...Array.from({ length: 5 }, () => 'right' as const)])}`);
  },
};
