import type { LtvGroupKey } from '../../contract/ltv.ts';
import { NO_CODE } from '../../frame/line-batch.ts';
import type { FrameView } from '../../frame/order-frame.ts';
import { firstDayOfUnit, isoOfDay, unitOfDay } from '../../maths/calendar.ts';
import { firstOrderCode, type SegmentKey, type ValueKey } from '../cohort-keys.ts';
import type { CustomerHistory } from './summary.ts';

/** What a group is called, and which each customer of the history belongs to. */
export interface Grouping {
  codes: number[];
  label: (code: number) => string;
  codeOf: (place: number) => number;
}

export type PeriodKey = Extract<LtvGroupKey, 'month' | 'quarter' | 'year'>;

export function isPeriodKey(by: LtvGroupKey): by is PeriodKey {
  return by === 'month' || by === 'quarter' || by === 'year';
}

/** Periods in their order, the latest `most`; segments in that of the settings; others by falling size. `textOf` reads texts of the attribute
 *  or the products, `segments` are there where groups are made by them. */
export function groupingOf(history: CustomerHistory, view: FrameView, by: LtvGroupKey, textOf: (code: number) => string, segments: SegmentKey | null, most: number): Grouping {
  const customers = history.customer.length;
  if (isPeriodKey(by)) {
    const codeOf = (place: number): number => unitOfDay(by, view.asOfDay - history.ageDays[place]!);
    const periods = [...countCodes(customers, codeOf).keys()].sort((left, right) => left - right);
    return { codes: periods.slice(-most), codeOf, label: (code) => isoOfDay(firstDayOfUnit(by, code)) };
  }
  const read = firstOrderCode(view, valueKey(by, segments));
  const codeOf = (place: number): number => {
    const customer = history.customer[place]!;
    const first = view.firstOrder[customer]!;
    return first === NO_CODE ? NO_CODE : read(first, customer);
  };
  const counts = [...countCodes(customers, codeOf)];
  const codes = (by === 'segment' ? counts.sort(([left], [right]) => left - right) : counts.sort(([left, more], [right, less]) => less - more || left - right)).map(([code]) => code);
  const label = by === 'discounted' ? (code: number): string => (code === 1 ? 'yes' : 'no') : by === 'segment' ? (code: number): string => segments?.ids[code] ?? '' : textOf;
  return { codes, codeOf, label: (code) => (code === NO_CODE ? '' : label(code)) };
}

function valueKey(by: Exclude<LtvGroupKey, PeriodKey>, segments: SegmentKey | null): ValueKey {
  if (by === 'product' || by === 'discounted') return { kind: by };
  if (by !== 'segment') return { kind: 'attribute', field: by.slice('attribute:'.length) };
  if (segments === null) throw new RangeError('groups by segment need to know the segments');
  return { kind: 'segment', ...segments };
}

function countCodes(customers: number, codeOf: (place: number) => number): Map<number, number> {
  const counts = new Map<number, number>();
  for (let place = 0; place < customers; place++) {
    const code = codeOf(place);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}
