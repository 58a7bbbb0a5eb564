import { NO_CODE } from '../frame/line-batch.ts';
import { VIEW, type FrameView } from '../frame/order-frame.ts';
import { quantileOfCounts } from '../maths/quantile.ts';

/** Histogram of days between consecutive orders of customers [from, to), or of these only the `members`: index is days. */
export function foldGaps(view: FrameView, from: number, to: number, members: Uint32Array | null = null): Uint32Array {
  const { frame, flags, firstOrder } = view;
  const { day, orderStart } = frame;
  const gaps = new Uint32Array(Math.max(1, view.asOfDay - frame.firstDay + 1));
  const count = members?.length ?? Math.max(0, Math.min(to, frame.customers) - from);
  for (let i = 0; i < count; i++) {
    const customer = members === null ? from + i : members[i]!;
    if (firstOrder[customer] === NO_CODE) continue;
    let previous = firstOrder[customer]!;
    for (let order = previous + 1; order < orderStart[customer + 1]!; order++) {
      if ((flags[order]! & VIEW.measured) === 0) continue;
      gaps[day[order]! - day[previous]!]!++;
      previous = order;
    }
  }
  return gaps;
}

export function mergeGaps(partials: Uint32Array[]): Uint32Array {
  return addColumns(partials, (length) => new Uint32Array(length));
}

/** Days within which nine in ten orders are followed by the next one, of those that are followed at all; at least 1.
 *  365 when nobody has ordered twice. */
export function windowOfGaps(gaps: Uint32Array): number {
  const days = quantileOfCounts(gaps, 0.9);
  return Number.isNaN(days) ? 365 : Math.max(1, Math.ceil(days));
}

/** Element-wise sum of columns of one length. */
export function addColumns<T extends Uint32Array | Int32Array | Float64Array>(columns: T[], create: (length: number) => T): T {
  const sum = create(columns[0]?.length ?? 0);
  for (const column of columns) {
    for (let i = 0; i < sum.length; i++) sum[i]! += column[i]!;
  }
  return sum;
}
