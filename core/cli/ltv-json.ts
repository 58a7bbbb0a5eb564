import type { LtvFit, LtvHoldout, ModelFit, RenewalHoldout, Survival } from '../contract/ltv.ts';
import { accountingJson } from './accounting.ts';
import { RENEWAL_DEFINITION } from './ltv-words.ts';
import { majorUnits, numberOrNull } from './numbers.ts';

/** The keys of DESIGN §6 and more; null for what a model does not predict. */
export function ltvJson(fit: LtvFit): Record<string, unknown> {
  const { provenance, query, purchase, spend, totals, holdout, renewalHoldout } = fit;
  const { currency } = provenance;
  const fits = spend === null ? [purchase] : [purchase, spend];
  const money = (minor: number): number | null => majorUnits(minor, currency);
  return {
    model: purchase.model,
    timeUnit: fit.timeUnit,
    customers: fit.customers,
    onlyZeroValueCustomers: fit.onlyZeroValueCustomers,
    repeaters: fit.repeaters,
    patterns: fit.patterns,
    parameters: Object.fromEntries(fits.flatMap(({ parameters }) => parameters.map(({ name, value }) => [name, value]))),
    standardErrors: Object.fromEntries(fits.flatMap(({ parameters }) => parameters.map(({ name, standardError }) => [name, standardError]))),
    logLikelihood: purchase.logLikelihood,
    converged: purchase.converged,
    fault: purchase.fault,
    warnings: [...(purchase.fault === null ? [] : [purchase.fault]), ...fit.warnings],
    aliveCustomers: totals?.aliveCustomers ?? null,
    expectedTransactions: totals?.expectedTransactions.value ?? null,
    expectedRevenue: majorUnits(totals?.expectedRevenueMinor?.value ?? null, currency),
    clv: majorUnits(totals?.clvMinor?.value ?? null, currency),
    residualClv: majorUnits(totals?.residualClvMinor ?? null, currency),
    intervals: {
      ...(totals !== null && { expectedTransactions: totals.expectedTransactions.interval }),
      ...(totals !== null && totals.expectedRevenueMinor !== null && { expectedRevenue: totals.expectedRevenueMinor.interval.map(money) }),
      ...(totals !== null && totals.clvMinor !== null && { clv: totals.clvMinor.interval.map(money) }),
    },
    purchase: fitJson(purchase),
    spend: spend === null ? null : fitJson(spend),
    independence: fit.independence,
    holdout: holdout !== null ? holdoutJson(holdout) : renewalHoldout !== null ? renewalHoldoutJson(renewalHoldout) : null,
    survival: fit.survival === null ? null : survivalJson(fit.survival),
    asOf: provenance.asOf,
    observationEnd: fit.observationEnd,
    horizonDays: query.horizonDays,
    discountRate: query.discountRate,
    margin: fit.margin.share,
    marginMeasured: fit.margin.measured,
    refundShare: fit.refundShare,
    acquired: query.acquired,
    filters: provenance.filters,
    currency: currency.code,
    fingerprint: provenance.fingerprint,
    customersLeftOut: fit.leftOut,
    ...accountingJson(provenance),
  };
}

const numbers = (values: ArrayLike<number>): (number | null)[] => Array.from(values, numberOrNull);

function fitJson({ parameters, ...fit }: ModelFit): Record<string, unknown> {
  return {
    ...fit,
    parameters: Object.fromEntries(parameters.map(({ name, value }) => [name, value])),
    standardErrors: Object.fromEntries(parameters.map(({ name, standardError }) => [name, standardError])),
    intervals: Object.fromEntries(parameters.map(({ name, interval }) => [name, interval])),
  };
}

function holdoutJson({ errors, predicted, tracking, calibration, ...holdout }: LtvHoldout): Record<string, unknown> {
  return {
    ...holdout,
    predictedTransactions: predicted.value,
    interval: predicted.interval,
    errors: errors.map((error) => ({ ...error, bias: numberOrNull(error.bias) })),
    tracking: {
      weekStart: tracking.weekStart,
      calibration: Array.from(tracking.calibration, (flag) => flag === 1),
      actual: numbers(tracking.actual),
      expected: numbers(tracking.expected),
      cumulativeActual: numbers(tracking.cumulativeActual),
      cumulativeExpected: numbers(tracking.cumulativeExpected),
    },
    calibration: { frequency: calibration.frequency, customers: numbers(calibration.customers), actual: numbers(calibration.actual), expected: numbers(calibration.expected) },
  };
}

function survivalJson({ lost, censored, survival, modelSurvival, ...definition }: Survival): Record<string, unknown> {
  return { definition: RENEWAL_DEFINITION, ...definition, lost: numbers(lost), censored: numbers(censored), survival: numbers(survival), modelSurvival: numbers(modelSurvival) };
}

function renewalHoldoutJson({ errors, predicted, survivors, ...holdout }: RenewalHoldout): Record<string, unknown> {
  const { period, ...columns } = survivors;
  return {
    ...holdout,
    predictedRenewals: predicted.value,
    interval: predicted.interval,
    errors: errors.map((error) => Object.fromEntries(Object.entries(error).map(([name, value]) => [name, typeof value === 'number' ? numberOrNull(value) : value]))),
    survivors: { period, ...Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, numbers(column)])) },
  };
}
