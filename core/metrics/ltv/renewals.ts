import { sharedFloat64, sharedUint32 } from '../../frame/shared-arrays.ts';
import { commonResult, commonWarnings, countRepeaters, type FittedLtv, interruptible, LEAST_REPEATERS, type LtvInput, profitOf } from './ltv-input.ts';
import { fitModel, unfitted } from './fit-model.ts';
import type { Forecast } from './forecast.ts';
import type { RenewalState } from './ltv-state.ts';
import { findPatterns, type Patterns } from './patterns.ts';
import { countRenewals, describeRenewals, isOverdue, observedSurvival, renewalPeriodDays, shiftedGeometricLikelihood, survivalShare } from './shifted-beta-geometric.ts';
import { totalsOf } from './totals.ts';

const DAYS_A_YEAR = 365.25;
/** Renewals beyond this many are not summed for the value without an end. */
const MOST_RENEWALS = 2000;

/** sBG on a file of renewals: what counts as a renewal and as a loss is said in `shifted-beta-geometric.ts`. */
export function fitRenewals(input: LtvInput): FittedLtv {
  const { query, history } = input;
  const repeaters = countRepeaters(history);
  const periodDays = renewalPeriodDays(history);
  const counts = countRenewals(history, periodDays);
  const enough = repeaters >= LEAST_REPEATERS;
  const estimated = enough ? fitModel('sbg', interruptible(shiftedGeometricLikelihood(counts), input.cancelled), null) : null;
  const stands = estimated !== null && estimated.fit.fault === null;
  const { patterns, patternOf } = findPatterns(history);
  const { margin, refundShare } = profitOf(input);
  const shared = sharedUint32(patternOf.length);
  shared.set(patternOf);
  const state: RenewalState = {
    kind: 'renewal',
    query,
    history,
    minorPerMajor: 10 ** input.minorUnitDigits,
    profitShare: margin.share * refundShare,
    patternOf: shared,
    forecast: stands ? forecastRenewals(estimated.parameters, patterns, periodDays, query.horizonDays, query.discountRate) : null,
    renewal: { parameters: estimated?.parameters ?? new Float64Array(0), logCovariance: estimated?.logCovariance ?? null, periodDays },
  };
  const survival = observedSurvival(counts);
  const definition = describeRenewals(history, periodDays);
  return {
    state,
    result: {
      ...commonResult(input),
      timeUnit: 'periods',
      repeaters,
      patterns: patterns.count,
      purchase: estimated?.fit ?? unfitted('sbg', history.customer.length, 'too-few-repeaters'),
      spend: null,
      independence: null,
      margin,
      refundShare,
      warnings: commonWarnings(input),
      totals: totalsOf(state, margin.share),
      survival: {
        ...definition,
        ...counts,
        survival,
        modelSurvival: stands ? survival.map((_, k) => survivalShare(estimated.parameters, k)) : survival.map(() => Number.NaN),
      },
      renewalHoldout: null,
    },
  };
}

/** Renewals due within the horizon at t_x + j periods, each made with S(x + j)/S(x) by a customer who is not lost. */
function forecastRenewals(parameters: Float64Array, patterns: Patterns, periodDays: number, horizonDays: number, discountRate: number): Forecast {
  const { count, repeats, recencyDays, ageDays } = patterns;
  const forecast: Forecast = { alive: sharedFloat64(count), transactions: sharedFloat64(count), discounted: sharedFloat64(count), residual: sharedFloat64(count) };
  const [alpha, beta] = [parameters[0]!, parameters[1]!];
  for (let i = 0; i < count; i++) {
    const waited = ageDays[i]! - recencyDays[i]!;
    if (isOverdue(waited, periodDays)) continue;
    forecast.alive[i] = 1;
    let share = 1;
    for (let j = 1; j <= MOST_RENEWALS; j++) {
      const renewals = repeats[i]! + j;
      share *= (beta + renewals - 1) / (alpha + beta + renewals - 1);
      const afterDays = Math.max(0, j * periodDays - waited);
      const present = share * (1 + discountRate) ** (-afterDays / DAYS_A_YEAR);
      if (afterDays <= horizonDays) {
        forecast.transactions[i]! += share;
        forecast.discounted[i]! += present;
      } else if (present < 1e-9) break;
      forecast.residual[i]! += present;
    }
  }
  return forecast;
}
