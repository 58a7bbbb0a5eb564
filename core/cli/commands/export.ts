import { resolve } from 'node:path';
import { TABLE_EXTENSIONS } from '../../contract/shell.ts';
import { TABLE_NAMES, type TableName } from '../../contract/tables.ts';
import type { Command } from '../command.ts';
import { formatCount } from '../numbers.ts';
import { type Options, scopeOf, SCOPE_HELP, SCOPE_OPTIONS, wordOption } from '../options.ts';
import { segmentIdOf } from '../segment-names.ts';
import { onlyProject, withProject } from '../project-session.ts';
import { safeText } from '../table.ts';
import { UsageError } from '../usage.ts';

const SEGMENT_PREFIX = 'segment:';

export const exportCommand: Command = {
  name: 'export',
  summary: 'Orders, lines, customers, feedback or a segment as CSV, XLSX, Parquet or Arrow',
  help: `Usage: tenure export <project> --what W --format F --out FILE [options]

Writes a table as of the day and within the filters; the file appears whole or not at all. Money is in major units.
In CSV, which is UTF-8 without a byte order mark, texts that a spreadsheet would run as a formula begin with an
apostrophe.

Options
  --what W        orders, lines, customers, feedback, or segment:NAME (customers in that segment on the as-of day; NAME as "tenure rfm" prints it)
  --format F      csv, xlsx, parquet or arrow. Default: by the ending of --out
  --out FILE      the file to write; one that is there is replaced
  --masked        ids, names, e-mails and phones as hashes, no birth dates, comments and attributes of records
${SCOPE_HELP}

JSON
  {"file","rows","sheets"}

Examples
  tenure export shop.tenure --what customers --out customers.xlsx
  tenure export shop.tenure --what segment:at-risk --out at-risk.csv --masked
  tenure export shop.tenure --what lines --where channel=web --out web.parquet
`,
  options: { what: { type: 'string' }, format: { type: 'string' }, out: { type: 'string' }, masked: { type: 'boolean' }, ...SCOPE_OPTIONS },
  async run(input, terminal) {
    const { options } = input;
    const project = onlyProject(input);
    const what = whatOf(options);
    const out = options.text('out');
    if (out === undefined) throw new UsageError('name the file to write with --out');
    const format = formatOf(options, out);
    const scope = scopeOf(options);
    const written = await withProject(project, false, terminal, async ({ engine, call }) => {
      const settings = what.segment === null ? null : await call('segments.read', null);
      const chosen = settings === null ? scope : { ...scope, segment: { settings, segments: [segmentIdOf(settings.segments, what.segment ?? '')] } };
      return call('tables.export', { scope: chosen, table: what.table, masked: options.flag('masked'), byteOrderMark: false, format, file: engine.grantTarget(resolve(out)) });
    });
    if (options.flag('json')) terminal.print(JSON.stringify({ file: out, ...written }));
    else terminal.print(`${safeText(out)}: ${formatCount(written.rows)} rows${written.sheets > 1 ? ` in ${written.sheets} sheets` : ''}`);
  },
};

function whatOf(options: Options): { table: TableName; segment: string | null } {
  const what = options.text('what');
  if (what === undefined) throw new UsageError(`say what to export with --what: ${TABLE_NAMES.join(', ')} or ${SEGMENT_PREFIX}NAME`);
  if (what.startsWith(SEGMENT_PREFIX)) return { table: 'customers', segment: what.slice(SEGMENT_PREFIX.length) };
  const table = TABLE_NAMES.find((name) => name === what);
  if (table === undefined) throw new UsageError(`--what "${what}" is none of ${TABLE_NAMES.join(', ')} and does not begin with ${SEGMENT_PREFIX}`);
  return { table, segment: null };
}

function formatOf(options: Options, out: string): (typeof TABLE_EXTENSIONS)[number] {
  const ending = TABLE_EXTENSIONS.find((extension) => out.toLowerCase().endsWith(`.${extension}`));
  if (options.text('format') === undefined && ending === undefined) throw new UsageError(`--out "${out}" does not end with a known format; say it with --format ${TABLE_EXTENSIONS.join('|')}`);
  return wordOption(options, 'format', TABLE_EXTENSIONS, ending ?? 'csv');
}
