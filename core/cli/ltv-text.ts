import type { LtvFit, LtvHoldout, RenewalHoldout, Survival } from '../contract/ltv.ts';
import { describeFitFault, describeLtvWarning, describeVerdict, RENEWAL_DEFINITION } from './ltv-words.ts';
import { formatCount, formatMoney, formatRatio, formatShare } from './numbers.ts';
import { textList, textTable } from './table.ts';

export function ltvText(fit: LtvFit): string {
  const { purchase, spend, totals, holdout, renewalHoldout, survival, provenance, query } = fit;
  const { currency } = provenance;
  const money = (minor: number | null | undefined): string => formatMoney(minor === null || minor === undefined ? null : Math.round(minor), currency);
  const parameters = [purchase, ...(spend === null ? [] : [spend])].flatMap(({ model, parameters: found }) =>
    found.map(({ name, value, standardError }) => [model, name, value.toPrecision(5), standardError === null ? '' : standardError.toPrecision(2)]),
  );
  const range = (show: (value: number) => string, interval: readonly [number, number] | undefined): string => (interval === undefined ? '' : `  (90 %: ${show(interval[0])} – ${show(interval[1])})`);
  return [
    `${purchase.model}, ${formatCount(fit.customers)} customers (${formatCount(fit.repeaters)} came back), observed to ${fit.observationEnd}; times in ${fit.timeUnit}`,
    '',
    ...(parameters.length === 0 ? [] : [textTable(['Model', 'Parameter', 'Value', 'Standard error'], parameters, ['left', 'left', 'right', 'right']), '']),
    textList([
      ['Log-likelihood', purchase.logLikelihood === null ? '—' : purchase.logLikelihood.toFixed(2)],
      ...(spend === null ? [] : ([['Log-likelihood of spend', spend.logLikelihood === null ? '—' : spend.logLikelihood.toFixed(2)]] as [string, string][])),
      ...(totals === null
        ? []
        : ([
            ['Customers alive', formatCount(totals.aliveCustomers)],
            [`Transactions in ${formatCount(query.horizonDays)} days`, `${formatCount(totals.expectedTransactions.value)}${range(formatCount, totals.expectedTransactions.interval)}`],
            ['Revenue', `${money(totals.expectedRevenueMinor?.value)}${range(money, totals.expectedRevenueMinor?.interval)}`],
            ['CLV', `${money(totals.clvMinor?.value)}${range(money, totals.clvMinor?.interval)}`],
            ['Residual CLV', money(totals.residualClvMinor)],
          ] as [string, string][])),
    ]),
    ...(survival === null ? [] : ['', renewalsText(survival)]),
    ...(holdout === null ? [] : ['', holdoutText(holdout)]),
    ...(renewalHoldout === null ? [] : ['', renewalHoldoutText(renewalHoldout)]),
    ...[purchase, spend].flatMap((model) => (model === null || model.fault === null ? [] : ['', `${model.model}: ${describeFitFault(model.fault)}.`])),
    ...fit.warnings.map((warning) => `\nNote: ${describeLtvWarning(warning)}.`),
    ...(fit.onlyZeroValueCustomers === 0 ? [] : [`\nIncluded: ${formatCount(fit.onlyZeroValueCustomers)} customers known only by orders of nothing, as if they had bought once.`]),
    ...fit.leftOut.map(({ customers }) => `\nLeft out: ${formatCount(customers)} customers first seen after the end of the observation.`),
  ].join('\n');
}

function holdoutText({ errors, from, to, actualTransactions, verdict }: LtvHoldout): string {
  return [
    `Holdout ${from} to ${to}: ${formatCount(actualTransactions)} transactions happened`,
    textTable(
      ['', 'Predicted', 'Bias of the total', 'Mean absolute error', 'RMSE'],
      errors.map(({ predictor, predicted, bias, meanAbsoluteError, rootMeanSquaredError }) => [predictor, formatCount(predicted), formatShare(bias), formatRatio(meanAbsoluteError), formatRatio(rootMeanSquaredError)]),
    ),
    describeVerdict(verdict),
  ].join('\n');
}

function renewalsText({ periodDays, graceDays, notYetDue, late, lostCustomers }: Survival): string {
  return [
    RENEWAL_DEFINITION,
    `Period ${formatCount(periodDays)} days, ${formatCount(graceDays)} days of grace: ${formatCount(notYetDue)} customers are not yet due, ${formatCount(late)} are late, ${formatCount(lostCustomers)} are lost.`,
  ].join('\n');
}

function renewalHoldoutText({ survivors, errors, from, to, followed, actualRenewals, returned, lost, verdict }: RenewalHoldout): string {
  const { period, eligible, actual, model, lastRate, observedRates } = survivors;
  const share = (column: Float64Array, at: number): string => formatShare((column[at] ?? Number.NaN) / (eligible[at] ?? Number.NaN));
  return [
    `Holdout ${from} to ${to}: ${formatCount(followed)} customers who were not lost made ${formatCount(actualRenewals)} renewals`,
    textTable(
      ['', 'Predicted', 'Bias of the total', 'Mean absolute error', 'RMSE', 'RMSE of survival'],
      errors.map(({ predictor, predicted, bias, meanAbsoluteError, rootMeanSquaredError, survivalRootMeanSquaredError }) => [
        predictor,
        formatCount(predicted),
        formatShare(bias),
        formatRatio(meanAbsoluteError),
        formatRatio(rootMeanSquaredError),
        formatShare(survivalRootMeanSquaredError),
      ]),
    ),
    '',
    textTable(
      ['Renewal', 'Customers', 'Still there', 'Model', 'Last rate', 'Observed rates'],
      period.map((number, at) => [formatCount(number), formatCount(eligible[at] ?? Number.NaN), share(actual, at), share(model, at), share(lastRate, at), share(observedRates, at)]),
    ),
    ...(returned === 0 ? [] : [`${formatCount(returned)} of the ${formatCount(lost)} customers counted as lost bought again.`]),
    describeVerdict(verdict),
  ].join('\n');
}
