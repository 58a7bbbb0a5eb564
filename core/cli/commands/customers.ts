import { CUSTOMER_SORTS, type CustomerList, type Selection } from '../../contract/customers.ts';
import { COHORT_HELP, COHORT_OPTIONS, cohortQueryOf } from '../cohort-options.ts';
import type { Command } from '../command.ts';
import { formatCount, formatMoney, isoDay, majorUnits } from '../numbers.ts';
import { type Options, periodOf, SCOPE_HELP, SCOPE_OPTIONS, scopeOf, wholeOption, wordOption } from '../options.ts';
import { onlyProject, type ProjectSession, withProject } from '../project-session.ts';
import { safeText, textTable } from '../table.ts';
import { UsageError } from '../usage.ts';

const MOST_A_PAGE = 500;

export const customersCommand: Command = {
  name: 'customers',
  summary: 'The customers of a project, or those behind a cohort or one of its cells',
  help: `Usage: tenure customers <project> [options]

Lists customers with their first and last order, orders and net revenue up to the as-of date.

Options
  --cohort C                 only this cohort, named as "tenure cohorts" names it (2025-01-01, or a field’s value)
  --at-age N                 only those retained at this age of the cohort
${COHORT_HELP}
  --sort S                   ${CUSTOMER_SORTS.join(', ')} (default netRevenue)
  --ascending                smallest first
  --limit N, --offset N      a part of the list (default 50 from 0)
${SCOPE_HELP}

JSON
  {"asOf","currency","fingerprint","total","customers":[{"customer","firstOrder","lastOrder","orders","netRevenue"}]}

Example
  tenure customers shop.tenure --cohort 2025-01-01 --at-age 3 --limit 20
`,
  options: {
    ...SCOPE_OPTIONS,
    ...COHORT_OPTIONS,
    cohort: { type: 'string' },
    'at-age': { type: 'string' },
    sort: { type: 'string' },
    ascending: { type: 'boolean' },
    limit: { type: 'string' },
    offset: { type: 'string' },
  },
  async run(input, terminal) {
    const { options } = input;
    const project = onlyProject(input);
    const limit = wholeOption(options, 'limit', 1, 50);
    const offset = wholeOption(options, 'offset', 0, 0);
    const sort = wordOption(options, 'sort', CUSTOMER_SORTS, 'netRevenue');
    if (options.text('cohort') === undefined && options.text('at-age') !== undefined) throw new UsageError('--at-age needs --cohort');
    const pages = await withProject(project, false, terminal, async ({ info, call }) => {
      const selection = selectionOf(options, info);
      const found: CustomerList[] = [];
      for (let at = offset; at < offset + limit; at += MOST_A_PAGE) {
        found.push(await call('customers.list', { selection, sort, descending: !options.flag('ascending'), offset: at, limit: Math.min(MOST_A_PAGE, offset + limit - at) }));
        if (at + MOST_A_PAGE >= (found[0]?.total ?? 0)) break;
      }
      return found;
    });
    terminal.print(options.flag('json') ? JSON.stringify(customersJson(pages)) : customersText(pages));
  },
};

function selectionOf(options: Options, info: ProjectSession['info']): Selection {
  const cohort = options.text('cohort');
  if (cohort === undefined) return { kind: 'all', scope: scopeOf(options) };
  const age = options.text('at-age') === undefined ? null : wholeOption(options, 'at-age', 0, 0);
  return { kind: 'cohort', query: cohortQueryOf(options, periodOf(options, info)), cohort, age };
}

interface CustomerRow {
  customer: string;
  firstOrder: string;
  lastOrder: string;
  orders: number;
  netMinor: number;
}

function rowsOf(pages: CustomerList[]): CustomerRow[] {
  return pages.flatMap((page) =>
    page.customer.map((customer, index) => ({
      customer,
      firstOrder: isoDay(page.firstOrderDay[index] ?? 0),
      lastOrder: isoDay(page.lastOrderDay[index] ?? 0),
      orders: page.orders[index] ?? 0,
      netMinor: page.netMinor[index] ?? 0,
    })),
  );
}

function customersJson(pages: CustomerList[]): Record<string, unknown> {
  const provenance = pages[0]?.provenance;
  const currency = provenance?.currency ?? null;
  return {
    asOf: provenance?.asOf,
    currency: currency?.code,
    fingerprint: provenance?.fingerprint,
    total: pages[0]?.total ?? 0,
    customers: rowsOf(pages).map(({ netMinor, ...row }) => ({ ...row, netRevenue: majorUnits(netMinor, currency) })),
  };
}

function customersText(pages: CustomerList[]): string {
  const currency = pages[0]?.provenance.currency ?? null;
  const rows = rowsOf(pages).map((row) => [safeText(row.customer), row.firstOrder, row.lastOrder, formatCount(row.orders), formatMoney(row.netMinor, currency)]);
  return `${textTable(['Customer', 'First order', 'Last order', 'Orders', 'Net revenue'], rows)}\n\n${formatCount(rows.length)} of ${formatCount(pages[0]?.total ?? 0)}`;
}
