import { type Figure, KPI_KEYS, KPI_UNITS, type KpiKey, type KpiQuery, type KpiResult, type KpiSeries } from '../../contract/kpis.ts';
import type { Currency } from '../../contract/provenance.ts';
import { calendarUnitSchema, type Period } from '../../contract/scope.ts';
import { accountingJson, accountingText } from '../accounting.ts';
import type { Command } from '../command.ts';
import { FIGURE_LABELS, formatFigure, inUnit, valuesJson } from '../figure-values.ts';
import { type Shown, showAcquisition, showBreakdown, showConcentration, showGaps, showSecondOrder } from '../kpi-views.ts';
import { majorUnits, numberOrNull } from '../numbers.ts';
import { type Options, periodOf, SCOPE_HELP, SCOPE_OPTIONS, scopeOf, wholeOption, wordOption } from '../options.ts';
import { onlyProject, type ProjectSession, withProject } from '../project-session.ts';
import { textTable } from '../table.ts';
import { UsageError } from '../usage.ts';

const WHAT = ['figures', 'gaps', 'concentration', 'second-order', 'acquisition'] as const;

export const kpisCommand: Command = {
  name: 'kpis',
  summary: 'Retention figures of a period, beside the previous one and the same a year before',
  help: `Usage: tenure kpis <project> [--from D] [--to D] [options]

Prints the retention figures of a period with 95 % intervals, beside the period before it and the same period a
year before, and what was left out: counted lines, lines left out and lines after the as-of date add up to the file.

Options
  --from D, --to D           the period; --to is exclusive. Default: the twelve months up to the as-of date
  --by U                     calendar unit of the series in JSON: day, week, month (default), quarter, year;
                             or a field such as channel: the figures of each of its values, and their series by month
  --basis B                  with a field: orders (default) that have the value, or customers whose first-order has it
  --top N                    with a field: so many values with most orders, the others together (default 8)
  --activity-window N        days for which an order makes its customer a customer (default 365), or p90-gap:
                             the 90th percentile of the gaps between orders
  --retention-channel C      spending on this channel keeps or serves customers rather than wins them; repeat for more
  --what W                   ${WHAT.join(', ')}:
                             days between orders; revenue of the best customers and Gini; Kaplan–Meier to the n-th order;
                             cost of new customers and the month that pays it back, from imported spending
  --order-number N           gaps and second-order: up to the N-th order of a customer (second-order: default 2)
  --field F                  acquisition: by this field of the first order, whose values are channels of spending
${SCOPE_HELP}

JSON
  {"asOf","period","currency","fingerprint", ${KPI_KEYS.slice(0, 3).map((key) => `"${key}"`).join(',')} … each figure,
   "intervals":{key:[lo,hi]}, "terms":{key:[numerator,denominator]}, "missing":{key:reason}, "previous":{…}, "yearBefore":{…}, "spend":{…},
   "counted":{"lines","orders","customers","amount"}, "leftOut":[{"reason","lines","orders","amount"}], "afterAsOf":{"lines","orders","amount"},
   "file":{"lines","orders","amount"}, "anonymous":{…}, "rules":{…}, "credits":{…}, "series":{"start":[…],"state":[…], …}}
  --by channel: {"field","basis","values":[{"value","kind", each figure …,"series"}],"whole","otherValues","start"}
  --what gaps: {"gaps","meanDays","quantiles","counts","byOrder"}; concentration: {"customers","netRevenue","gini","shares","curve"};
  second-order: {"customers","events","quantiles","table","curve"}; acquisition: {"spend","newCustomers","acquisitionCost","paybackMonth","channels":[…]}

Examples
  tenure kpis shop.tenure
  tenure kpis shop.tenure --from 2025-01-01 --to 2025-07-01 --where channel=online --json
  tenure kpis shop.tenure --by channel --basis first-order
  tenure kpis shop.tenure --what gaps --order-number 3
`,
  options: {
    ...SCOPE_OPTIONS,
    by: { type: 'string' },
    basis: { type: 'string' },
    top: { type: 'string' },
    what: { type: 'string' },
    field: { type: 'string' },
    'order-number': { type: 'string' },
    'retention-channel': { type: 'string', multiple: true },
    'activity-window': { type: 'string' },
  },
  async run(input, terminal) {
    const { options } = input;
    const project = onlyProject(input);
    refuseMeaningless(options);
    // What is wrong in an option is said before the project is opened.
    kpiQueryOf(options, { from: null, to: null });
    const shown = await withProject(project, false, terminal, (session) => answer(options, session));
    terminal.print(options.flag('json') ? JSON.stringify(shown.json) : shown.text);
  },
};

/** Options that would be without effect are more likely a mistake. */
function refuseMeaningless(options: Options): void {
  const what = wordOption(options, 'what', WHAT, 'figures');
  const by = options.text('by');
  const isField = by !== undefined && !calendarUnitSchema.safeParse(by).success;
  const only = (name: string, isMeant: boolean, meant: string): void => {
    if (options.text(name) !== undefined && !isMeant) throw new UsageError(`--${name} has a meaning only with ${meant}`);
  };
  only('by', what === 'figures', '--what figures');
  only('basis', isField, '--by and a field');
  only('top', isField, '--by and a field');
  only('field', what === 'acquisition', '--what acquisition');
  only('order-number', what === 'gaps' || what === 'second-order', '--what gaps or second-order');
}

async function answer(options: Options, { info, call }: ProjectSession): Promise<Shown> {
  const scope = scopeOf(options);
  const period = periodOf(options, info);
  switch (wordOption(options, 'what', WHAT, 'figures')) {
    case 'gaps': {
      const orderNumber = options.text('order-number') === undefined ? null : wholeOption(options, 'order-number', 2, 2, 50);
      return showGaps(await call('kpis.gaps', { scope, acquired: period, orderNumber }));
    }
    case 'second-order':
      return showSecondOrder(await call('kpis.secondOrder', { scope, acquired: period, orderNumber: wholeOption(options, 'order-number', 2, 2, 50) }));
    case 'concentration':
      return showConcentration(await call('kpis.concentration', { scope, period }));
    case 'acquisition':
      return showAcquisition(await call('kpis.acquisition', { scope, period, field: options.text('field') ?? null, retentionChannels: options.texts('retention-channel') }));
    case 'figures':
      return showFigures(options, kpiQueryOf(options, info), call);
  }
}

async function showFigures(options: Options, figures: KpiQuery, call: ProjectSession['call']): Promise<Shown> {
  const by = options.text('by');
  if (by === undefined || calendarUnitSchema.safeParse(by).success) {
    const result = await call('kpis.figures', figures);
    return { json: kpisJson(result), text: kpisText(result) };
  }
  const basis = wordOption(options, 'basis', ['orders', 'first-order'] as const, 'orders');
  return showBreakdown(await call('kpis.breakdown', { figures, field: by, basis, top: wholeOption(options, 'top', 1, 8, 24), series: [...KPI_KEYS] }));
}

function kpiQueryOf(options: Options, info: Pick<ProjectSession['info'], 'from' | 'to'>): KpiQuery {
  const unit = calendarUnitSchema.safeParse(options.text('by'));
  return {
    scope: scopeOf(options),
    period: periodOf(options, info),
    granularity: unit.success ? unit.data : 'month',
    activityWindowDays: options.text('activity-window') === 'p90-gap' ? 'p90-gap' : wholeOption(options, 'activity-window', 1, 365, 3660),
    retentionChannels: options.texts('retention-channel'),
  };
}

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
    spend:
      result.spend === null
        ? null
        : { acquisition: majorUnits(result.spend.acquisitionMinor, currency), retention: majorUnits(result.spend.retentionMinor, currency), channels: result.spend.channels },
    ...accountingJson(provenance),
    series: seriesJson(series, currency),
  };
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

function kpisText({ period, previousPeriod, yearBeforePeriod, provenance, figures }: KpiResult): string {
  const { currency } = provenance;
  // The twelve months before a year are the year before.
  const same = previousPeriod.from === yearBeforePeriod.from && previousPeriod.to === yearBeforePeriod.to;
  const compared = same ? (['previous'] as const) : (['previous', 'yearBefore'] as const);
  const show = (key: KpiKey, value: number | null): string => formatFigure(key, value, currency);
  const row = (figure: Figure): string[] => [
    FIGURE_LABELS[figure.key],
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
