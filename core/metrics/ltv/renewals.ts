import { sharedFloat64, sharedUint32 } from '../../frame/shared-arrays.ts';
import { commonResult, commonWarnings, countRepeaters, type FittedLtv, interruptible, LEAST_REPEATERS, type LtvInput, profitOf, stopper } from './ltv-input.ts';
import { fitModel, unfitted } from './fit-model.ts';
import type { Forecast } from './forecast.ts';
import type { RenewalModel, RenewalState } from './ltv-state.ts';
import { findPatterns, type Patterns } from './patterns.ts';
import { aliveWhileWaiting, countRenewals, describeRenewals, hasEnded, observedSurvival, renewalDelays, renewalPeriodDays, renewalsDue } from './renewal-windows.ts';
import { renewalRate, shiftedGeometricLikelihood, survivalShare } from './shifted-beta-geometric.ts';
import { totalsOf } from './totals.ts';

const DAYS_A_YEAR = 365.25;
/** Renewals beyond this many are not summed for the value without an end. */
const MOST_RENEWALS = 2000;

/** sBG on a file of renewals, read as `renewal-windows.ts` says. */
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
    marginShare: margin.share,
    refundShare,
    profitShare: margin.share * refundShare,
    patternOf: shared,
    forecast: null,
    renewal: { parameters: estimated?.parameters ?? new Float64Array(0), logCovariance: estimated?.logCovariance ?? null, periodDays, delays: renewalDelays(history, periodDays), counts },
  };
  if (stands) state.forecast = forecastRenewals(state.renewal, patterns, query.horizonDays, query.discountRate);
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
      totals: totalsOf(state, stopper(input.cancelled)),
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
function forecastRenewals({ parameters, periodDays, delays }: RenewalModel, patterns: Patterns, horizonDays: number, discountRate: number): Forecast {
  const { count, repeats, recencyDays, ageDays } = patterns;
  const forecast: Forecast = { alive: sharedFloat64(count), transactions: sharedFloat64(count), discounted: sharedFloat64(count), residual: sharedFloat64(count) };
  for (let i = 0; i < count; i++) {
    const waited = ageDays[i]! - recencyDays[i]!;
    if (hasEnded(waited, periodDays)) continue;
    const due = renewalsDue(horizonDays, waited, periodDays);
    forecast.alive[i] = aliveWhileWaiting(renewalRate(parameters, repeats[i]!), delays, waited);
    let share = forecast.alive[i]!;
    for (let j = 1; j <= MOST_RENEWALS; j++) {
      share *= renewalRate(parameters, repeats[i]! + j - 1);
      const present = share * (1 + discountRate) ** (-Math.max(0, j * periodDays - waited) / DAYS_A_YEAR);
      if (j <= due) {
        forecast.transactions[i]! += share;
        forecast.discounted[i]! += present;
      } else if (present < 1e-9) break;
      forecast.residual[i]! += present;
    }
  }
  return forecast;
}
