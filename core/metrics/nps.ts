import type { Interval } from '../contract/provenance.ts';
import type { RfmSegmentProfile } from '../contract/rfm.ts';
import { Z_95 } from '../maths/normal.ts';

/** Answers with a net promoter score, 0–10. */
export interface NpsAnswers {
  /** Code of the customer; −1: nobody is named. */
  customer: Int32Array;
  day: Int32Array;
  score: Uint8Array;
}

/** Share of promoters (9–10) less that of detractors (0–6), in percent; adjusted Wald interval: three answers added, three quarters of one
 *  to either end. METRICS §6. `null` without an answer. */
export function npsOf({ customer, day, score }: NpsAnswers, asOfDay: number, asked: (customer: number) => boolean): RfmSegmentProfile['nps'] {
  let [answers, promoters, detractors] = [0, 0, 0];
  for (let row = 0; row < score.length; row++) {
    if (day[row]! > asOfDay || !asked(customer[row]!)) continue;
    answers++;
    if (score[row]! >= 9) promoters++;
    else if (score[row]! <= 6) detractors++;
  }
  if (answers === 0) return null;
  const [upper, lower, all] = [promoters + 0.75, detractors + 0.75, answers + 3];
  const centre = (upper - lower) / all;
  const half = Z_95 * Math.sqrt(((upper + lower) / all - centre ** 2) / all);
  const interval: Interval = [100 * (centre - half), 100 * (centre + half)];
  return { answers, promoters, passives: answers - promoters - detractors, detractors, nps: (100 * (promoters - detractors)) / answers, interval };
}
