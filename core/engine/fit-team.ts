import { setImmediate as nextTurn } from 'node:timers/promises';
import { EngineFailure } from '../contract/errors.ts';
import { MOST_PARTS, type SumParts, SUM_WIDTH } from '../metrics/ltv/parts.ts';

/** Threads that sum parts of one likelihood together. The leading thread asks for sums and takes parts itself; the others take what is left
 *  while they are there, and none has to be. A part’s sum is stored in its own place and the leader adds the places up in their order, so a
 *  result does not depend on who summed what. */
export interface TeamMemory {
  cells: Int32Array;
  parameters: Float64Array;
  /** SUM_WIDTH numbers a part. */
  sums: Float64Array;
  /** Values of likelihoods so far, and the last of them. */
  progress: Float64Array;
}

/** Writes the sums of a part. */
export type PartSum = (task: number, part: number, parameters: Float64Array, sums: Float64Array) => void;

const MOST_PARAMETERS = 4;
/** `ticket`: which request this is, and in its last byte how many parts nobody has taken. */
const CELL = { ticket: 0, task: 1, done: 2, failed: 3, closed: 4 } as const;
const LEFT = 0xff;
const NEXT_TICKET = 0x100;
/** How often the leader, waiting for a part, looks for a cancel. */
const PATIENCE_MS = 50;
/** How long a helper waits for parts before it looks whether there are other calls. */
const NAP_MS = 4;

export function createTeam(): TeamMemory {
  const shared = (numbers: number): Float64Array => new Float64Array(new SharedArrayBuffer(numbers * Float64Array.BYTES_PER_ELEMENT));
  return { cells: new Int32Array(new SharedArrayBuffer(8 * Int32Array.BYTES_PER_ELEMENT)), parameters: shared(MOST_PARAMETERS), sums: shared(MOST_PARTS * SUM_WIDTH), progress: shared(2) };
}

/** For the leader: the sums of all parts, in the order of the parts, SUM_WIDTH each. Throws CANCELLED. */
export function leadTeam(team: TeamMemory, run: PartSum, cancelled: () => boolean): SumParts {
  const { cells, parameters, sums } = team;
  return (task, parts, at) => {
    parameters.set(at);
    Atomics.store(cells, CELL.task, task);
    Atomics.store(cells, CELL.done, 0);
    const ticket = ((Atomics.load(cells, CELL.ticket) & ~LEFT) + NEXT_TICKET) | 0;
    Atomics.store(cells, CELL.ticket, ticket | parts);
    Atomics.notify(cells, CELL.ticket);
    while (takePart(team, run)) if (cancelled()) throw new EngineFailure({ code: 'CANCELLED' });
    for (let done = Atomics.load(cells, CELL.done); done < parts; done = Atomics.load(cells, CELL.done)) {
      Atomics.wait(cells, CELL.done, done, PATIENCE_MS);
      if (cancelled()) throw new EngineFailure({ code: 'CANCELLED' });
    }
    if (Atomics.load(cells, CELL.failed) === 1) throw new RangeError('a part of a likelihood could not be summed');
    return sums.subarray(0, parts * SUM_WIDTH);
  };
}

/** For the others: takes parts until the team is closed, and answers other calls in between. Naps are short and end by themselves: a promise
 *  of Atomics.waitAsync is not sure to be kept in every runtime, and a team must end. */
export async function helpTeam(team: TeamMemory, run: PartSum): Promise<void> {
  const { cells } = team;
  while (Atomics.load(cells, CELL.closed) === 0) {
    while (takePart(team, run));
    const ticket = Atomics.load(cells, CELL.ticket);
    if ((ticket & LEFT) === 0) Atomics.wait(cells, CELL.ticket, ticket, NAP_MS);
    await nextTurn();
  }
}

export function closeTeam({ cells }: TeamMemory): void {
  Atomics.store(cells, CELL.closed, 1);
  Atomics.add(cells, CELL.ticket, NEXT_TICKET);
  Atomics.notify(cells, CELL.ticket);
}

/** Whether there was a part to take. What belongs to a request is read after a part of it was taken: the leader then waits for that part. */
function takePart({ cells, parameters, sums }: TeamMemory, run: PartSum): boolean {
  for (;;) {
    const ticket = Atomics.load(cells, CELL.ticket);
    const left = ticket & LEFT;
    if (left === 0) return false;
    if (Atomics.compareExchange(cells, CELL.ticket, ticket, ticket - 1) !== ticket) continue;
    const part = left - 1;
    try {
      run(Atomics.load(cells, CELL.task), part, parameters, sums.subarray(part * SUM_WIDTH, (part + 1) * SUM_WIDTH));
    } catch {
      Atomics.store(cells, CELL.failed, 1);
    }
    Atomics.add(cells, CELL.done, 1);
    Atomics.notify(cells, CELL.done);
    return true;
  }
}
