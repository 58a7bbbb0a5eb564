import type { LtvCustomers, LtvFit, LtvHoldout, LtvQuery, ModelFit } from '../../contract/ltv.ts';
import type { Currency } from '../../contract/provenance.ts';
import { writeTable } from '../../output/write-table.ts';
import { accountingJson } from '../accounting.ts';
import type { Command } from '../command.ts';
import { describeFitFault, describeLtvWarning, describeVerdict } from '../ltv-words.ts';
import { formulaJson, formulaText } from '../ltv-formula.ts';
import { formulaQueryOf, LTV_OPTIONS, ltvQueryOf } from '../ltv-options.ts';
import { formatCount, formatMoney, formatRatio, formatShare, majorUnits, numberOrNull } from '../numbers.ts';
import { SCOPE_HELP, SCOPE_OPTIONS } from '../options.ts';
import { onlyProject, type ProjectSession, withProject } from '../project-session.ts';
import { textList, textTable } from '../table.ts';
import type { Terminal } from '../terminal.ts';

const CUSTOMERS_A_PAGE = 5000;

export const ltvCommand: Command = {
  name: 'ltv',
  summary: 'Lifetime value of customers: models of purchases and spend, their holdout, a file of customers',
  help: `Usage: tenure ltv <project> [--model M] [options]

Fits a model of purchases to every customer’s history, and one of spend to those who came back, and predicts what they will
do in the days after the end of the observation. A transaction is a purchase day; times are days / 7. Orders of nothing are no
purchases unless the project counts them (tenure rules --zero-value counted); a customer known only by such orders is in the model
of purchases as one who has not come back, as in the published figures of the CDNOW sample.

Options
  --model M                  bg-nbd (default), mbg-nbd, pareto-nbd; sbg for files of renewals; formula for the worksheet
                             average order × orders a month × margin × months of life, as measured or as given
  --spend S                  gamma-gamma (default), or none
  --observation-end D        last day that the models are fitted on, inclusive. Default: the as-of date
  --horizon-days N           days to predict (default 365)
  --holdout-end D            compare predictions for the days after --observation-end up to D with what happened
  --discount-rate R          yearly, 0.1 for ten per cent (default)
  --margin R                 share of net revenue that is profit. Default: as measured from costs, 1 where there are none
  --average-order A, --orders-per-month N, --margin R, --lifetime-months T
                             formula: in place of what was measured
  --lifetime L               formula: churn (default: 1 / monthly churn) or observed (mean time from first to last purchase)
  --customers F.csv          write every customer’s figures to this file
  --from D, --to D           only customers whose first purchase lies in this period; --to is exclusive
${SCOPE_HELP}

With sbg, a purchase day after the first is a renewal, the period is the median gap between purchase days, and a customer whose
last one lies more than one and a half periods before the end of the observation has been lost at the next renewal.

JSON
  {"model","timeUnit","customers","onlyZeroValueCustomers","repeaters","parameters":{…},"standardErrors":{…},"logLikelihood","converged","fault","warnings":[…],
   "aliveCustomers","expectedTransactions","expectedRevenue","clv","residualClv","intervals":{key:[lo,hi]} (90 %),"spend":{…},"independence":{…},
   "holdout":{"from","to","actualTransactions","predictedTransactions","verdict","errors":[…],"tracking":{…},"calibration":{…}},"survival":{…},
   "observationEnd","horizonDays","discountRate","margin","leftOut":[…],"customersLeftOut":[{"reason","customers"}], …}
  A model with a fault gives its parameters and null for everything predicted.
  --customers: customer,frequency,recency,age,pAlive,expectedTransactions,expectedSpend,clv

Examples
  tenure ltv shop.tenure --model bg-nbd
  tenure ltv shop.tenure --model pareto-nbd --observation-end 2024-12-31 --holdout-end 2025-06-30 --json
`,
  options: { ...SCOPE_OPTIONS, ...LTV_OPTIONS, customers: { type: 'string' } },
  async run(input, terminal) {
    const { options } = input;
    const project = onlyProject(input);
    if (options.text('model') === 'formula') {
      formulaQueryOf(options, 0);
      const worksheet = await withProject(project, false, terminal, ({ info, call }) => call('ltv.formula', formulaQueryOf(options, info.currency?.minorUnitDigits ?? 0)));
      terminal.print(options.flag('json') ? JSON.stringify(formulaJson(worksheet)) : formulaText(worksheet));
      return;
    }
    ltvQueryOf(options, { from: null, to: null });
    const file = options.text('customers');
    const fit = await withProject(project, false, terminal, async ({ info, call }) => {
      const query = ltvQueryOf(options, info);
      const result = await call('ltv.fit', query);
      if (file !== undefined) await writeCustomers(file, query, result.provenance.currency, call, terminal);
      return result;
    });
    terminal.print(options.flag('json') ? JSON.stringify(ltvJson(fit)) : ltvText(fit));
  },
};

async function writeCustomers(file: string, ltv: LtvQuery, currency: Currency, call: ProjectSession['call'], terminal: Terminal): Promise<void> {
  const page = (offset: number): Promise<LtvCustomers> =>
    call('ltv.customers', { ltv, which: 'all', sort: 'customer', descending: false, offset, limit: CUSTOMERS_A_PAGE, intervals: false });
  const money = (minor: Float64Array): Float64Array => minor.map((amount) => amount / 10 ** currency.minorUnitDigits);
  async function* blocks() {
    for (let offset = 0, total = 1; offset < total; offset += CUSTOMERS_A_PAGE) {
      const found = await page(offset);
      total = found.total;
      const { customer, frequency, recency, age, pAlive, expectedTransactions } = found;
      yield { rows: customer.length, columns: [customer, frequency, recency, age, pAlive, expectedTransactions, money(found.expectedSpendMinor), money(found.clvMinor)] };
    }
  }
  const number = (name: string) => ({ name, type: 'number' }) as const;
  const columns = [{ name: 'customer', type: 'text' } as const, ...['frequency', 'recency', 'age', 'pAlive', 'expectedTransactions', 'expectedSpend', 'clv'].map(number)];
  await writeTable(file, 'csv', { columns, blocks: blocks() }, { byteOrderMark: false, cancelled: () => terminal.signal.aborted, onProgress: terminal.progress });
}

function ltvJson(fit: LtvFit): Record<string, unknown> {
  const { provenance, query, purchase, spend, totals, holdout } = fit;
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
    holdout: holdout === null ? null : holdoutJson(holdout),
    survival: fit.survival === null ? null : { ...fit.survival, lost: numbers(fit.survival.lost), censored: numbers(fit.survival.censored), survival: numbers(fit.survival.survival), modelSurvival: numbers(fit.survival.modelSurvival) },
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

function ltvText(fit: LtvFit): string {
  const { purchase, spend, totals, holdout, provenance, query } = fit;
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
    ...(holdout === null ? [] : ['', holdoutText(holdout)]),
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
