import type { Patterns } from './patterns.ts';

/** (r, α) to start from: shapes around those of real shops, with α such that r/α is the mean rate of the data. */
export function startingRates({ count, repeats, ageDays, weight }: Patterns): [r: number, alpha: number][] {
  let transactions = 0;
  let weeks = 0;
  for (let i = 0; i < count; i++) {
    transactions += weight[i]! * repeats[i]!;
    weeks += (weight[i]! * ageDays[i]!) / 7;
  }
  const rate = weeks > 0 && transactions > 0 ? transactions / weeks : 0.01;
  return [0.3, 1.5].map((r) => [r, r / (1.5 * rate)]);
}
