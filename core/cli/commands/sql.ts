import type { SqlResult } from '../../contract/tables.ts';
import type { Command } from '../command.ts';
import { scopeOf, SCOPE_HELP, SCOPE_OPTIONS } from '../options.ts';
import { withProject } from '../project-session.ts';
import { safeText, textTable } from '../table.ts';
import { UsageError } from '../usage.ts';

const MOST_ROWS = 1_000_000;

export const sqlCommand: Command = {
  name: 'sql',
  summary: 'One SELECT over orders, lines, customers and feedback',
  help: `Usage: tenure sql <project> "select …" [options]

Answers one SELECT, WITH or VALUES statement in SQLite’s dialect. The tables are those of the project as of the day and
within the filters; they cannot be changed, and no other file can be read. Money is in major units, days and moments
are ISO texts (date functions understand them). At most ${MOST_ROWS.toLocaleString('en')} rows are answered.

  orders     order_id customer moment day status counted lines gross net net_revenue refund [cost] and each field to filter by
  lines      order_id line customer day status counted product product_name quantity net
  customers  customer first_order last_order orders net_revenue name email phone city country source birth_date consent attributes
  feedback   customer moment survey order_id channel nps csat ces stars text

status is counted, cancelled, test, zero-value, credit-note or refunded-in-full (as of the day); counted is 1 where metrics count the order
within the filters. net is what the lines say; net_revenue is what the document adds to net revenue, after refunds and credit notes. consent is
1 or 0; attributes are a JSON object of a record’s further columns (attributes ->> 'tier').

Options
  --masked                   ids, names, e-mails and phones as hashes, no birth dates, comments and attributes
${SCOPE_HELP}

JSON
  {"columns":[…],"rows":[[…]],"cut"}

Examples
  tenure sql shop.tenure "select substr(day, 1, 7) as month, count(*), sum(net_revenue) from orders where counted = 1 group by 1"
  tenure sql shop.tenure "select product_name, sum(quantity) from lines where counted = 1 group by 1 order by 2 desc limit 20" --json
`,
  options: { ...SCOPE_OPTIONS, masked: { type: 'boolean' } },
  async run({ positionals, options }, terminal) {
    const [project, sql, ...others] = positionals;
    if (project === undefined) throw new UsageError('name a project file');
    if (sql === undefined || sql.trim() === '') throw new UsageError('write the query, in quotes, after the project');
    if (others.length > 0) throw new UsageError(`unexpected argument "${others[0]}"; the query is one argument, in quotes`);
    const scope = scopeOf(options);
    const result = await withProject(project, false, terminal, ({ call }) => call('tables.query', { scope, sql, limit: MOST_ROWS, masked: options.flag('masked') }));
    terminal.print(options.flag('json') ? JSON.stringify({ columns: result.columns.map(({ name }) => name), rows: rowsOf(result), cut: result.isCut }) : sqlText(result));
  },
};

function rowsOf({ columns, rows }: SqlResult): (string | number | null)[][] {
  return Array.from({ length: rows }, (_, row) => columns.map(({ values }) => values[row] ?? null));
}

function sqlText(result: SqlResult): string {
  const cells = rowsOf(result).map((row) => row.map((value) => (value === null ? '' : safeText(String(value)))));
  const align = result.columns.map(({ values }) => (values.some((value) => typeof value === 'string') ? 'left' : 'right'));
  const table = textTable(result.columns.map(({ name }) => safeText(name)), cells, align);
  return result.isCut ? `${table}\n… more rows than ${MOST_ROWS.toLocaleString('en')}; add conditions or a limit` : table;
}
