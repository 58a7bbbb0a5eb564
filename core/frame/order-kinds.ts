import { LINE_STATUS } from './line-batch.ts';
import { ORDER_KIND, type OrderFrame } from './order-frame.ts';
import type { RulesInUse } from '../contract/provenance.ts';

/** What settles whether an order document counts, beside its lines. */
export interface KindRules {
  zeroValue: 'left-out' | 'counted';
  anonymous: 'in-totals' | 'left-out';
  /** Named in results. */
  inUse: RulesInUse;
}

export const DEFAULT_KIND_RULES: KindRules = { zeroValue: 'left-out', anonymous: 'in-totals', inUse: {} };

const CANCELLED_BIT = 1 << LINE_STATUS.cancelled;
const TEST_BIT = 1 << LINE_STATUS.test;
const CREDIT_BIT = 1 << LINE_STATUS.credit;
const OTHER_CURRENCY_BIT = 1 << LINE_STATUS.otherCurrency;
/** Statuses of lines that are left out. */
export const LEFT_OUT_BITS = CANCELLED_BIT | TEST_BIT | OTHER_CURRENCY_BIT | (1 << LINE_STATUS.noRate);

/** Whether an order with these statuses has both lines that are left out and others. */
export function isMixed(statuses: number): boolean {
  return (statuses & LEFT_OUT_BITS) !== 0 && (statuses & ~LEFT_OUT_BITS) !== 0;
}

/** METRICS §1, by the order’s own lines. `statuses`: bits 1 << LINE_STATUS of each order in the frame. */
export function settleKinds(frame: OrderFrame, statuses: Uint8Array, rules: KindRules): void {
  const { net, refund, kind } = frame;
  const countsZero = rules.zeroValue === 'counted';
  for (let order = 0; order < kind.length; order++) {
    const bits = statuses[order]!;
    if ((bits & ~LEFT_OUT_BITS) === 0) kind[order] = kindLeftOut(bits);
    else if (net[order] === 0 && !(countsZero && (bits & CREDIT_BIT) === 0)) kind[order] = ORDER_KIND.zeroValue;
    else if (net[order]! < 0 || (bits & CREDIT_BIT) !== 0) kind[order] = ORDER_KIND.creditNote;
    else if (refund[order]! >= net[order]! && refund[order]! > 0) kind[order] = ORDER_KIND.refundedInFull;
    else kind[order] = ORDER_KIND.counted;
  }
  if (rules.anonymous === 'left-out') leaveOutAnonymous(frame);
}

function kindLeftOut(bits: number): number {
  if ((bits & CANCELLED_BIT) !== 0) return ORDER_KIND.cancelled;
  if ((bits & TEST_BIT) !== 0) return ORDER_KIND.test;
  return (bits & OTHER_CURRENCY_BIT) !== 0 ? ORDER_KIND.otherCurrency : ORDER_KIND.noRate;
}

/** Also their credit notes, which would lower the totals. What is left out for another reason stays so. */
function leaveOutAnonymous({ kind, customers, orderStart }: OrderFrame): void {
  const counted: readonly number[] = [ORDER_KIND.counted, ORDER_KIND.creditNote, ORDER_KIND.refundedInFull];
  for (let order = orderStart[customers]!; order < kind.length; order++) if (counted.includes(kind[order]!)) kind[order] = ORDER_KIND.anonymous;
}
