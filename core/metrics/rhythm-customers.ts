import type { Selection } from '../contract/customers.ts';
import { VIEW, type FrameView } from '../frame/order-frame.ts';
import { revenueOf, type ConcentrationPlan } from './concentration.ts';
import type { GapPlan } from './gap-distribution.ts';
import { waitOf, type SecondOrderPlan } from './second-order.ts';

export type WaitPart = Extract<Selection, { kind: 'wait' }>['part'];

type CustomerTest = (customer: number, first: number) => boolean;

/** Who has a gap between orders of [fromDays, toDays] days, among those that the distribution counts. */
export function createGapTest({ frame, flags }: FrameView, { acquired, query }: GapPlan, fromDays: number, toDays: number): CustomerTest {
  const { day, orderStart } = frame;
  return (customer, first) => {
    if (day[first]! < acquired.from || day[first]! >= acquired.to) return false;
    let previous = first;
    let number = 1;
    for (let order = first + 1; order < orderStart[customer + 1]!; order++) {
      if ((flags[order]! & VIEW.measured) === 0) continue;
      const days = day[order]! - day[previous]!;
      number++;
      if ((query.orderNumber === null || query.orderNumber === number) && days >= fromDays && days <= toDays) return true;
      previous = order;
    }
    return false;
  };
}

/** Who stands in a column of the at-risk table at `atDay`: waiting at its beginning, ordered by its end, or observed for less. */
export function createWaitTest(view: FrameView, plan: SecondOrderPlan, atDay: number, part: WaitPart): CustomerTest {
  return (customer) => {
    const wait = waitOf(view, plan, customer);
    if (wait === null) return false;
    if (part === 'ordered') return wait >= 0 && wait <= atDay;
    if (part === 'unobserved') return wait < 0 && ~wait < atDay;
    return (wait < 0 ? ~wait : wait) >= atDay;
  };
}

/** Who brought at least so much in the period. */
export function createRevenueTest(view: FrameView, { period }: ConcentrationPlan, leastMinor: number): CustomerTest {
  return (customer) => revenueOf(view, period, customer) >= leastMinor;
}
