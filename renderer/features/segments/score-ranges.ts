import type { TFunction } from 'i18next';
import type { RfmCutPoints } from '../../../core/contract/rfm.ts';
import type { Currency } from '../../../core/contract/provenance.ts';
import type { Format } from '../../i18n/format.ts';

export type Score = 'R' | 'F' | 'M';

/** Which values have a score; `null`: none, because cut points tie. */
export type ScoreRange = { key: 'below' | 'upTo'; to: number } | { key: 'from' | 'above'; from: number } | { key: 'halfOpen' | 'within'; from: number; to: number } | null;

/** METRICS §4: 1 + the number of the four ascending cut points that a value is strictly better than; below them for R, above them for F and M. */
export function rangeOfScore(axis: Score, score: number, cuts: ArrayLike<number>): ScoreRange {
  if (axis === 'R') {
    const [from, to] = [cuts[4 - score], cuts[5 - score]];
    if (score === 5) return { key: 'below', to: cuts[0] ?? 0 };
    if (score === 1) return { key: 'from', from: cuts[3] ?? 0 };
    return from === undefined || to === undefined || from >= to ? null : { key: 'halfOpen', from, to };
  }
  const [from, to] = [cuts[score - 2], cuts[score - 1]];
  if (score === 1) return { key: 'upTo', to: cuts[0] ?? 0 };
  if (score === 5) return { key: 'above', from: cuts[3] ?? 0 };
  return from === undefined || to === undefined || from >= to ? null : { key: 'within', from, to };
}

/** The values of a score in words, days and orders as numbers, revenue as money. */
export function wordRange(axis: Score, score: number, { recencyDays, frequency, monetaryMinor }: RfmCutPoints, currency: Currency, t: TFunction<'segments'>, format: Format): string {
  const range = rangeOfScore(axis, score, { R: recencyDays, F: frequency, M: monetaryMinor }[axis]);
  if (range === null) return t('range.empty');
  const word = (value: number): string => (axis === 'M' ? format.money(value, currency, 'plain') : format.decimal(value, 1));
  return t(`range.${range.key}`, { from: 'from' in range ? word(range.from) : '', to: 'to' in range ? word(range.to) : '' });
}
