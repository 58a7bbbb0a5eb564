import type { LtvCustomers, LtvQuery } from '../../contract/ltv.ts';
import type { Currency } from '../../contract/provenance.ts';
import { writeTable } from '../../output/write-table.ts';
import type { Command } from '../command.ts';
import { formulaJson, formulaText } from '../ltv-formula.ts';
import { groupsJson, groupsText } from '../ltv-groups.ts';
import { ltvJson } from '../ltv-json.ts';
import { listJson, listText } from '../ltv-list.ts';
import { formulaQueryOf, groupKeyOf, listOf, LTV_OPTIONS, LTV_VIEW_OPTIONS, ltvQueryOf } from '../ltv-options.ts';
import { fileOption, SCOPE_HELP, SCOPE_OPTIONS } from '../options.ts';
import { UsageError } from '../usage.ts';
import { onlyProject, type ProjectSession, withProject } from '../project-session.ts';
import { ltvText } from '../ltv-text.ts';
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
  --list L                   customers to act upon: top (by CLV) or valuable-at-risk (in the top fifth by past net revenue, with P(alive)
                             below one half, by past net revenue)
  --limit N                  how many of the list (default 20, at most 500)
  --by G                     by group of customers: month, quarter or year of the first order, product, discounted, segment, or an
                             attribute of the first order
  --customers F.csv          write every customer’s figures to this file
  --masked                   hashes in place of customers, in the list and in the file
  --from D, --to D           only customers whose first purchase lies in this period; --to is exclusive
${SCOPE_HELP}

With sbg, a purchase day after the first is a renewal, and the period is the median of customers’ mean gaps. A renewal is due a
period after the purchase before it and awaited for half a period more. Renewals are counted once that window has ended, made and
missed alike; customers whose window is still open are censored there, and P(alive) of who is late falls with each day by which
others have renewed. Who misses a window is lost. The holdout follows who was not lost, renewal by renewal, beside two rules: the
share renewing in the last period, and the share observed for each renewal by its number.

JSON
  {"model","timeUnit","customers","onlyZeroValueCustomers","repeaters","parameters":{…},"standardErrors":{…},"logLikelihood","converged","fault","warnings":[…],
   "aliveCustomers","expectedTransactions","expectedRevenue","clv","residualClv","intervals":{key:[lo,hi]} (90 %),"spend":{…},"independence":{…},
   "holdout":{"from","to","actualTransactions","predictedTransactions","verdict","errors":[…],"tracking":{…},"calibration":{…}},
   "survival":{"definition","periodDays","graceDays","notYetDue","late","lostCustomers","lost":[…],"censored":[…],"survival":[…],"modelSurvival":[…]},
   "observationEnd","horizonDays","discountRate","margin","leftOut":[…],"customersLeftOut":[{"reason","customers"}], …}
  With sbg, "holdout" has "followed","actualRenewals","predictedRenewals","returned","survivors":{"period","eligible","actual","model",…},"errors".
  --list adds "list":{"name","total","customers":[{"customer","frequency","pastRevenue","pAlive","expectedTransactions","clv","intervals"}]};
  --by adds "groups":{"by","costBasis","costAbsence","unassignedSpend","omitted","rows":[{"group","customers","clvPerCustomer","interval",
  "acquisitionCost","ltvToCac","paybackMonth", …}]}
  A model with a fault gives its parameters and null for everything predicted.
  --customers: customer,frequency,recency,age,pAlive,expectedTransactions,expectedSpend,clv

Examples
  tenure ltv shop.tenure --model bg-nbd
  tenure ltv shop.tenure --model pareto-nbd --observation-end 2024-12-31 --holdout-end 2025-06-30 --json
`,
  options: { ...SCOPE_OPTIONS, ...LTV_OPTIONS, ...LTV_VIEW_OPTIONS, customers: { type: 'string' }, masked: { type: 'boolean' } },
  async run(input, terminal) {
    const { options } = input;
    const project = onlyProject(input);
    if (options.text('model') === 'formula') {
      const unheard = ['list', 'limit', 'by', 'customers'].find((name) => options.text(name) !== undefined);
      if (unheard !== undefined) throw new UsageError(`--${unheard} needs a model that is fitted to customers; formula has none of them`);
      formulaQueryOf(options, 0);
      const worksheet = await withProject(project, false, terminal, ({ info, call }) => call('ltv.formula', formulaQueryOf(options, info.currency?.minorUnitDigits ?? 0)));
      terminal.print(options.flag('json') ? JSON.stringify(formulaJson(worksheet)) : formulaText(worksheet));
      return;
    }
    ltvQueryOf(options, { from: null, to: null });
    const file = fileOption(options, 'customers');
    const masked = options.flag('masked');
    const wanted = listOf(options);
    const by = groupKeyOf(options);
    const { fit, list, groups } = await withProject(project, false, terminal, async ({ info, call }) => {
      const query = ltvQueryOf(options, info);
      const result = await call('ltv.fit', query);
      if (file !== undefined) await writeCustomers(file, query, masked, result.provenance.currency, call, terminal);
      return {
        fit: result,
        list: wanted === null ? null : { name: wanted.name, page: await call('ltv.customers', { ltv: query, masked, ...wanted.query }) },
        groups: by === null ? null : await call('ltv.groups', { ltv: query, by, ...(by === 'segment' && { rfm: await call('segments.read', null) }) }),
      };
    });
    if (options.flag('json')) {
      const more = { ...(list !== null && { list: listJson(list.name, list.page) }), ...(groups !== null && { groups: groupsJson(groups) }) };
      terminal.print(JSON.stringify({ ...ltvJson(fit), ...more }));
    } else terminal.print([ltvText(fit), ...(list === null ? [] : [listText(list.name, list.page)]), ...(groups === null ? [] : [groupsText(groups)])].join('\n\n'));
  },
};

async function writeCustomers(file: string, ltv: LtvQuery, masked: boolean, currency: Currency, call: ProjectSession['call'], terminal: Terminal): Promise<void> {
  const page = (offset: number): Promise<LtvCustomers> =>
    call('ltv.customers', { ltv, which: 'all', sort: 'customer', descending: false, offset, limit: CUSTOMERS_A_PAGE, intervals: false, masked });
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
