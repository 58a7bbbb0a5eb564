import { quantileOfSorted } from '../../maths/quantile.ts';
import type { CustomerHistory } from './summary.ts';

const SCORES = 5;

/** Past repeat transactions a week of each customer’s RFM cell: all of the cell’s repeats over all of its weeks. Scores as in METRICS §4, by
 *  quintiles of days since the last purchase, purchase days and net revenue. */
export function cellRates(history: CustomerHistory): Float64Array {
  const { repeats, recencyDays, ageDays, netMinor } = history;
  const waited = Float64Array.from(ageDays, (age, place) => recencyDays[place]! - age);
  const columns = [waited, Float64Array.from(repeats), netMinor];
  const cuts = columns.map(quintileCuts);
  const cell = new Uint8Array(repeats.length);
  columns.forEach((values, dimension) => {
    const own = cuts[dimension]!;
    for (let place = 0; place < cell.length; place++) {
      let score = 0;
      while (score < own.length && values[place]! > own[score]!) score++;
      cell[place] = cell[place]! * SCORES + score;
    }
  });
  const transactions = new Float64Array(SCORES ** 3);
  const weeks = new Float64Array(SCORES ** 3);
  for (let place = 0; place < cell.length; place++) {
    transactions[cell[place]!]! += repeats[place]!;
    weeks[cell[place]!]! += ageDays[place]! / 7;
  }
  return Float64Array.from(cell, (which) => (weeks[which]! > 0 ? transactions[which]! / weeks[which]! : 0));
}

function quintileCuts(values: Float64Array): number[] {
  const sorted = values.slice().sort();
  return [0.2, 0.4, 0.6, 0.8].map((share) => quantileOfSorted(sorted, share));
}
