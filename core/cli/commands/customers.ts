import { type CustomerList, type CustomerOrder, CUSTOMER_SORTS, customerSortSchema, EXPECTED_SORTS, MORE_CUSTOMER_SORTS, RECORD_SORTS, type RecordColumn, type Selection } from '../../contract/customers.ts';
import { DEFAULT_LTV, type LtvSettings, PURCHASE_MODELS } from '../../contract/ltv.ts';
import type { RfmSettings } from '../../contract/segments.ts';
import { COHORT_HELP, COHORT_OPTIONS, cohortQueryOf } from '../cohort-options.ts';
import type { Command } from '../command.ts';
import { formatCount, formatMoney, formatShare, isoDay, majorUnits, numberOrNull } from '../numbers.ts';
import { type Options, periodOf, SCOPE_HELP, SCOPE_OPTIONS, scopeOf, wholeOption, wordOption } from '../options.ts';
import { checkSegmentOptions, RFM_HELP, RFM_OPTIONS, rfmSettingsOf } from '../rfm-options.ts';
import { segmentIdOf, segmentName } from '../segment-names.ts';
import { onlyProject, type ProjectSession, withProject } from '../project-session.ts';
import { safeText, textTable } from '../table.ts';
import { UsageError } from '../usage.ts';

const MOST_A_PAGE = 500;
const MOST_SEARCHED = 200;
/** What the records say, besides names. */
const RECORD_COLUMNS = ['email', 'phone', 'birthDate', 'consent'] as const satisfies readonly RecordColumn[];
const LISTS = ['all', 'due-to-reorder', 'at-risk-and-valuable', 'birthdays'] as const;

export const customersCommand: Command = {
  name: 'customers',
  summary: 'The customers of a project, or those behind a cohort, a segment or a list to act upon',
  help: `Usage: tenure customers <project> [options]

Lists customers with their first and last order, orders and net revenue up to the as-of date, and their RFM scores and
segment (see "tenure rfm --help").

Options
  --cohort C                 only this cohort, named as "tenure cohorts" names it (2025-01-01, or a field’s value)
  --at-age N                 only those retained at this age of the cohort
${COHORT_HELP}
  --segment S                only this segment, by name or id
  --list L                   due-to-reorder: as long without an order as lies between the median and the 90th percentile of the expected
                             gap (the customer’s own gaps where there are 4, otherwise those of the segment); at-risk-and-valuable: past
                             that 90th percentile, and above the 80th percentile of net revenue; birthdays: born in --month (1–12)
  --search T                 only customers whose id or recorded name holds this text, whatever the case
  --model M                  also P(alive), expected transactions and CLV of ${DEFAULT_LTV.horizonDays} days by this model: ${PURCHASE_MODELS.join(', ')} (see "tenure
                             ltv --help")
  --p-alive A..B, --clv A..B only customers whose value lies between these; one may be missing, as in --p-alive ..0.5. Need --model
  --masked                   hashes in place of ids, names, e-mails and phones, no birth dates
${RFM_HELP}
  --sort S                   default netRevenue; or ${[...CUSTOMER_SORTS, ...RECORD_SORTS].join(', ')},
                             ${MORE_CUSTOMER_SORTS.join(', ')};
                             with --model ${EXPECTED_SORTS.join(', ')}
  --ascending                smallest first
  --limit N, --offset N      a part of the list (default 50 from 0)
${SCOPE_HELP}

JSON
  {"asOf","currency","fingerprint","total","customers":[{"customer","name","firstOrder","lastOrder","orders","netRevenue","averageOrderValue",
   "email","phone","birthDate","consent","recencyDays","frequency","monetary","r","f","m","fm","segment"}]}; scores and segment are null
   without an order in the look-back, what records say (consent yes or no) where there is none;
   with --model also "pAlive","expectedTransactions","clv", null for who is not in the model

Example
  tenure customers shop.tenure --cohort 2025-01-01 --at-age 3 --limit 20
  tenure customers shop.tenure --list at-risk-and-valuable --sort monetary
`,
  options: {
    ...SCOPE_OPTIONS,
    ...COHORT_OPTIONS,
    ...RFM_OPTIONS,
    segment: { type: 'string' },
    list: { type: 'string' },
    month: { type: 'string' },
    search: { type: 'string' },
    masked: { type: 'boolean' },
    model: { type: 'string' },
    'p-alive': { type: 'string' },
    clv: { type: 'string' },
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
    const sort = wordOption(options, 'sort', customerSortSchema.options, 'netRevenue');
    const search = options.text('search')?.trim();
    if (search !== undefined && search.length > MOST_SEARCHED) throw new UsageError(`--search takes at most ${MOST_SEARCHED} characters, and this has ${search.length}`);
    if (options.text('cohort') === undefined && options.text('at-age') !== undefined) throw new UsageError('--at-age needs --cohort');
    checkSelection(options);
    const ltv = modelOf(options);
    expectedRanges(options, 0);
    const { pages, settings } = await withProject(project, false, terminal, async ({ info, call }) => {
      const rfm = rfmSettingsOf(options, await call('segments.read', null), info.currency?.minorUnitDigits ?? 0);
      const selection = selectionOf(options, info, rfm);
      const common = {
        selection, sort, descending: !options.flag('ascending'), rfm, records: [...RECORD_COLUMNS], masked: options.flag('masked'), ...(search !== undefined && search !== '' && { search }),
        ...(ltv !== undefined && { ltv, within: expectedRanges(options, info.currency?.minorUnitDigits ?? 0) }),
      };
      const found: CustomerList[] = [];
      for (let at = offset; at < offset + limit; at += MOST_A_PAGE) {
        found.push(await call('customers.list', { ...common, offset: at, limit: Math.min(MOST_A_PAGE, offset + limit - at) }));
        if (at + MOST_A_PAGE >= (found[0]?.total ?? 0)) break;
      }
      return { pages: found, settings: rfm };
    });
    terminal.print(options.flag('json') ? JSON.stringify(customersJson(pages, settings)) : customersText(pages, settings));
  },
};

/** Settings of the model asked for. Throws UsageError for a sort or a range that needs one. */
function modelOf(options: Options): LtvSettings | undefined {
  if (options.text('model') === undefined) {
    const needing = ['p-alive', 'clv'].find((name) => options.text(name) !== undefined);
    if (needing !== undefined) throw new UsageError(`--${needing} needs --model`);
    if (EXPECTED_SORTS.some((known) => known === options.text('sort'))) throw new UsageError(`--sort ${options.text('sort')} needs --model`);
    return undefined;
  }
  const { holdoutEnd: _none, ...settings } = DEFAULT_LTV;
  return { ...settings, model: wordOption(options, 'model', PURCHASE_MODELS, DEFAULT_LTV.model) };
}

/** Throws UsageError for what is no range. */
function expectedRanges(options: Options, minorUnitDigits: number): NonNullable<CustomerOrder['within']> {
  return [...rangeOf(options, 'p-alive', 'pAlive', 1), ...rangeOf(options, 'clv', 'clv', 10 ** minorUnitDigits)];
}

function rangeOf(options: Options, name: string, column: (typeof EXPECTED_SORTS)[number], unit: number): NonNullable<CustomerOrder['within']> {
  const text = options.text(name);
  if (text === undefined) return [];
  const found = /^(\d+(?:\.\d+)?)?\.\.(\d+(?:\.\d+)?)?$/.exec(text);
  if (found === null) throw new UsageError(`--${name} "${text}" is not a range such as 0.1..0.5, ..0.5 or 0.1..`);
  const end = (value: string | undefined): number | null => (value === undefined ? null : Number(value) * unit);
  return [{ column, from: end(found[1]), to: end(found[2]) }];
}

/** Throws UsageError where two of the ways to choose customers are given. */
function checkSelection(options: Options): void {
  checkSegmentOptions(options);
  const given = ['cohort', 'segment', 'list'].filter((name) => options.text(name) !== undefined);
  if (given.length > 1) throw new UsageError(`--${given.join(' and --')} exclude each other`);
  const list = wordOption(options, 'list', LISTS, 'all');
  if ((list === 'birthdays') !== (options.text('month') !== undefined)) throw new UsageError('--list birthdays and --month go together');
  if (list === 'birthdays') wholeOption(options, 'month', 1, 1, 12);
}

function selectionOf(options: Options, info: ProjectSession['info'], settings: RfmSettings): Selection {
  const scope = scopeOf(options);
  const [cohort, segment, list] = [options.text('cohort'), options.text('segment'), wordOption(options, 'list', LISTS, 'all')];
  if (segment !== undefined) return { kind: 'segment', query: { scope, settings }, segment: segmentIdOf(settings.segments, segment) };
  if (list === 'birthdays') return { kind: list, scope, month: wholeOption(options, 'month', 1, 1, 12) };
  if (list !== 'all') return { kind: list, query: { scope, settings } };
  if (cohort === undefined) return { kind: 'all', scope };
  const age = options.text('at-age') === undefined ? null : wholeOption(options, 'at-age', 0, 0);
  return { kind: 'cohort', query: cohortQueryOf(options, periodOf(options, info), settings), cohort, age };
}

interface CustomerRow {
  customer: string;
  name: string;
  /** Of the records, in the order of RECORD_COLUMNS. */
  records: (string | null)[];
  firstOrder: string;
  lastOrder: string;
  orders: number;
  netMinor: number;
  averageOrderMinor: number | null;
  /** `null`: no order in the look-back window. */
  scores: { recencyDays: number; frequency: number; monetaryMinor: number; r: number; f: number; m: number; fm: number; segment: string } | null;
  /** `null`: not asked for. */
  expected: { pAlive: number; expectedTransactions: number; clvMinor: number } | null;
}

function rowsOf(pages: CustomerList[]): CustomerRow[] {
  return pages.flatMap((page) =>
    page.customer.map((customer, index) => ({
      customer,
      name: page.name[index] ?? '',
      records: page.records.map(({ values }) => values[index] ?? null),
      firstOrder: isoDay(page.firstOrderDay[index] ?? 0),
      lastOrder: isoDay(page.lastOrderDay[index] ?? 0),
      orders: page.orders[index] ?? 0,
      netMinor: page.netMinor[index] ?? 0,
      averageOrderMinor: page.averageOrderMinor[index] ?? null,
      scores: scoresOf(page, index),
      expected: expectedOf(page, index),
    })),
  );
}

function scoresOf({ rfm }: CustomerList, index: number): CustomerRow['scores'] {
  if (rfm === null || (rfm.frequency[index] ?? 0) === 0) return null;
  return {
    recencyDays: rfm.recencyDays[index] ?? 0,
    frequency: rfm.frequency[index] ?? 0,
    monetaryMinor: rfm.monetaryMinor[index] ?? 0,
    r: rfm.recencyScore[index] ?? 0,
    f: rfm.frequencyScore[index] ?? 0,
    m: rfm.monetaryScore[index] ?? 0,
    fm: rfm.frequencyMonetaryScore[index] ?? 0,
    segment: rfm.segment[index] ?? '',
  };
}

function expectedOf({ ltv }: CustomerList, index: number): CustomerRow['expected'] {
  if (ltv === null) return null;
  return { pAlive: ltv.pAlive[index] ?? Number.NaN, expectedTransactions: ltv.expectedTransactions[index] ?? Number.NaN, clvMinor: ltv.clvMinor[index] ?? Number.NaN };
}

function customersJson(pages: CustomerList[], settings: RfmSettings): Record<string, unknown> {
  const provenance = pages[0]?.provenance;
  const currency = provenance?.currency ?? null;
  return {
    asOf: provenance?.asOf,
    currency: currency?.code,
    fingerprint: provenance?.fingerprint,
    total: pages[0]?.total ?? 0,
    customers: rowsOf(pages).map(({ netMinor, averageOrderMinor, scores, expected, name, records, ...row }) => ({
      ...row,
      name: name === '' ? null : name,
      ...Object.fromEntries(RECORD_COLUMNS.map((column, at) => [column, records[at] ?? null])),
      netRevenue: majorUnits(netMinor, currency),
      averageOrderValue: majorUnits(averageOrderMinor, currency),
      recencyDays: scores?.recencyDays ?? null,
      frequency: scores?.frequency ?? 0,
      monetary: majorUnits(scores?.monetaryMinor ?? null, currency),
      r: scores?.r ?? null,
      f: scores?.f ?? null,
      m: scores?.m ?? null,
      fm: scores?.fm ?? null,
      segment: scores === null ? null : segmentName(settings.segments, scores.segment),
      ...(expected !== null && { pAlive: numberOrNull(expected.pAlive), expectedTransactions: numberOrNull(expected.expectedTransactions), clv: majorUnits(numberOrNull(expected.clvMinor), currency) }),
    })),
  };
}

function customersText(pages: CustomerList[], settings: RfmSettings): string {
  const currency = pages[0]?.provenance.currency ?? null;
  const found = rowsOf(pages);
  const named = found.some(({ name }) => name !== '');
  const birthDates = found.map(({ records }) => records[RECORD_COLUMNS.indexOf('birthDate')] ?? null);
  const born = birthDates.some((birthDate) => birthDate !== null);
  const rows = found.map((row, at) => [
    safeText(row.customer),
    ...(named ? [safeText(row.name)] : []),
    ...(born ? [birthDates[at] ?? ''] : []),
    row.firstOrder,
    row.lastOrder,
    formatCount(row.orders),
    formatMoney(row.netMinor, currency),
    row.scores === null ? '' : `${row.scores.r}${row.scores.f}${row.scores.m}`,
    row.scores === null ? '' : safeText(segmentName(settings.segments, row.scores.segment)),
    ...(row.expected === null ? [] : [formatShare(numberOrNull(row.expected.pAlive)), formatMoney(Number.isNaN(row.expected.clvMinor) ? null : Math.round(row.expected.clvMinor), currency)]),
  ]);
  const header = ['Customer', ...(named ? ['Name'] : []), ...(born ? ['Born'] : []), 'First order', 'Last order', 'Orders', 'Net revenue', 'RFM', 'Segment', ...(found.some(({ expected }) => expected !== null) ? ['P(alive)', 'CLV'] : [])];
  const align = header.map((title): 'left' | 'right' => (['Customer', 'Name', 'Segment'].includes(title) ? 'left' : 'right'));
  return `${textTable(header, rows, align)}\n\n${formatCount(rows.length)} of ${formatCount(pages[0]?.total ?? 0)}`;
}
