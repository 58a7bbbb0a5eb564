import { EngineFailure } from '../../contract/errors.ts';
import type { FitFault, LtvFit, LtvQuery, LtvWarning, ModelFit, PurchaseModel, SpendIndependence } from '../../contract/ltv.ts';
import { sharedFloat64, sharedUint32 } from '../../frame/shared-arrays.ts';
import { isoOfDay } from '../../maths/calendar.ts';
import { pearson, slopePValue, spearman } from '../../maths/correlation.ts';
import { type Estimated, fitModel, unfitted } from './fit-model.ts';
import { type Forecast, forecastPatterns } from './forecast.ts';
import { gammaGammaLikelihood, thinSpend, type SpendColumns } from './gamma-gamma.ts';
import type { Likelihood } from './likelihood.ts';
import type { LtvState, PurchaseState } from './ltv-state.ts';
import { findPatterns, thinPatterns } from './patterns.ts';
import { PURCHASE_PROCESSES } from './purchase-process.ts';
import { fitRenewals } from './renewals.ts';
import type { CustomerHistory } from './summary.ts';
import { totalsOf } from './totals.ts';

/** Fewer repeat customers than this do not bear a model. */
export const LEAST_REPEATERS = 30;
const SHORT_OBSERVATION_DAYS = 90;
/** Patterns, and repeat customers, that the search from all starts is made with. */
const ROUGH_PATTERNS = 4000;
const ROUGH_CUSTOMERS = 10_000;
/** Ranks of more customers would take longer than the fit. */
const RANKED_CUSTOMERS = 50_000;
const DEPENDENT_BELOW_P = 0.05;

export interface LtvInput {
  query: LtvQuery;
  /** As of the end of the observation. */
  history: CustomerHistory;
  observationEnd: number;
  hasCost: boolean;
  minorUnitDigits: number;
  firstSeenLater: number;
  /** Polled between evaluations of a likelihood. */
  cancelled: () => boolean;
}

export interface FittedLtv {
  result: Omit<LtvFit, 'provenance' | 'holdout'>;
  state: LtvState;
}

/** Fits the models of a query and sums up what they predict. @throws EngineFailure CANCELLED, NO_ORDERS */
export function fitLtv(input: LtvInput): FittedLtv {
  if (input.history.customer.length === 0) throw new EngineFailure({ code: 'NO_ORDERS' });
  return input.query.model === 'sbg' ? fitRenewals(input) : fitPurchases(input, input.query.model);
}

function fitPurchases(input: LtvInput, model: PurchaseModel): FittedLtv {
  const { query, history } = input;
  const process = PURCHASE_PROCESSES[model];
  const { patterns, patternOf } = findPatterns(history);
  const repeaters = countRepeaters(history);
  const rough = patterns.count > ROUGH_PATTERNS ? process.likelihood(thinPatterns(patterns, ROUGH_PATTERNS)) : null;
  const purchase =
    repeaters < LEAST_REPEATERS
      ? null
      : fitModel(model, interruptible(process.likelihood(patterns), input.cancelled), rough === null ? null : interruptible(rough, input.cancelled));
  const stands = purchase !== null && purchase.fit.fault === null;
  const money = spendColumns(history, 10 ** input.minorUnitDigits);
  const spend = query.spend === null ? null : fitSpend(money, input.cancelled);
  const spendStands = spend !== null && spend.fit.fault === null;
  const independence = query.spend === null ? null : independenceOf(money);
  const { margin, refundShare } = profitOf(input);
  const horizon = { weeks: query.horizonDays / 7, discountRate: query.discountRate, residual: true };
  const forecast = stands ? shareForecast(forecastPatterns(process, purchase.parameters, patterns, horizon)) : null;
  const shared = sharedUint32(patternOf.length);
  shared.set(patternOf);
  const state: PurchaseState = {
    kind: 'purchase',
    model,
    query,
    history,
    minorPerMajor: 10 ** input.minorUnitDigits,
    profitShare: margin.share * refundShare,
    patternOf: shared,
    forecast,
    horizon,
    purchase: { parameters: purchase?.parameters ?? new Float64Array(0), logCovariance: purchase?.logCovariance ?? null },
    spend: spendStands ? { parameters: spend.parameters, logCovariance: spend.logCovariance } : null,
  };
  const warnings: LtvWarning[] = [
    ...(model === 'bg-nbd' && repeaters < history.customer.length ? (['one-time-buyers-alive'] as const) : []),
    ...(independence !== null && independence.pValue < DEPENDENT_BELOW_P ? (['spend-depends-on-frequency'] as const) : []),
    ...(query.spend !== null && !spendStands ? (['spend-not-fitted'] as const) : []),
    ...commonWarnings(input),
  ];
  return {
    state,
    result: {
      ...commonResult(input),
      timeUnit: 'weeks',
      repeaters,
      patterns: patterns.count,
      purchase: purchase?.fit ?? unfitted(model, history.customer.length, 'too-few-repeaters'),
      spend: spend?.fit ?? null,
      independence,
      margin,
      refundShare,
      warnings,
      totals: totalsOf(state, margin.share),
      survival: null,
    },
  };
}

export function commonResult({ query, history, observationEnd, firstSeenLater }: LtvInput): Pick<LtvFit, 'query' | 'observationEnd' | 'customers' | 'leftOut'> {
  return {
    query,
    observationEnd: isoOfDay(observationEnd),
    customers: history.customer.length,
    leftOut: firstSeenLater > 0 ? [{ reason: 'first-seen-later', customers: firstSeenLater }] : [],
  };
}

export function commonWarnings({ query, history, hasCost }: LtvInput): LtvWarning[] {
  const longest = history.ageDays.reduce((most, days) => Math.max(most, days), 0);
  return [...(query.margin === 'measured' && !hasCost ? (['no-cost'] as const) : []), ...(longest < SHORT_OBSERVATION_DAYS ? (['short-observation'] as const) : [])];
}

export function countRepeaters({ repeats }: CustomerHistory): number {
  let repeaters = 0;
  for (let i = 0; i < repeats.length; i++) if (repeats[i]! > 0) repeaters++;
  return repeaters;
}

/** Margin as asked for or as measured, and what refunds on days of their own leave of the purchases’ money. */
export function profitOf({ query, history, hasCost }: LtvInput): Pick<LtvFit, 'margin' | 'refundShare'> {
  let [purchased, net, cost] = [0, 0, 0];
  for (let i = 0; i < history.customer.length; i++) {
    purchased += history.purchasedMinor[i]!;
    net += history.netMinor[i]!;
    cost += history.costMinor[i]!;
  }
  const measured = query.margin === 'measured' && hasCost && purchased > 0;
  const share = measured ? Math.max(0, (purchased - cost) / purchased) : query.margin === 'measured' ? 1 : query.margin;
  return { margin: { share, measured }, refundShare: purchased > 0 ? Math.min(1, Math.max(0, net / purchased)) : 1 };
}

/** The likelihood, ended between evaluations when the call is cancelled. */
export function interruptible(likelihood: Likelihood, cancelled: () => boolean): Likelihood {
  return {
    ...likelihood,
    evaluate(parameters, gradient) {
      if (cancelled()) throw new EngineFailure({ code: 'CANCELLED' });
      return likelihood.evaluate(parameters, gradient);
    },
  };
}

/** Repeat customers with money, in major units. */
function spendColumns({ repeats, repeatMeanMinor }: CustomerHistory, minorPerMajor: number): SpendColumns {
  let count = 0;
  for (let i = 0; i < repeats.length; i++) if (repeats[i]! > 0 && repeatMeanMinor[i]! > 0) count++;
  const columns: SpendColumns = { repeats: new Uint32Array(count), mean: new Float64Array(count) };
  let at = 0;
  for (let i = 0; i < repeats.length; i++) {
    if (!(repeats[i]! > 0 && repeatMeanMinor[i]! > 0)) continue;
    columns.repeats[at] = repeats[i]!;
    columns.mean[at++] = repeatMeanMinor[i]! / minorPerMajor;
  }
  return columns;
}

/** Gamma-Gamma, or why not. */
function fitSpend(columns: SpendColumns, cancelled: () => boolean): Estimated {
  const refuse = (fault: FitFault): Estimated => ({ fit: unfitted('gamma-gamma', columns.mean.length, fault), parameters: new Float64Array(0), logCovariance: null });
  if (columns.mean.length === 0) return refuse('no-money');
  if (columns.mean.length < LEAST_REPEATERS) return refuse('too-few-repeaters');
  if (columns.mean.every((mean) => mean === columns.mean[0])) return refuse('no-spread');
  const rough = columns.mean.length > ROUGH_CUSTOMERS ? interruptible(gammaGammaLikelihood(thinSpend(columns, ROUGH_CUSTOMERS)), cancelled) : null;
  const estimated = fitModel('gamma-gamma', interruptible(gammaGammaLikelihood(columns), cancelled), rough);
  return estimated.fit.fault === null && estimated.parameters[1]! <= 1 ? { ...estimated, logCovariance: null, fit: withFault(estimated.fit, 'no-mean') } : estimated;
}

function withFault(fit: ModelFit, fault: FitFault): ModelFit {
  return { ...fit, fault };
}

function independenceOf({ repeats, mean }: SpendColumns): SpendIndependence | null {
  if (repeats.length < LEAST_REPEATERS) return null;
  const ranked = thinSpend({ repeats, mean }, RANKED_CUSTOMERS);
  return { customers: repeats.length, pearson: pearson(repeats, mean), spearman: spearman(ranked.repeats, ranked.mean), pValue: slopePValue(repeats, mean) };
}

export function shareForecast(forecast: Forecast): Forecast {
  const share = (column: Float64Array): Float64Array => {
    const shared = sharedFloat64(column.length);
    shared.set(column);
    return shared;
  };
  return { alive: share(forecast.alive), transactions: share(forecast.transactions), discounted: share(forecast.discounted), residual: share(forecast.residual) };
}
