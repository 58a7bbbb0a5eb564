import type { RfmCutPoints } from '../contract/rfm.ts';
import { bucketOfHigh, BUCKETS, wordsOf } from './rfm-buckets.ts';
import type { RfmColumns, RfmTally } from './rfm-values.ts';

const FIFTHS = [1, 2, 3, 4] as const;

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
  const words = wordsOf(monetaryMinor);
  const last = Math.min(to, frequency.length);
  let found = new Float64Array(1024);
  let count = 0;
  for (let customer = from; customer < last; customer++) {
    if (frequency[customer] === 0 || wanted[bucketOfHigh(words[2 * customer + 1]!)] === 0) continue;
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
    recencyDays: quintiles(customers, valuesByRank(byRecency)),
    frequency: quintiles(customers, valuesByRank(byFrequency)),
    monetaryMinor: quintiles(customers, amountsByRank(byMonetary, wanted, amounts)),
  };
}

/** Linear between order statistics at (n − 1)p, as in `quantileOfSorted`, with p = k / 5 kept exact. */
function quintiles(customers: number, atRank: (rank: number) => number): Float64Array {
  return Float64Array.from(FIFTHS, (fifth) => {
    if (customers === 0) return Number.NaN;
    const { below, above, part } = placeOf(customers, fifth);
    const low = atRank(below);
    return low + part * (atRank(above) - low);
  });
}

function placeOf(customers: number, fifth: number): { below: number; above: number; part: number } {
  const place = (customers - 1) * fifth;
  const below = Math.floor(place / 5);
  return { below, above: Math.min(below + 1, customers - 1), part: (place % 5) / 5 };
}

function valuesByRank(counts: Uint32Array): (rank: number) => number {
  return (rank) => {
    let value = 0;
    for (let before = 0; before + counts[value]! <= rank; value++) before += counts[value]!;
    return value;
  };
}

function amountsByRank(byMonetary: Uint32Array, wanted: Uint8Array, amounts: Float64Array): (rank: number) => number {
  const sorted = amounts.toSorted();
  return (rank) => {
    let before = 0;
    /** Customers in earlier buckets whose amounts are not at hand. */
    let skipped = 0;
    for (let bucket = 0; before + byMonetary[bucket]! <= rank; bucket++) {
      before += byMonetary[bucket]!;
      if (wanted[bucket] === 0) skipped += byMonetary[bucket]!;
    }
    return sorted[rank - skipped]!;
  };
}

function ranksOf(customers: number): number[] {
  if (customers === 0) return [];
  return FIFTHS.flatMap((fifth) => {
    const { below, above } = placeOf(customers, fifth);
    return [below, above];
  });
}
