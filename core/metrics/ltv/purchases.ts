import type { FitFault, LtvWarning, ModelFit, PurchaseModel, SpendIndependence } from '../../contract/ltv.ts';
import { sharedFloat64, sharedUint32 } from '../../frame/shared-arrays.ts';
import { pearson, slopePValue, spearman } from '../../maths/correlation.ts';
import { type Estimated, fitModel, unfitted } from './fit-model.ts';
import { type Forecast, forecastPatterns } from './forecast.ts';
import { gammaGammaLikelihood, thinSpend, type SpendColumns } from './gamma-gamma.ts';
import { commonResult, commonWarnings, countRepeaters, type FittedLtv, interruptible, LEAST_REPEATERS, type LtvInput, profitOf } from './ltv-input.ts';
import type { PurchaseState } from './ltv-state.ts';
import { findPatterns, thinPatterns } from './patterns.ts';
import { PURCHASE_PROCESSES } from './purchase-process.ts';
import type { CustomerHistory } from './summary.ts';
import { totalsOf } from './totals.ts';

/** Patterns, and repeat customers, that the search from all starts is made with. */
const ROUGH_PATTERNS = 4000;
const ROUGH_CUSTOMERS = 10_000;
/** Ranks of more customers would take longer than the fit. */
const RANKED_CUSTOMERS = 50_000;
const DEPENDENT_BELOW_P = 0.05;

/** A model of purchases at any time and one of spend, and what they predict. */
export function fitPurchases(input: LtvInput, model: PurchaseModel): FittedLtv {
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

function shareForecast(forecast: Forecast): Forecast {
  const share = (column: Float64Array): Float64Array => {
    const shared = sharedFloat64(column.length);
    shared.set(column);
    return shared;
  };
  return { alive: share(forecast.alive), transactions: share(forecast.transactions), discounted: share(forecast.discounted), residual: share(forecast.residual) };
}
