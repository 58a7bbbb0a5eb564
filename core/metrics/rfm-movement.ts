import type { Provenance } from '../contract/provenance.ts';
import { NOT_YET, OUTSIDE_LOOK_BACK, type RfmMovement, type RfmMovementQuery, type RfmMovementSide } from '../contract/rfm.ts';
import type { SegmentGrid } from '../contract/segments.ts';
import { isoOfDay } from '../maths/calendar.ts';
import { addColumns } from './gaps.ts';
import type { RfmFindings } from './rfm-finish.ts';
import { NO_SEGMENT, segmentOfCells } from './rfm-grid.ts';
import { CELL } from './rfm-values.ts';

export interface MovementPlan {
  before: Uint8Array;
  after: Uint8Array;
  /** Position of the state by cell. */
  stateOf: Uint8Array;
  states: number;
}

export function statesOf(grid: SegmentGrid): string[] {
  return [...grid.map(({ id }) => id), OUTSIDE_LOOK_BACK, NOT_YET];
}

/** Cells of the two dates into states: segments, outside the look-back window, no order. */
export function planMovement(grid: SegmentGrid, before: Uint8Array, after: Uint8Array): MovementPlan {
  const segmentOf = segmentOfCells(grid);
  const stateOf = segmentOf.map((segment, cell) => (segment !== NO_SEGMENT ? segment : cell === CELL.outside ? grid.length : grid.length + 1));
  return { before, after, stateOf, states: grid.length + 2 };
}

/** states × states: customers of [from, to) by their state before and after; those without an order on both dates are nowhere. */
export function foldMovement({ before, after, stateOf, states }: MovementPlan, from: number, to: number): Float64Array {
  const migration = new Float64Array(states * states);
  const last = Math.min(to, before.length);
  for (let customer = from; customer < last; customer++) {
    const [one, other] = [before[customer]!, after[customer]!];
    if (one === CELL.none && other === CELL.none) continue;
    migration[stateOf[one]! * states + stateOf[other]!]!++;
  }
  return migration;
}

export function finishMovement(
  query: RfmMovementQuery,
  sides: { from: { asOfDay: number; findings: RfmFindings }; to: { asOfDay: number; findings: RfmFindings } },
  partials: Float64Array[],
  provenance: Provenance,
): RfmMovement {
  const grid = query.query.settings.segments;
  const states = statesOf(grid);
  const migration = addColumns(partials, (length) => new Float64Array(length));
  const side = ({ asOfDay, findings }: { asOfDay: number; findings: RfmFindings }, customersOf: (state: number) => number): RfmMovementSide => {
    const netMinor = new Float64Array(states.length);
    segmentOfCells(grid).forEach((segment, cell) => {
      if (segment !== NO_SEGMENT) netMinor[segment]! += findings.sums.netMinor[cell]!;
    });
    return { asOf: isoOfDay(asOfDay), cutPoints: findings.cutPoints, customers: Float64Array.from(states, (_, state) => customersOf(state)), netMinor };
  };
  const sum = (of: (other: number) => number): number => states.reduce((total, _, other) => total + of(other), 0);
  return {
    provenance,
    query,
    states,
    from: side(sides.from, (state) => sum((other) => migration[state * states.length + other]!)),
    to: side(sides.to, (state) => sum((other) => migration[other * states.length + state]!)),
    migration,
  };
}
