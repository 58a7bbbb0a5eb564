import { MOMENT, parseMoment, type DateOrder } from './date-parser.ts';
import type { RowBlock } from './tokenizer.ts';

export interface DateOrderGuess {
  order: DateOrder;
  /** A value that is a date day-first and month-first, when every value is; otherwise `null`. */
  ambiguous: string | null;
}

/** Order of day, month and year in which all (or most) of a column’s values are dates. With points between the numbers the day comes first;
 *  values that are one date in any order (month names, counts of days or seconds, 05/05/2024) don’t count. */
export function guessDateOrder(values: readonly string[]): DateOrderGuess {
  const filled = values.filter((value) => value.trim() !== '');
  const yearFirst = filled.filter((value) => /^\s*(?:\d{4}\D|\d{8}(?:\D|$))/u.test(value)).length;
  if (filled.length === 0 || yearFirst * 2 >= filled.length) return { order: 'ymd', ambiguous: null };
  const open = filled.filter((value) => momentOf(value, 'dmy') !== momentOf(value, 'mdy'));
  const count = (order: DateOrder): number => open.filter((value) => momentOf(value, order) !== null).length;
  const dayFirst = count('dmy');
  const monthFirst = count('mdy');
  const shortYearFirst = filled.filter((value) => momentOf(value, 'ymd') !== null).length;
  if (open.length === 0) {
    // Every value is one date whichever comes first, or none.
    const numeric = filled.some((value) => momentOf(value, 'dmy') !== null && momentOf(value, 'ymd') === null);
    return { order: numeric ? 'dmy' : 'ymd', ambiguous: null };
  }
  if (shortYearFirst > filled.filter((value) => momentOf(value, 'dmy') !== null || momentOf(value, 'mdy') !== null).length) return { order: 'ymd', ambiguous: null };
  if (dayFirst !== monthFirst) return { order: dayFirst > monthFirst ? 'dmy' : 'mdy', ambiguous: null };
  const undecided = open.find((value) => momentOf(value, 'dmy') !== null && !/^\D*\d+\./u.test(value));
  return { order: 'dmy', ambiguous: undecided ?? null };
}

const encoder = new TextEncoder();

function momentOf(value: string, order: DateOrder): number | null {
  const bytes = encoder.encode(value);
  const moment = { seconds: 0, hasTime: false };
  return parseMoment(bytes, 0, bytes.length, order, moment) === MOMENT ? moment.seconds : null;
}

/** Reads on through rows until one value of the column is a date in one order only; `null` if none is. `step` is called for each
 *  block, and may throw. */
export async function findDecidingDate(blocks: AsyncIterable<RowBlock>, column: number, step: () => void): Promise<DateOrder | null> {
  const moment = { seconds: 0, hasTime: false };
  for await (const block of blocks) {
    step();
    for (let row = 0; row < block.rows; row++) {
      const cell = row * block.columns + column;
      const dayFirst = parseMoment(block.bytes, block.start[cell]!, block.end[cell]!, 'dmy', moment) === MOMENT;
      const monthFirst = parseMoment(block.bytes, block.start[cell]!, block.end[cell]!, 'mdy', moment) === MOMENT;
      if (dayFirst !== monthFirst) return dayFirst ? 'dmy' : 'mdy';
    }
  }
  return null;
}
