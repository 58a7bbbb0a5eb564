import { sharedFloat64, sharedInt32, sharedUint32 } from '../../frame/shared-arrays.ts';
import type { PurchaseModel } from '../../contract/ltv.ts';
import { gammaGammaLikelihood, type SpendColumns } from './gamma-gamma.ts';
import type { Likelihood } from './likelihood.ts';
import { PART_TASKS } from './parts.ts';
import { findPatterns, type Patterns } from './patterns.ts';
import { PURCHASE_PROCESSES } from './purchase-process.ts';
import type { CustomerHistory } from './summary.ts';

/** What the likelihoods of purchases and of spend are about, in shared memory. */
export interface PurchaseData {
  patterns: Patterns;
  /** Place of each customer among the patterns. */
  patternOf: Uint32Array;
  spend: SpendColumns;
}

export function gatherPurchases(history: CustomerHistory, minorPerMajor: number): PurchaseData {
  const { patterns, patternOf } = findPatterns(history);
  const { count, repeats, recencyDays, ageDays, weight } = patterns;
  return {
    patterns: {
      ...patterns,
      repeats: copied(sharedUint32(count), repeats),
      recencyDays: copied(sharedInt32(count), recencyDays),
      ageDays: copied(sharedInt32(count), ageDays),
      weight: copied(sharedFloat64(count), weight),
    },
    patternOf: copied(sharedUint32(patternOf.length), patternOf),
    spend: spendColumns(history, minorPerMajor),
  };
}

/** The likelihood of a task, made when it is first asked for. */
export function likelihoodsOf({ patterns, spend }: Pick<PurchaseData, 'patterns' | 'spend'>, model: PurchaseModel): (task: number) => Likelihood {
  const made = new Map<number, Likelihood>();
  return (task) => {
    const known = made.get(task);
    if (known !== undefined) return known;
    const likelihood = task === PART_TASKS.purchases ? PURCHASE_PROCESSES[model].likelihood(patterns) : gammaGammaLikelihood(spend);
    made.set(task, likelihood);
    return likelihood;
  };
}

function copied<T extends Uint32Array | Int32Array | Float64Array>(shared: T, from: T): T {
  shared.set(from);
  return shared;
}

/** Repeat customers with money, in major units. */
function spendColumns({ repeats, repeatMeanMinor }: CustomerHistory, minorPerMajor: number): SpendColumns {
  let count = 0;
  for (let i = 0; i < repeats.length; i++) if (repeats[i]! > 0 && repeatMeanMinor[i]! > 0) count++;
  const columns: SpendColumns = { repeats: sharedUint32(count), mean: sharedFloat64(count) };
  let at = 0;
  for (let i = 0; i < repeats.length; i++) {
    if (!(repeats[i]! > 0 && repeatMeanMinor[i]! > 0)) continue;
    columns.repeats[at] = repeats[i]!;
    columns.mean[at++] = repeatMeanMinor[i]! / minorPerMajor;
  }
  return columns;
}
