import type { RfmCutPoints } from '../contract/rfm.ts';
import { quantileOfCounts } from '../maths/quantile.ts';
import { bucketOf, BUCKETS } from './rfm-buckets.ts';
import type { RfmColumns, RfmTally } from './rfm-values.ts';

const PROBABILITIES = [0.2, 0.4, 0.6, 0.8] as const;

/** Where the order statistics lie that the quintiles of M are made of. */
export interface MonetaryPlan {
  columns: RfmColumns;
  /** 1 for each bucket that holds one. */
  wanted: Uint8Array;
}

export function planMonetary(columns: RfmColumns, { customers, byMonetary }: RfmTally): MonetaryPlan {
  const wanted = new Uint8Array(BUCKETS);
  for (const rank of ranksOf(customers)) {
    let before = 0;
    let bucket = 0;
    while (before + byMonetary[bucket]! <= rank) before += byMonetary[bucket++]!;
    wanted[bucket] = 1;
  }
  return { columns, wanted };
}

/** Amounts of customers [from, to) in the wanted buckets. */
export function foldMonetary(plan: MonetaryPlan, from: number, to: number): Float64Array {
  const { columns, wanted } = plan;
  const { frequency, monetaryMinor } = columns;
  const last = Math.min(to, frequency.length);
  let found = new Float64Array(1024);
  let count = 0;
  for (let customer = from; customer < last; customer++) {
    if (frequency[customer] === 0 || wanted[bucketOf(monetaryMinor[customer]!)] === 0) continue;
    if (count === found.length) {
      const wider = new Float64Array(found.length * 2);
      wider.set(found);
      found = wider;
    }
    found[count++] = monetaryMinor[customer]!;
  }
  return found.slice(0, count);
}

/** R-7 quintiles; NaN where nobody has ordered. `amounts` are all of the wanted buckets. */
export function quintilesOf({ customers, byRecency, byFrequency, byMonetary }: RfmTally, { wanted }: MonetaryPlan, amounts: Float64Array): RfmCutPoints {
  return {
    recencyDays: Float64Array.from(PROBABILITIES, (probability) => quantileOfCounts(byRecency, probability)),
    frequency: Float64Array.from(PROBABILITIES, (probability) => quantileOfCounts(byFrequency, probability)),
    monetaryMinor: monetaryQuintiles(customers, byMonetary, wanted, amounts),
  };
}

function monetaryQuintiles(customers: number, byMonetary: Uint32Array, wanted: Uint8Array, amounts: Float64Array): Float64Array {
  const sorted = amounts.toSorted();
  /** Customers in earlier buckets that were not wanted. */
  const skipped = new Float64Array(BUCKETS);
  const before = new Float64Array(BUCKETS);
  for (let bucket = 1; bucket < BUCKETS; bucket++) {
    before[bucket] = before[bucket - 1]! + byMonetary[bucket - 1]!;
    skipped[bucket] = skipped[bucket - 1]! + (wanted[bucket - 1] === 0 ? byMonetary[bucket - 1]! : 0);
  }
  const atRank = (rank: number): number => {
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      if (wanted[bucket] === 1 && rank < before[bucket]! + byMonetary[bucket]!) return sorted[rank - skipped[bucket]!]!;
    }
    return Number.NaN;
  };
  return Float64Array.from(PROBABILITIES, (probability) => {
    if (customers === 0) return Number.NaN;
    const place = (customers - 1) * probability;
    const below = Math.floor(place);
    const low = atRank(below);
    return low + (place - below) * (atRank(Math.min(below + 1, customers - 1)) - low);
  });
}

function ranksOf(customers: number): number[] {
  if (customers === 0) return [];
  return PROBABILITIES.flatMap((probability) => {
    const below = Math.floor((customers - 1) * probability);
    return [below, Math.min(below + 1, customers - 1)];
  });
}
