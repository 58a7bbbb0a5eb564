import { FEW_CUSTOMERS } from '../contract/provenance.ts';
import type { CohortMatrix } from '../contract/cohorts.ts';
import { wilsonInterval } from '../maths/proportion.ts';
import { studentT95 } from '../maths/student.ts';
import { RATIO_MEASURES, type CohortPartial } from './cohort-partial.ts';
import type { CohortPlan } from './cohort-plan.ts';
import { quotientOfCell } from './cohort-values.ts';

/** Sums over the cells of one age that enter the mean. */
export interface MeanTerms {
  base: number;
  retained: number;
  orders: number;
  amount: number;
  /** Customers times the value of their cell, for measures that are no quotients. */
  weighted: number;
}

/** The mean row. A count or a sum has no quotient of its own: the mean of the cohorts’ values, each weighing as many customers as it has. */
export function meansOf(plan: CohortPlan, partial: CohortPartial, terms: MeanTerms[]): Pick<CohortMatrix, 'weightedMean' | 'meanLower' | 'meanUpper' | 'meanEligible'> {
  const { measure } = plan.query;
  const ages = terms.length;
  const weightedMean = Float64Array.from(terms, (term) => {
    if (term.base === 0) return Number.NaN;
    return quotientOfCell(measure, term) ?? term.weighted / term.base;
  });
  const meanLower = new Float64Array(ages).fill(Number.NaN);
  const meanUpper = new Float64Array(ages).fill(Number.NaN);
  terms.forEach((term, age) => {
    const interval = measure === 'retainedShare' ? wilsonInterval(term.retained, term.base) : null;
    meanLower[age] = interval?.[0] ?? Number.NaN;
    meanUpper[age] = interval?.[1] ?? Number.NaN;
  });
  if (RATIO_MEASURES.has(measure) && partial.groupObservedFor.length > 0) {
    const spread = groupErrors(plan, partial, weightedMean);
    const t = studentT95(plan.groups - 1);
    terms.forEach((term, age) => {
      if (term.base < FEW_CUSTOMERS) return;
      meanLower[age] = weightedMean[age]! - t * spread[age]!;
      meanUpper[age] = weightedMean[age]! + t * spread[age]!;
    });
  }
  return { weightedMean, meanLower, meanUpper, meanEligible: Float64Array.from(terms, ({ base }) => base) };
}

/** Standard errors of a quotient of sums from the sums of random groups of customers: √(G / (G − 1) · Σ (y − R x)²) / Σ x, the
 *  linearised ratio over random groups. Wolter (2007), “Introduction to Variance Estimation”, §2.2 and §6.2. */
function groupErrors(plan: CohortPlan, partial: CohortPartial, means: Float64Array): Float64Array {
  const { measure, cumulative } = plan.query;
  const stride = plan.ages + 1;
  const squares = new Float64Array(means.length);
  const totals = new Float64Array(means.length);
  for (let group = 0; group < plan.groups; group++) {
    const from = group * stride;
    let eligible = 0;
    for (let age = 0; age <= plan.ages; age++) eligible += partial.groupObservedFor[from + age]!;
    let orders = 0;
    let amount = 0;
    for (let age = 0; age < means.length; age++) {
      eligible -= partial.groupObservedFor[from + age]!;
      orders = (cumulative ? orders : 0) + (partial.groupOrders[from + age] ?? 0);
      amount = (cumulative ? amount : 0) + (partial.groupAmount[from + age] ?? 0);
      const x = measure === 'averageOrderValue' ? orders : eligible;
      const y = measure === 'ordersPerCustomer' ? orders : amount;
      squares[age]! += (y - means[age]! * x) ** 2;
      totals[age]! += x;
    }
  }
  return squares.map((sum, age) => Math.sqrt((sum * plan.groups) / (plan.groups - 1)) / totals[age]!);
}
