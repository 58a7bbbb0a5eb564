import type { ImportPlan } from '../../contract/imports.ts';
import { isBlank } from '../cell-columns.ts';
import type { RowBlock } from '../tokenizer.ts';
import { cellText, firstFilledCell } from './skipped-rows.ts';
import { namesTotal } from './total-words.ts';

const SPACE = 32;
const ZERO = 48;
/** A zero, and bytes behind it that may be read as words. */
const SPARE_BYTES = 64;

/** What an order’s first row hands on to rows further down: its id, then the cells of `fill`, then those of `once`. */
export type CarriedOrder = readonly Uint8Array[];

/** Rewrites rows in place by the plan’s row rules (ImportPlan.rowRules). */
export interface OrderRows {
  /** Rows from `from` on are data. */
  apply(block: RowBlock, from: number): void;
  /** What the last order so far hands on: what a reader that goes on from here has to `resume` with. */
  carryAfter(): CarriedOrder | null;
  resume(carried: CarriedOrder | null): void;
}

/** Whether rows of a plan depend on rows above, so that a file has to be decoded in order (or with carryAfter at each cut). */
export function dependsOnRowsAbove(plan: ImportPlan): boolean {
  return orderColumns(plan) !== null;
}

/** `null`: the plan has no such rule. */
export function createOrderRows(plan: ImportPlan): OrderRows | null {
  const watched = orderColumns(plan);
  if (watched === null) return null;
  const { orderColumn, fill, once, fillsOrder, columns } = watched;
  let carried: CarriedOrder | null = null;
  let scratch = new Uint8Array(0);

  /** Copies what the block shows into a buffer that has room for what is carried and a zero; cells keep their content. */
  const moveToScratch = (block: RowBlock): { carriedAt: number; zeroAt: number } => {
    let lowest = block.bytes.length;
    let highest = 0;
    const count = block.rows * block.columns;
    for (let cell = 0; cell < count; cell++) {
      if (block.start[cell]! < lowest) lowest = block.start[cell]!;
      if (block.end[cell]! > highest) highest = block.end[cell]!;
    }
    const used = Math.max(0, highest - lowest);
    const carriedBytes = carried?.reduce((sum, cell) => sum + cell.length, 0) ?? 0;
    const room = used + carriedBytes + SPARE_BYTES;
    if (scratch.length < room) scratch = new Uint8Array(room * 2);
    scratch.set(block.bytes.subarray(lowest, highest));
    for (let cell = 0; cell < count; cell++) {
      block.start[cell] = block.start[cell]! - lowest;
      block.end[cell] = block.end[cell]! - lowest;
    }
    block.bytes = scratch;
    let at = used;
    for (const cell of carried ?? []) {
      scratch.set(cell, at);
      at += cell.length;
    }
    scratch[at] = ZERO;
    return { carriedAt: used, zeroAt: at };
  };

  return {
    apply(block, from) {
      if (block.rows <= from) return;
      const { carriedAt, zeroAt } = moveToScratch(block);
      const { bytes, start, end } = block;
      // Places of the current order’s cells, in the order of `columns`.
      const placeStart = new Int32Array(columns.length);
      const placeEnd = new Int32Array(columns.length);
      let known = carried !== null;
      for (let index = 0, at = carriedAt; known && index < columns.length; index++) {
        placeStart[index] = at;
        at += carried![index]!.length;
        placeEnd[index] = at;
      }
      for (let row = from; row < block.rows; row++) {
        const base = row * block.columns;
        const id = base + orderColumn;
        const withoutId = isBlank(bytes, start[id]!, end[id]!);
        const continues = known && (withoutId ? fillsOrder && continuesOrder(block, row) : sameText(bytes, start[id]!, end[id]!, placeStart[0]!, placeEnd[0]!));
        if (!continues) {
          known = !withoutId;
          for (const [index, column] of columns.entries()) {
            placeStart[index] = start[base + column]!;
            placeEnd[index] = end[base + column]!;
          }
          continue;
        }
        for (const [index, column] of fill.entries()) {
          const cell = base + column;
          if (!isBlank(bytes, start[cell]!, end[cell]!)) continue;
          start[cell] = placeStart[index + 1]!;
          end[cell] = placeEnd[index + 1]!;
        }
        if (withoutId) {
          start[id] = placeStart[0]!;
          end[id] = placeEnd[0]!;
        }
        for (const [index, column] of once.entries()) {
          const cell = base + column;
          const place = index + 1 + fill.length;
          if (!isBlank(bytes, start[cell]!, end[cell]!) && !sameText(bytes, start[cell]!, end[cell]!, placeStart[place]!, placeEnd[place]!)) continue;
          start[cell] = zeroAt;
          end[cell] = zeroAt + 1;
        }
      }
      carried = known ? columns.map((_, index) => bytes.slice(placeStart[index], placeEnd[index])) : null;
    },
    carryAfter: () => carried,
    resume(from) {
      carried = from;
    },
  };
}

interface WatchedColumns {
  orderColumn: number;
  fill: number[];
  once: number[];
  fillsOrder: boolean;
  /** The order column, `fill`, `once`. */
  columns: number[];
}

function orderColumns({ mapping, rowRules }: ImportPlan): WatchedColumns | null {
  const orderColumn = mapping.order;
  if (orderColumn === undefined || rowRules === undefined) return null;
  const fill = rowRules.fill.filter((field) => field !== 'order').flatMap((field) => mapping[field] ?? []);
  const once = rowRules.once.flatMap((field) => mapping[field] ?? []);
  const fillsOrder = rowRules.fill.includes('order');
  if (fill.length === 0 && once.length === 0 && !fillsOrder) return null;
  return { orderColumn, fill, once, fillsOrder, columns: [orderColumn, ...fill, ...once] };
}

/** A row without an order id goes on with the order above unless it is empty or a sum. */
function continuesOrder(block: RowBlock, row: number): boolean {
  const first = firstFilledCell(block, row);
  return first >= 0 && !namesTotal(cellText(block, row, first));
}

function sameText(bytes: Uint8Array, start: number, end: number, otherStart: number, otherEnd: number): boolean {
  let from = start;
  let to = end;
  let otherFrom = otherStart;
  let otherTo = otherEnd;
  while (from < to && bytes[from]! <= SPACE) from++;
  while (to > from && bytes[to - 1]! <= SPACE) to--;
  while (otherFrom < otherTo && bytes[otherFrom]! <= SPACE) otherFrom++;
  while (otherTo > otherFrom && bytes[otherTo - 1]! <= SPACE) otherTo--;
  if (to - from !== otherTo - otherFrom) return false;
  for (let index = 0; index < to - from; index++) if (bytes[from + index] !== bytes[otherFrom + index]) return false;
  return true;
}
