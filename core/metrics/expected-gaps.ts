import { MIN_OWN_GAPS } from '../contract/customers.ts';
import type { GapForecast } from '../contract/rfm.ts';
import { NO_CODE } from '../frame/line-batch.ts';
import { VIEW, type FrameView } from '../frame/order-frame.ts';
import { quantileOfCounts, quantileOfSorted } from '../maths/quantile.ts';
import { addColumns } from './gaps.ts';
import { NO_SEGMENT } from './rfm-grid.ts';

/** Days between the consecutive orders of one customer within the view, in order of time. */
export function gapsOfCustomer(view: FrameView, customer: number): Float64Array {
  const { day, orderStart } = view.frame;
  const gaps: number[] = [];
  let previous = NO_CODE;
  for (let order = orderStart[customer]!; order < orderStart[customer + 1]!; order++) {
    if ((view.flags[order]! & VIEW.measured) === 0) continue;
    if (previous !== NO_CODE) gaps.push(day[order]! - day[previous]!);
    previous = order;
  }
  return Float64Array.from(gaps);
}

export interface SegmentGapsPlan {
  cell: Uint8Array;
  segmentOf: Uint8Array;
  segments: number;
  /** Days that a gap can have, less one. */
  spanDays: number;
}

/** segments × days: gaps between orders of customers [from, to), by the customer’s segment. */
export function foldSegmentGaps(view: FrameView, plan: SegmentGapsPlan, from: number, to: number): Uint32Array {
  const { frame, flags, firstOrder } = view;
  const { day, orderStart } = frame;
  const counts = new Uint32Array(plan.segments * plan.spanDays);
  const last = Math.min(to, frame.customers);
  for (let customer = from; customer < last; customer++) {
    const segment = plan.segmentOf[plan.cell[customer]!]!;
    if (segment === NO_SEGMENT) continue;
    let previous = NO_CODE;
    for (let order = firstOrder[customer]!; order < orderStart[customer + 1]!; order++) {
      if ((flags[order]! & VIEW.measured) === 0) continue;
      if (previous !== NO_CODE) counts[segment * plan.spanDays + day[order]! - day[previous]!]!++;
      previous = order;
    }
  }
  return counts;
}

/** Forecast of each segment; `null` where nobody has come back. */
export function forecastsOfSegments(partials: Uint32Array[], { segments, spanDays }: Pick<SegmentGapsPlan, 'segments' | 'spanDays'>): (GapForecast | null)[] {
  const counts = addColumns(partials, (length) => new Uint32Array(length));
  return Array.from({ length: segments }, (_, segment) => {
    const own = counts.subarray(segment * spanDays, (segment + 1) * spanDays);
    const gaps = own.reduce((sum, count) => sum + count, 0);
    if (gaps === 0) return null;
    return { gaps, medianDays: quantileOfCounts(own, 0.5), lowerDays: quantileOfCounts(own, 0.1), upperDays: quantileOfCounts(own, 0.9) };
  });
}

export function forecastOfGaps(gapsDays: Float64Array): GapForecast | null {
  if (gapsDays.length === 0) return null;
  const sorted = gapsDays.toSorted();
  return { gaps: gapsDays.length, medianDays: quantileOfSorted(sorted, 0.5), lowerDays: quantileOfSorted(sorted, 0.1), upperDays: quantileOfSorted(sorted, 0.9) };
}

/** Which customers an action list names; see the contract’s Selection. */
export interface ReorderPlan {
  list: 'due-to-reorder' | 'at-risk-and-valuable';
  cell: Uint8Array;
  segmentOf: Uint8Array;
  forecasts: (GapForecast | null)[];
  monetaryMinor: Float64Array;
  /** 80th percentile of M. */
  valuableMinor: number;
}

/** Codes of the customers of [from, to) on the list, ascending. Days are counted from the last order, inside the look-back window. */
export function foldReorderList(view: FrameView, plan: ReorderPlan, from: number, to: number): Uint32Array {
  const last = Math.min(to, view.frame.customers);
  const found: number[] = [];
  for (let customer = from; customer < last; customer++) {
    const segment = plan.segmentOf[plan.cell[customer]!]!;
    if (segment === NO_SEGMENT) continue;
    if (plan.list === 'at-risk-and-valuable' && !(plan.monetaryMinor[customer]! > plan.valuableMinor)) continue;
    const forecast = expectedGap(view, customer, plan.forecasts[segment]!);
    if (forecast === null) continue;
    const days = daysSinceLastOrder(view, customer);
    if (plan.list === 'at-risk-and-valuable' ? days > forecast.upperDays : days >= forecast.medianDays && days <= forecast.upperDays) found.push(customer);
  }
  return Uint32Array.from(found);
}

function expectedGap(view: FrameView, customer: number, ofSegment: GapForecast | null): GapForecast | null {
  const { orderStart } = view.frame;
  if (orderStart[customer + 1]! - orderStart[customer]! <= MIN_OWN_GAPS) return ofSegment;
  const own = gapsOfCustomer(view, customer);
  return own.length >= MIN_OWN_GAPS ? forecastOfGaps(own) : ofSegment;
}

function daysSinceLastOrder(view: FrameView, customer: number): number {
  const { day, orderStart } = view.frame;
  let order = orderStart[customer + 1]! - 1;
  while ((view.flags[order]! & VIEW.measured) === 0) order--;
  return view.asOfDay - day[order]!;
}
