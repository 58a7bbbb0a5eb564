import { type Figure, type FigureValue, KPI_KEYS, KPI_UNITS, type KpiKey, type KpiResult, type KpiSeries } from '../../contract/kpis.ts';
import type { Currency } from '../../contract/provenance.ts';
import { calendarUnitSchema, type Period } from '../../contract/scope.ts';
import type { Command } from '../command.ts';
import { formatCount, formatMoney, formatRatio, formatShare, majorUnits, NO_VALUE, numberOrNull } from '../numbers.ts';
import { periodOf, SCOPE_HELP, SCOPE_OPTIONS, scopeOf, wholeOption, wordOption } from '../options.ts';
import { onlyProject, withProject } from '../project-session.ts';
import { accountingJson, accountingText } from '../accounting.ts';
import { textTable } from '../table.ts';

const LABELS: Record<KpiKey, string> = {
  activeCustomers: 'Active customers',
  newCustomers: 'New customers',
  customersAtEnd: 'Customers at the end',
  customerRetentionRate: 'Customer retention rate',
  churnRate: 'Churn rate',
  periodRepurchaseRate: 'Period-to-period repurchase',
  repeatPurchaseRate: 'Repeat purchase rate',
  purchaseFrequency: 'Purchase frequency',
  averageOrderValue: 'Average order value',
  customerValue: 'Customer value',
  orders: 'Orders',
  netRevenue: 'Net revenue',
  repeatRevenueShare: 'Revenue from repeat orders',
  netProfitPerCustomer: 'Net profit per customer',
  acquisitionCost: 'Acquisition cost (CAC)',
  medianDaysToSecondOrder: 'Median days to second order',
};

export const kpisCommand: Command = {
  name: 'kpis',
  summary: 'Retention figures of a period, beside the previous one and the same a year before',
  help: `Usage: tenure kpis <project> [--from D] [--to D] [options]

Prints the retention figures of a period with 95 % intervals, beside the period before it and the same period a
year before, and what was left out: counted lines, lines left out and lines after the as-of date add up to the file.

Options
  --from D, --to D           the period; --to is exclusive. Default: the twelve months up to the as-of date
  --by U                     calendar unit of the series in JSON: day, week, month (default), quarter, year
  --activity-window N        days for which an order makes its customer a customer (default 365), or p90-gap:
                             the 90th percentile of the gaps between orders
${SCOPE_HELP}

JSON
  {"asOf","period","currency","fingerprint", ${KPI_KEYS.slice(0, 3).map((key) => `"${key}"`).join(',')} … each figure,
   "intervals":{key:[lo,hi]}, "terms":{key:[numerator,denominator]}, "missing":{key:reason}, "previous":{…}, "yearBefore":{…},
   "counted":{"lines","orders","customers","amount"}, "leftOut":[{"reason","lines","orders","amount"}], "afterAsOf":{"lines","orders","amount"},
   "file":{"lines","orders","amount"}, "anonymous":{…}, "credits":{…}, "series":{"start":[…],"state":[…], …}}

Examples
  tenure kpis shop.tenure
  tenure kpis shop.tenure --from 2025-01-01 --to 2025-07-01 --where channel=online --json
`,
  options: { ...SCOPE_OPTIONS, by: { type: 'string' }, 'activity-window': { type: 'string' } },
  async run(input, terminal) {
    const { options } = input;
    const project = onlyProject(input);
    const scope = scopeOf(options);
    const granularity = wordOption(options, 'by', calendarUnitSchema.options, 'month');
    const activityWindowDays = options.text('activity-window') === 'p90-gap' ? 'p90-gap' : wholeOption(options, 'activity-window', 1, 365, 3660);
    const result = await withProject(project, false, terminal, ({ info, call }) =>
      call('kpis.figures', { scope, period: periodOf(options, info), granularity, activityWindowDays }),
    );
    terminal.print(options.flag('json') ? JSON.stringify(kpisJson(result)) : kpisText(result));
  },
};

function kpisJson(result: KpiResult): Record<string, unknown> {
  const { provenance, figures, series } = result;
  const { currency } = provenance;
  const compared = (period: Period, which: 'previous' | 'yearBefore'): Record<string, unknown> => ({
    period,
    ...valuesJson(figures.map((figure) => [figure.key, figure[which]]), currency),
    differences: Object.fromEntries(figures.map((figure) => [figure.key, inUnit(figure.key, figure[which].difference, currency)])),
  });
  return {
    asOf: provenance.asOf,
    period: result.period,
    observed: result.observed,
    currency: currency.code,
    fingerprint: provenance.fingerprint,
    activityWindowDays: result.activityWindowDays,
    refunds: provenance.refunds,
    filters: provenance.filters,
    ...valuesJson(figures.map((figure) => [figure.key, figure]), currency),
    previous: compared(result.previousPeriod, 'previous'),
    yearBefore: compared(result.yearBeforePeriod, 'yearBefore'),
    ...accountingJson(provenance),
    series: seriesJson(series, currency),
  };
}

function valuesJson(figures: [KpiKey, FigureValue][], currency: Currency): Record<string, unknown> {
  const intervals: Record<string, unknown> = {};
  const terms: Record<string, unknown> = {};
  const missing: Record<string, unknown> = {};
  for (const [key, { interval, numerator, denominator, missing: reason }] of figures) {
    if (interval !== null) intervals[key] = interval.map((end) => inUnit(key, end, currency));
    if (numerator !== null) terms[key] = [numeratorInUnit(key, numerator, currency), denominator];
    if (reason !== null) missing[key] = reason;
  }
  return { ...Object.fromEntries(figures.map(([key, { value }]) => [key, inUnit(key, value, currency)])), intervals, terms, missing };
}

function seriesJson({ granularity, start, state, figures, ...columns }: KpiSeries, currency: Currency): Record<string, unknown> {
  const numbers = (values: Float64Array): (number | null)[] => Array.from(values, numberOrNull);
  const amounts = (values: Float64Array): (number | null)[] => Array.from(values, (value) => majorUnits(value, currency));
  return {
    by: granularity,
    start,
    state,
    newCustomers: numbers(columns.newCustomers),
    returningCustomers: numbers(columns.returningCustomers),
    orders: numbers(columns.orders),
    firstOrderNetRevenue: amounts(columns.firstOrderNetMinor),
    laterOrderNetRevenue: amounts(columns.laterOrderNetMinor),
    anonymousNetRevenue: amounts(columns.anonymousNetMinor),
    figures: Object.fromEntries(KPI_KEYS.map((key) => [key, KPI_UNITS[key] === 'money' ? amounts(figures[key]) : numbers(figures[key])])),
  };
}

function inUnit(key: KpiKey, value: number | null, currency: Currency): number | null {
  return KPI_UNITS[key] === 'money' ? majorUnits(value, currency) : numberOrNull(value);
}

/** Money is the numerator of money, and of the share of revenue. */
function numeratorInUnit(key: KpiKey, value: number, currency: Currency): number | null {
  return KPI_UNITS[key] === 'money' ? majorUnits(value, currency) : value;
}

function kpisText({ period, previousPeriod, yearBeforePeriod, provenance, figures }: KpiResult): string {
  const { currency } = provenance;
  // The twelve months before a year are the year before.
  const same = previousPeriod.from === yearBeforePeriod.from && previousPeriod.to === yearBeforePeriod.to;
  const compared = same ? (['previous'] as const) : (['previous', 'yearBefore'] as const);
  const show = (key: KpiKey, value: number | null): string => formatFigure(key, value, currency);
  const row = (figure: Figure): string[] => [
    LABELS[figure.key],
    show(figure.key, figure.value),
    figure.interval === null ? (figure.missing ?? '') : `${show(figure.key, figure.interval[0])} – ${show(figure.key, figure.interval[1])}`,
    ...compared.map((which) => show(figure.key, figure[which].value)),
  ];
  return [
    `${period.from} up to ${period.to} (exclusive), as of ${provenance.asOf}`,
    '',
    textTable(['', 'Value', '95 % interval', ...compared.map((which) => `From ${which === 'previous' ? previousPeriod.from : yearBeforePeriod.from}`)], figures.map(row)),
    '',
    accountingText(provenance),
  ].join('\n');
}

function formatFigure(key: KpiKey, value: number | null, currency: Currency): string {
  if (value === null || Number.isNaN(value)) return NO_VALUE;
  switch (KPI_UNITS[key]) {
    case 'count':
      return formatCount(value);
    case 'share':
      return formatShare(value);
    case 'money':
      return formatMoney(Math.round(value), currency);
    case 'ratio':
      return formatRatio(value);
    case 'days':
      return formatCount(value);
  }
}
