import type { FrameView } from '../frame/order-frame.ts';
import { NO_CODE } from '../frame/line-batch.ts';
import { addColumns } from '../metrics/gaps.ts';
import { foldReorderList, foldSegmentGaps, type ReorderPlan, type SegmentGapsPlan } from '../metrics/expected-gaps.ts';
import { foldMonetary, foldMovement, foldRfmValues, foldScores, mergeRfmTallies, mergeScores, type MonetaryPlan, type MovementPlan, type RfmWindow, type ScorePlan } from '../metrics/rfm.ts';
import { foldSegmentProducts, mergeSegmentProducts, type SegmentProductsPlan } from '../metrics/segment-products.ts';
import { searchTexts } from './text-search.ts';
import type { SharedTexts } from './shared-texts.ts';

/** A fold whose plan is made, and whose parts are joined, by who asks for it. */
const foldOf = <Plan, Partial>(fold: (view: FrameView, plan: Plan, from: number, to: number) => Partial, merge?: (partials: Partial[]) => Partial) => ({
  plan: (_view: FrameView, plan: Plan): Plan => plan,
  fold,
  ...(merge !== undefined && { merge }),
  finish: (_plan: Plan, partials: Partial[]): Partial[] => partials,
});

export interface CellSelection {
  cell: Uint8Array;
  /** 1 for each cell that is wanted. */
  wanted: Uint8Array;
}

export interface MovementSelection extends MovementPlan {
  /** `null`: any state. */
  from: number | null;
  to: number | null;
}

export interface TextSearch {
  texts: SharedTexts;
  names: SharedTexts | null;
  wanted: string;
}

export const RFM_FOLDS = {
  rfmValues: foldOf((view, window: RfmWindow, from, to) => foldRfmValues(view, window, from, to), mergeRfmTallies),
  rfmMonetary: foldOf((_view, plan: MonetaryPlan, from, to) => foldMonetary(plan, from, to)),
  rfmScores: foldOf((_view, plan: ScorePlan, from, to) => foldScores(plan, from, to), mergeScores),
  rfmMovement: foldOf((_view, plan: MovementPlan, from, to) => foldMovement(plan, from, to)),
  segmentGaps: foldOf((view, plan: SegmentGapsPlan, from, to) => foldSegmentGaps(view, plan, from, to), (partials: Uint32Array[]) => addColumns(partials, (length) => new Uint32Array(length))),
  segmentProducts: foldOf((view, plan: SegmentProductsPlan, from, to) => foldSegmentProducts(view, plan, from, to), mergeSegmentProducts),
  reorderList: foldOf((view, plan: ReorderPlan, from, to) => foldReorderList(view, plan, from, to)),
  selectCells: foldOf((_view, { cell, wanted }: CellSelection, from, to) => codesWhere(from, Math.min(to, cell.length), (code) => wanted[cell[code]!] === 1)),
  selectMovement: foldOf((_view, { before, after, stateOf, ...wanted }: MovementSelection, from, to) =>
    codesWhere(from, Math.min(to, before.length), (code) => {
      if (before[code] === 0 && after[code] === 0) return false;
      return (wanted.from === null || stateOf[before[code]!] === wanted.from) && (wanted.to === null || stateOf[after[code]!] === wanted.to);
    }),
  ),
  keepCells: foldOf(keepCells),
  searchCustomers: foldOf((_view, { texts, names, wanted }: TextSearch, from, to) => {
    const found = searchTexts(texts, wanted, from, Math.min(to, texts.size));
    return names === null ? found : joined(found, searchTexts(names, wanted, from, Math.min(to, names.size)));
  }),
} as const;

function codesWhere(from: number, to: number, test: (code: number) => boolean): Uint32Array {
  const codes = new Uint32Array(Math.max(0, to - from));
  let count = 0;
  for (let code = from; code < to; code++) if (test(code)) codes[count++] = code;
  return codes.slice(0, count);
}

/** Takes the customers of [from, to) whose cell is not wanted out of a view, and orders without a customer, as a filter on first orders does. */
function keepCells(view: FrameView, { cell, wanted }: CellSelection, from: number, to: number): null {
  const { frame, flags, firstOrder } = view;
  for (let block = from; block < to; block++) {
    if (block < frame.customers && wanted[cell[block]!] === 1) continue;
    if (block < frame.customers) firstOrder[block] = NO_CODE;
    flags.fill(0, frame.orderStart[block], frame.orderStart[block + 1]);
  }
  return null;
}

/** Codes of either, ascending and once. */
function joined(one: Uint32Array, other: Uint32Array): Uint32Array {
  return other.length === 0 ? one : Uint32Array.from(new Set([...one, ...other])).sort();
}
