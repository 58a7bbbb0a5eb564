import type { KpiKey } from '../contract/kpis.ts';
import { VIEW, type FrameView } from '../frame/order-frame.ts';
import { createDayTables, IN_END_WINDOW, IN_PERIOD, IN_PREDECESSOR, IN_START_WINDOW } from './kpi-days.ts';
import type { KpiPlan } from './kpi-plan.ts';

/** What a customer did around the figure’s period. */
interface Conduct {
  /** Bits of `kpi-days`, by day masks, and those that came up twice. */
  seen: number;
  twice: number;
  firstDay: number;
  firstCounts: boolean;
  /** Day of the next order after the first, ∞ for none; and whether a later order than the first lies in the period. */
  secondDay: number;
  laterInPeriod: boolean;
}

type Rule = (conduct: Conduct, plan: KpiPlan) => boolean;

const active: Rule = ({ seen }) => (seen & IN_PERIOD) !== 0;
const isNew: Rule = (conduct, plan) => active(conduct, plan) && conduct.firstCounts && !beforePeriod(conduct, plan) && conduct.firstDay < plan.periods[0]!.to;
const atStart: Rule = ({ seen }) => (seen & IN_START_WINDOW) !== 0;
const atEnd: Rule = ({ seen }) => (seen & IN_END_WINDOW) !== 0;
const previouslyActive: Rule = ({ seen }) => (seen & IN_PREDECESSOR) !== 0;
const beforePeriod: Rule = ({ firstDay }, plan) => firstDay < plan.periods[0]!.from;

/** Customers in the numerator and in the denominator; those with an order in the period where the term counts something else. */
const RULES: Record<KpiKey, { numerator: Rule; denominator: Rule }> = {
  activeCustomers: { numerator: active, denominator: active },
  newCustomers: { numerator: isNew, denominator: isNew },
  customersAtEnd: { numerator: atEnd, denominator: atEnd },
  customerRetentionRate: { numerator: (conduct, plan) => atEnd(conduct, plan) && !isNew(conduct, plan), denominator: atStart },
  churnRate: { numerator: (conduct, plan) => atStart(conduct, plan) && !atEnd(conduct, plan), denominator: atStart },
  periodRepurchaseRate: { numerator: (conduct, plan) => active(conduct, plan) && previouslyActive(conduct, plan), denominator: previouslyActive },
  repeatPurchaseRate: { numerator: ({ twice }) => (twice & IN_PERIOD) !== 0, denominator: active },
  purchaseFrequency: { numerator: active, denominator: active },
  averageOrderValue: { numerator: active, denominator: active },
  customerValue: { numerator: active, denominator: active },
  orders: { numerator: active, denominator: active },
  netRevenue: { numerator: active, denominator: active },
  repeatRevenueShare: { numerator: ({ laterInPeriod }) => laterInPeriod, denominator: active },
  netProfitPerCustomer: { numerator: active, denominator: active },
  acquisitionCost: { numerator: isNew, denominator: isNew },
  medianDaysToSecondOrder: {
    numerator: ({ secondDay }, plan) => secondDay < plan.periods[0]!.to,
    denominator: ({ firstDay }, plan) => firstDay < plan.periods[0]!.to,
  },
};

export function createFigureTest(view: FrameView, plan: KpiPlan, key: KpiKey, part: 'numerator' | 'denominator'): (customer: number, first: number) => boolean {
  const { frame, flags } = view;
  const { day, orderStart } = frame;
  const { mask } = createDayTables(plan);
  const rule = RULES[key][part];
  const conduct: Conduct = { seen: 0, twice: 0, firstDay: 0, firstCounts: false, secondDay: Infinity, laterInPeriod: false };
  return (customer, first) => {
    conduct.seen = conduct.twice = 0;
    conduct.firstDay = day[first]!;
    conduct.firstCounts = (flags[first]! & VIEW.measured) !== 0;
    conduct.secondDay = Infinity;
    conduct.laterInPeriod = false;
    for (let order = first; order < orderStart[customer + 1]!; order++) {
      if ((flags[order]! & VIEW.measured) === 0) continue;
      const bits = mask[day[order]! - plan.baseDay]!;
      conduct.twice |= conduct.seen & bits;
      conduct.seen |= bits;
      if (order === first) continue;
      if (conduct.secondDay === Infinity) conduct.secondDay = day[order]!;
      if ((bits & IN_PERIOD) !== 0) conduct.laterInPeriod = true;
    }
    return rule(conduct, plan);
  };
}
