import { KPI_KEYS, type Figure, type FigureComparison, type FigureValue, type KpiKey, type KpiResult, type KpiSeries, type MissingReason } from '../contract/kpis.ts';
import type { Interval, Provenance } from '../contract/provenance.ts';
import type { Period } from '../contract/scope.ts';
import { percentileInterval } from '../maths/bootstrap.ts';
import { firstDayOfUnit, isoOfDay, unitOfDay } from '../maths/calendar.ts';
import { newcombeInterval, wilsonInterval } from '../maths/proportion.ts';
import type { KpiPartial } from './kpi-partial.ts';
import type { KpiPlan } from './kpi-plan.ts';
import { BOOTSTRAP_REPLICATES, BOOTSTRAP_SEED, replicateRatios, sumsOfSeries, sumsOfSlot } from './kpi-sums.ts';
import { PROPORTION_KEYS, quotientOf, RATIO_KEYS, type PeriodSums, type ProportionKey, type RatioKey, type SumKey } from './kpi-values.ts';
import type { DayPeriod } from './periods.ts';
import { mediansAt, type SecondOrderMedian } from './second-order-history.ts';

/** One period with all that its figures follow from. */
interface Observation {
  period: DayPeriod;
  predecessor: DayPeriod;
  sums: PeriodSums;
  ratios: Record<RatioKey, Float64Array>;
  median: SecondOrderMedian;
}

export function finishKpis(plan: KpiPlan, partial: KpiPartial, provenance: Provenance): KpiResult {
  const ratios = replicateRatios(plan, partial);
  const medians = mediansAt(plan, partial, [...plan.slots.map(({ period }) => period.to), ...plan.boundaries.subarray(1)]);
  const observations = plan.slots.map((slot, i): Observation => ({ ...slot, sums: sumsOfSlot(plan, partial, i), ratios: ratios[i]!, median: medians[i]! }));
  const current = observations[0]!;
  // A compared period that begins before the data do says nothing.
  const [previous, yearBefore] = [observations[plan.slotOf[1]!] ?? null, observations[plan.slotOf[2]!] ?? null];
  return {
    provenance,
    period: isoPeriod(plan.periods[0]!),
    previousPeriod: isoPeriod(plan.periods[1]!),
    yearBeforePeriod: isoPeriod(plan.periods[2]!),
    observed: { from: isoOfDay(plan.observedFrom), to: isoOfDay(plan.observedTo) },
    activityWindowDays: plan.activityWindowDays,
    spend: plan.spend.kind === 'known' ? { acquisitionMinor: current.sums.acquisition, retentionMinor: current.sums.retention, channels: plan.spend.channels } : null,
    bootstrap: { replicates: BOOTSTRAP_REPLICATES, groups: plan.groups, seed: BOOTSTRAP_SEED },
    figures: KPI_KEYS.map((key): Figure => {
      const value = figureOf(plan, key, current);
      return { key, ...value, previous: compare(plan, key, value, current, previous), yearBefore: compare(plan, key, value, current, yearBefore) };
    }),
    series: seriesOf(plan, sumsOfSeries(plan, partial), medians.slice(plan.slots.length)),
  };
}

function isoPeriod(period: DayPeriod): Period {
  return { from: isoOfDay(period.from), to: isoOfDay(period.to) };
}

function figureOf(plan: KpiPlan, key: KpiKey, observation: Observation | null): FigureValue {
  const missing = observation === null ? 'not-observed' : missingReason(plan, key, observation);
  if (observation === null || missing !== null) return { value: null, interval: null, numerator: null, denominator: null, missing };
  if (key === 'medianDaysToSecondOrder') return medianFigure(observation.median);
  const { value, numerator, denominator } = quotientOf(key, observation.sums);
  const fault = isRetention(key) ? retentionFault(observation.sums) : null;
  if (fault !== null) return { value: null, interval: null, numerator, denominator, missing: fault };
  if (Number.isNaN(value)) return { value: null, interval: null, numerator, denominator, missing: 'no-denominator' };
  return { value, interval: intervalOf(key, observation), numerator, denominator, missing: null };
}

/** Why a figure cannot be had at all, whatever its sums. */
function missingReason(plan: KpiPlan, key: KpiKey, observation: Observation): MissingReason | null {
  if (key === 'netProfitPerCustomer' && !plan.hasCost) return 'no-cost';
  if (key === 'netProfitPerCustomer' && plan.spend.kind === 'spend-not-split' && keepsByChannel(plan)) return 'spend-not-split';
  if (key === 'acquisitionCost' && plan.spend.kind !== 'known') return plan.spend.kind;
  // Nothing spent means that no file covers the period, rather than that customers came for free.
  if (key === 'acquisitionCost' && observation.sums.acquisition === 0) return 'no-spend';
  return beginsTooEarly(plan, key, observation.period, observation.predecessor.from) ? 'not-observed' : null;
}

function keepsByChannel({ query }: KpiPlan): boolean {
  return (query.retentionChannels ?? []).length > 0;
}

/** Figures that look back need orders from before their period. */
function beginsTooEarly(plan: KpiPlan, key: KpiKey, { from, to }: DayPeriod, predecessorFrom: number): boolean {
  if (key === 'customersAtEnd') return to - plan.activityWindowDays < plan.observedFrom;
  if (isRetention(key)) return from - plan.activityWindowDays < plan.observedFrom;
  return key === 'periodRepurchaseRate' && predecessorFrom < plan.observedFrom;
}

function medianFigure(median: SecondOrderMedian): FigureValue {
  const [lower, upper] = median.interval;
  const terms = { numerator: median.events, denominator: median.customers };
  if (median.days === null) return { value: null, interval: null, ...terms, missing: median.customers === 0 ? 'no-denominator' : 'not-reached' };
  return { value: median.days, interval: lower === null || upper === null ? null : [lower, upper], ...terms, missing: null };
}

function intervalOf(key: SumKey, observation: Observation): Interval | null {
  if (isProportion(key)) {
    const { numerator, denominator } = quotientOf(key, observation.sums);
    return wilsonInterval(numerator, denominator);
  }
  // One customer has no spread to draw from.
  if (isRatio(key)) return observation.sums.active + observation.sums.anonymousOrders < 2 ? null : percentileInterval(observation.ratios[key]);
  return null;
}

/** Where (E − N) / S is no share of the customers at the start: new ones who are customers no more at the end, or more won back than lost. */
function retentionFault({ atStart, atEnd, new: won }: PeriodSums): MissingReason | null {
  if (atEnd < won) return 'window-too-short';
  return atStart > 0 && atEnd - won > atStart ? 'won-back-exceed-lost' : null;
}

function isPart(numerator: number, denominator: number): boolean {
  return numerator >= 0 && numerator <= denominator;
}

function isProportion(key: KpiKey): key is ProportionKey {
  return (PROPORTION_KEYS as readonly KpiKey[]).includes(key);
}

function isRetention(key: KpiKey): boolean {
  return key === 'customerRetentionRate' || key === 'churnRate';
}

function isRatio(key: KpiKey): key is RatioKey {
  return (RATIO_KEYS as readonly KpiKey[]).includes(key);
}

function compare(plan: KpiPlan, key: KpiKey, value: FigureValue, current: Observation, other: Observation | null): FigureComparison {
  const compared = figureOf(plan, key, other);
  const difference = value.value === null || compared.value === null ? null : value.value - compared.value;
  return { ...compared, difference, differenceInterval: difference === null || other === null ? null : differenceInterval(key, current, other) };
}

function differenceInterval(key: KpiKey, current: Observation, other: Observation): Interval | null {
  if (isProportion(key)) {
    const first = quotientOf(key, current.sums);
    const second = quotientOf(key, other.sums);
    const areParts = isPart(first.numerator, first.denominator) && isPart(second.numerator, second.denominator);
    return areParts ? newcombeInterval(first.numerator, first.denominator, second.numerator, second.denominator) : null;
  }
  if (isRatio(key)) return percentileInterval(current.ratios[key].map((replicate, i) => replicate - other.ratios[key][i]!));
  return null;
}

function seriesOf(plan: KpiPlan, sums: PeriodSums[], medians: SecondOrderMedian[]): KpiSeries {
  const { boundaries, query } = plan;
  const units = sums.length;
  const figures = Object.fromEntries(
    KPI_KEYS.map((key) => [key, Float64Array.from(sums, (unitSums, unit) => seriesValue(plan, key, unit, unitSums, medians[unit]!))]),
  ) as Record<KpiKey, Float64Array>;
  return {
    granularity: query.granularity,
    start: Array.from(boundaries.subarray(0, units), isoOfDay),
    state: sums.map((_, unit) => (unit + 1 < units || endsAt(plan, boundaries[unit]!) ? 'complete' : 'running')),
    newCustomers: Float64Array.from(sums, (unit) => unit.new),
    returningCustomers: Float64Array.from(sums, (unit) => unit.active - unit.new),
    orders: figures.orders.slice(),
    firstOrderNetMinor: Float64Array.from(sums, (unit) => unit.net - unit.laterNet),
    laterOrderNetMinor: Float64Array.from(sums, (unit) => unit.laterNet),
    anonymousNetMinor: Float64Array.from(sums, (unit) => unit.otherNet),
    figures,
  };
}

/** Whether the calendar period that begins on a day has been observed to its end. */
function endsAt(plan: KpiPlan, start: number): boolean {
  const { granularity } = plan.query;
  return firstDayOfUnit(granularity, unitOfDay(granularity, start) + 1) <= plan.asOfDay + 1;
}

function seriesValue(plan: KpiPlan, key: KpiKey, unit: number, sums: PeriodSums, median: SecondOrderMedian): number {
  if (key === 'medianDaysToSecondOrder') return median.days ?? Number.NaN;
  if (key === 'netProfitPerCustomer' && !plan.hasCost) return Number.NaN;
  if (key === 'netProfitPerCustomer' && plan.spend.kind === 'spend-not-split' && keepsByChannel(plan)) return Number.NaN;
  if (key === 'acquisitionCost' && !(sums.acquisition > 0)) return Number.NaN;
  const { boundaries } = plan;
  if (beginsTooEarly(plan, key, { from: boundaries[unit]!, to: boundaries[unit + 1]! }, unit === 0 ? -Infinity : boundaries[unit - 1]!)) return Number.NaN;
  if (isRetention(key) && retentionFault(sums) !== null) return Number.NaN;
  return quotientOf(key, sums).value;
}
