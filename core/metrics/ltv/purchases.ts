import type { FitFault, LtvWarning, ModelFit, PurchaseModel, SpendIndependence } from '../../contract/ltv.ts';
import { pearson, slopePValue, spearman } from '../../maths/correlation.ts';
import { type Estimated, fitModel, unfitted } from './fit-model.ts';
import { gammaGammaLikelihood, thinSpend, type SpendColumns } from './gamma-gamma.ts';
import { commonResult, commonWarnings, countRepeaters, type FittedLtv, interruptible, LEAST_REPEATERS, type LtvInput, profitOf, stopper } from './ltv-input.ts';
import type { PurchaseState } from './ltv-state.ts';
import type { Likelihood } from './likelihood.ts';
import { PART_TASKS, summedInParts } from './parts.ts';
import { thinPatterns } from './patterns.ts';
import { gatherPurchases } from './purchase-data.ts';
import { forecastAll, purchaseWork } from './purchase-parts.ts';
import { PURCHASE_PROCESSES } from './purchase-process.ts';
import { totalsOf } from './totals.ts';

/** Customers that the search from all starts is made with where patterns are more, and repeat customers for that of spend. */
const ROUGH_PATTERNS = 8000;
const ROUGH_CUSTOMERS = 10_000;
/** Ranks of more customers would take longer than the fit. */
const RANKED_CUSTOMERS = 50_000;
const DEPENDENT_BELOW_P = 0.05;

/** A model of purchases at any time and one of spend, and what they predict. */
export function fitPurchases(input: LtvInput, model: PurchaseModel): FittedLtv {
  const { query, history } = input;
  const process = PURCHASE_PROCESSES[model];
  const stop = stopper(input.cancelled);
  const work = input.team?.work ?? purchaseWork(model, gatherPurchases(history, 10 ** input.minorUnitDigits), query);
  const { patterns, patternOf, spend: money } = work.data;
  const repeaters = countRepeaters(history);
  const rough = patterns.count > ROUGH_PATTERNS ? process.likelihood(thinPatterns(patterns, ROUGH_PATTERNS)) : null;
  const whole = (likelihood: Likelihood, task: number): Likelihood =>
    interruptible(summedInParts(likelihood, task, input.team?.sum ?? null, input.team?.watch ?? (() => undefined)), input.cancelled);
  const purchase =
    repeaters < LEAST_REPEATERS
      ? null
      : fitModel(model, whole(process.likelihood(patterns), PART_TASKS.purchases), rough === null ? null : interruptible(rough, input.cancelled));
  const stands = purchase !== null && purchase.fit.fault === null;
  const spend = query.spend === null ? null : fitSpend(money, input.cancelled, whole);
  const spendStands = spend !== null && spend.fit.fault === null;
  const independence = query.spend === null ? null : independenceOf(money);
  const { margin, refundShare } = profitOf(input);
  stop();
  const forecast = stands ? forecastAll(work, purchase.parameters, input.team?.sum ?? null, stop) : null;
  const state: PurchaseState = {
    kind: 'purchase',
    model,
    query,
    history,
    minorPerMajor: 10 ** input.minorUnitDigits,
    marginShare: margin.share,
    refundShare,
    profitShare: margin.share * refundShare,
    patternOf,
    forecast,
    horizon: work.horizon,
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
      totals: totalsOf(state, stop),
      survival: null,
      renewalHoldout: null,
    },
  };
}

/** Gamma-Gamma, or why not. */
function fitSpend(columns: SpendColumns, cancelled: () => boolean, whole: (likelihood: Likelihood, task: number) => Likelihood): Estimated {
  const refuse = (fault: FitFault): Estimated => ({ fit: unfitted('gamma-gamma', columns.mean.length, fault), parameters: new Float64Array(0), logCovariance: null });
  if (columns.mean.length === 0) return refuse('no-money');
  if (columns.mean.length < LEAST_REPEATERS) return refuse('too-few-repeaters');
  if (columns.mean.every((mean) => mean === columns.mean[0])) return refuse('no-spread');
  const rough = columns.mean.length > ROUGH_CUSTOMERS ? interruptible(gammaGammaLikelihood(thinSpend(columns, ROUGH_CUSTOMERS)), cancelled) : null;
  const estimated = fitModel('gamma-gamma', whole(gammaGammaLikelihood(columns), PART_TASKS.spend), rough);
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
