import type { Dialect } from '../contract/imports.ts';
import type { ByteSource } from './byte-source.ts';
import { MOMENT, parseMoment, type DateOrder } from './date-parser.ts';
import { fitsOrder } from './dialect.ts';
import { readRows } from './row-reader.ts';

export interface DateOrderGuess {
  order: DateOrder;
  /** A value that is a date day-first and month-first, when every value is; otherwise `null`. */
  ambiguous: string | null;
}

/** Order of day, month and year in which all (or most) of a column’s values are dates. With points between the numbers the day comes first. */
export function guessDateOrder(values: readonly string[]): DateOrderGuess {
  const filled = values.filter((value) => value.trim() !== '');
  const yearFirst = filled.filter((value) => /^\s*(?:\d{4}\D|\d{8}(?:\D|$))/u.test(value)).length;
  if (filled.length === 0 || yearFirst * 2 >= filled.length) return { order: 'ymd', ambiguous: null };
  const count = (order: DateOrder): number => filled.filter((value) => fitsOrder(value, order)).length;
  const dayFirst = count('dmy');
  const monthFirst = count('mdy');
  if (count('ymd') > Math.max(dayFirst, monthFirst)) return { order: 'ymd', ambiguous: null };
  if (dayFirst !== monthFirst) return { order: dayFirst > monthFirst ? 'dmy' : 'mdy', ambiguous: null };
  const undecided = filled.find((value) => fitsOrder(value, 'dmy') && !/^\s*\d+\./u.test(value));
  return { order: 'dmy', ambiguous: undecided ?? null };
}

/** Reads on through a file until one value of the column is a date in one order only; `null` if none is. Throws EngineFailure FILE. */
export async function findDecidingDate(source: ByteSource, dialect: Dialect, column: number): Promise<DateOrder | null> {
  const moment = { seconds: 0, hasTime: false };
  for await (const block of readRows({ source, dialect, columns: column + 1 })) {
    for (let row = 0; row < block.rows; row++) {
      const cell = row * block.columns + column;
      const dayFirst = parseMoment(block.bytes, block.start[cell]!, block.end[cell]!, 'dmy', moment) === MOMENT;
      const monthFirst = parseMoment(block.bytes, block.start[cell]!, block.end[cell]!, 'mdy', moment) === MOMENT;
      if (dayFirst !== monthFirst) return dayFirst ? 'dmy' : 'mdy';
    }
  }
  return null;
}
