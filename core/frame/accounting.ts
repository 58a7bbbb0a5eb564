import type { Currency, LeftOutReason, Provenance } from '../contract/provenance.ts';
import type { Filter } from '../contract/scope.ts';
import { isoOfDay } from '../maths/calendar.ts';
import { ORDER_KIND, type FrameView } from './order-frame.ts';

const REASONS = [
  ['cancelled', ORDER_KIND.cancelled],
  ['test', ORDER_KIND.test],
  ['zero-value', ORDER_KIND.zeroValue],
  ['credit-note', ORDER_KIND.creditNote],
  ['refunded-in-full', ORDER_KIND.refundedInFull],
  ['anonymous', ORDER_KIND.anonymous],
  ['other-currency', ORDER_KIND.otherCurrency],
  ['no-rate', ORDER_KIND.noRate],
] as const satisfies readonly (readonly [LeftOutReason, number])[];

/** Where the numbers of a view come from. Lines that count, are left out or lie after the as-of day add up to the file, and so does
 *  their money. Filters are named, but the counts are those before filters. */
export function provenanceOf(view: FrameView, filters: Filter[], currency: Currency): Provenance {
  const { tally } = view;
  const count = (kind: number): { lines: number; orders: number; netMinor: number } => ({
    lines: tally.lines[kind]!,
    orders: tally.orders[kind]!,
    netMinor: tally.netMinor[kind]!,
  });
  return {
    asOf: isoOfDay(view.asOfDay),
    refunds: view.refunds,
    filters,
    eligible: { ...count(ORDER_KIND.counted), customers: tally.customers },
    leftOut: REASONS.map(([reason, kind]) => ({ reason, ...count(kind) })).filter((entry) => entry.lines > 0),
    anonymous: tally.anonymous,
    afterAsOf: tally.afterAsOf,
    credits: tally.credits,
    rules: view.frame.rules,
    currency,
    fingerprint: view.frame.fingerprint,
  };
}
