import { FEW_CUSTOMERS } from '../../../core/contract/provenance.ts';
import { NOT_YET, type RfmMovement, type RfmResult } from '../../../core/contract/rfm.ts';

export type SegmentFinding =
  | { key: 'none' }
  | { key: 'revenue'; segment: string; share: number; netShare: number }
  | { key: 'largest'; segment: string; share: number };

/** The segment of at least 30 customers that brings most net revenue; without revenue the largest. Facts of the file: nothing is inferred. */
export function segmentFinding(result: RfmResult): SegmentFinding {
  const { segments } = result;
  if (result.customers === 0) return { key: 'none' };
  const known = segments.segment.map((_, at) => at).filter((at) => (segments.customers[at] ?? 0) >= FEW_CUSTOMERS);
  const candidates = known.length > 0 ? known : segments.segment.map((_, at) => at);
  const most = (values: Float64Array): number => candidates.reduce((best, at) => ((values[at] ?? 0) > (values[best] ?? 0) ? at : best), candidates[0] ?? 0);
  const top = most(segments.netMinor);
  const netShare = segments.netShare[top] ?? Number.NaN;
  if (Number.isFinite(netShare) && netShare > 0) return { key: 'revenue', segment: segments.segment[top] ?? '', share: segments.share[top] ?? 0, netShare };
  const largest = most(segments.customers);
  return { key: 'largest', segment: segments.segment[largest] ?? '', share: segments.share[largest] ?? 0 };
}

export type GridFinding = { key: 'none' } | { key: 'grids'; share: number; netShare: number } | { key: 'gridsShare'; share: number };

/** Customers with R and F of 4 or 5, and what they bring. */
export function gridFinding({ customers, netMinor, recencyFrequency }: RfmResult): GridFinding {
  if (customers === 0) return { key: 'none' };
  const best = [18, 19, 23, 24];
  const sum = (values: Float64Array): number => best.reduce((total, cell) => total + (values[cell] ?? 0), 0);
  const share = sum(recencyFrequency.customers) / customers;
  return netMinor > 0 ? { key: 'grids', share, netShare: sum(recencyFrequency.netMinor) / netMinor } : { key: 'gridsShare', share };
}

/** The least number of parts that hold half of all; 0 where there is nothing. */
export function partsOfHalf(sizes: ArrayLike<number>): number {
  const sorted = Array.from(sizes, (size) => Math.max(0, size)).sort((a, b) => b - a);
  const half = sorted.reduce((sum, size) => sum + size, 0) / 2;
  let held = 0;
  return half === 0 ? 0 : sorted.findIndex((size) => (held += size) >= half) + 1;
}

/** Of the customers with F 5, the share with R 4 or 5, and with M 5; NaN where nobody has it. */
export function frequentShares({ recencyFrequency, frequencyMonetary }: Pick<RfmResult, 'recencyFrequency' | 'frequencyMonetary'>): { lately: number; dear: number } {
  const frequent = frequencyMonetary.customers.subarray(20, 25).reduce((sum, customers) => sum + customers, 0);
  const lately = (recencyFrequency.customers[19] ?? 0) + (recencyFrequency.customers[24] ?? 0);
  return { lately: lately / frequent, dear: (frequencyMonetary.customers[24] ?? 0) / frequent };
}

/** Customers of the earlier day in another state than then, and those who came since. */
export function movedAndNew({ states, migration }: Pick<RfmMovement, 'states' | 'migration'>): { before: number; changed: number; arrived: number; all: number } {
  const n = states.length;
  const none = states.indexOf(NOT_YET);
  const sum = (keep: (row: number, column: number) => boolean): number => migration.reduce((total, customers, at) => total + (keep(Math.floor(at / n), at % n) ? customers : 0), 0);
  return {
    before: sum((row) => row !== none),
    changed: sum((row, column) => row !== none && row !== column),
    arrived: sum((row) => row === none),
    all: sum((_, column) => column !== none),
  };
}

export type MovementFinding =
  | { key: 'noneBefore'; from: string }
  | { key: 'still'; from: string }
  | { key: 'moved'; from: string; one: string; other: string; customers: number; stayed: number };

/** The largest flow from one state to another among those who were customers on the earlier day, and the share that stayed. */
export function movementFinding({ states, from, migration }: RfmMovement): MovementFinding {
  const n = states.length;
  let before = 0;
  let stayed = 0;
  let largest = { row: 0, column: 0, customers: 0 };
  for (const [row, state] of states.entries()) {
    if (state === NOT_YET) continue;
    for (let column = 0; column < n; column++) {
      const customers = migration[row * n + column] ?? 0;
      before += customers;
      if (row === column) stayed += customers;
      else if (customers > largest.customers) largest = { row, column, customers };
    }
  }
  if (before === 0) return { key: 'noneBefore', from: from.asOf };
  if (largest.customers === 0) return { key: 'still', from: from.asOf };
  return { key: 'moved', from: from.asOf, one: states[largest.row] ?? '', other: states[largest.column] ?? '', customers: largest.customers, stayed: stayed / before };
}

/** The day a year before, or half-way into the data where they do not reach back so far; `null` where there is no day between. */
export function usualCompareDay(firstDay: string, asOf: string): string | null {
  const day = (iso: string): number => Date.parse(`${iso}T00:00:00Z`);
  const iso = (time: number): string => new Date(time).toISOString().slice(0, 10);
  const year = Number(asOf.slice(0, 4)) - 1;
  const yearBefore = asOf.endsWith('-02-29') ? `${year}-02-28` : `${year}${asOf.slice(4)}`;
  if (yearBefore > firstDay) return yearBefore;
  const between = iso(Math.floor((day(firstDay) + day(asOf)) / 2 / 86_400_000) * 86_400_000);
  return between > firstDay && between < asOf ? between : null;
}
