import type { KnownLines } from './known-lines.ts';

const GROUPS_BETWEEN_STEPS = 16_384;

/** What a file has in common with earlier ones. */
export interface LineMatches {
  /** Per line of the file the index among the old lines that it replaces; −1: it is new. */
  partner: Int32Array;
  same: number;
  changed: number;
}

export interface MatchQuestion {
  /** Lines of the file whose order is known, and lines in force of these orders. */
  lines: KnownLines;
  old: KnownLines;
  /** Place of each old line: the number of the line that it replaced first of all, which is its own number if it replaced none. */
  places: Uint32Array;
  /** Size of the order dictionary before the file. */
  orders: number;
  /** Called now and then; may throw. */
  step?: () => void;
  /** Orders of the file’s first and last line: the file may be cut there. */
  ends: readonly [number, number];
}

/** Finds for the lines of a file the ones that they are again, order by order (METRICS §1: by order id and the line’s place in its order):
 *  1. lines that are alike pair in order of place: they are the same;
 *  2. of what is left, lines of one product whose quantity and amount have the same signs pair in order of place: they are changed;
 *  3. of what is left, lines with the same signs pair in order of place: their product was changed. Only in a file that is seen to list orders
 *     again, because at least half of its lines in known orders paired before: another file may well hold other lines of the same orders.
 *  The order at either end of the file may be cut, its other lines being in another file: there step 3 is left out, and its lines pair only if
 *  they are seen to be listed again: if all of several old lines found their product, or at least half of the lines do in sequence, from the
 *  order’s first line on or up to its last.
 *  What is left of the file is new; what is left of the old lines is not in this file and stays. So a refund never takes the place of a purchase. */
export function matchLines(question: MatchQuestion): LineMatches {
  const { lines, old, places, ends } = question;
  const partner = new Int32Array(lines.count).fill(-1);
  const isSame = new Uint8Array(lines.count);
  const taken = new Uint8Array(old.count);
  const groups = groupByOrder(question);
  const pair = (index: number, oldIndex: number, same: boolean): void => {
    partner[index] = oldIndex;
    taken[oldIndex] = 1;
    isSame[index] = same ? 1 : 0;
  };
  const pairAlike = (group: Group, key: (from: KnownLines, index: number) => number | string, same: boolean): void => {
    const waiting = new Map<number | string, number[]>();
    for (const oldIndex of group.old) if (taken[oldIndex] === 0) listOf(waiting, key(old, oldIndex)).push(oldIndex);
    if (waiting.size === 0) return;
    for (const queue of waiting.values()) queue.reverse();
    for (const index of group.lines) {
      const oldIndex = partner[index] === -1 ? waiting.get(key(lines, index))?.pop() : undefined;
      if (oldIndex !== undefined) pair(index, oldIndex, same);
    }
  };

  let known = 0;
  let found = 0;
  const undecided: Group[] = [];
  let seen = 0;
  for (const group of groups.each(places)) {
    if (seen++ % GROUPS_BETWEEN_STEPS === 0) question.step?.();
    const size = group.lines.length;
    known += size;
    let alike = 0;
    while (alike < size && alike < group.old.length && sameDigest(lines, group.lines[alike]!, old, group.old[alike]!)) pair(group.lines[alike]!, group.old[alike++]!, true);
    if (alike < size && alike < group.old.length) {
      pairAlike(group, digestKey, true);
      pairAlike(group, productKey, false);
    }
    let paired = 0;
    for (const index of group.lines) if (partner[index] !== -1) paired++;
    const isEnd = ends.includes(group.order);
    const isWhole = paired === group.old.length && paired > 1;
    if (isEnd && !isWhole && !isListedAgain(group, lines, old)) {
      for (const index of group.lines) partner[index] = -1;
    } else {
      found += paired;
      if (paired < size && paired < group.old.length && !isEnd) undecided.push(group);
    }
  }
  if (found * 2 >= known) for (const group of undecided) pairAlike(group, signKey, false);

  let same = 0;
  let changed = 0;
  for (let index = 0; index < lines.count; index++) {
    if (partner[index] === -1) continue;
    if (isSame[index] === 1) same++;
    else changed++;
  }
  return { partner, same, changed };
}

/** Indices of one order’s lines, both in order of place. */
interface Group {
  order: number;
  lines: Uint32Array;
  old: Uint32Array;
}

const digestKey = (from: KnownLines, index: number): string => `${from.low[index]} ${from.high[index]}`;
const productKey = (from: KnownLines, index: number): number => from.product[index]! * 4 + from.sign[index]!;
const signKey = (from: KnownLines, index: number): number => from.sign[index]!;

/** Whether at least half of the lines that could are of the same products in sequence, from the first line or up to the last one. */
function isListedAgain(group: Group, lines: KnownLines, old: KnownLines): boolean {
  const most = Math.min(group.lines.length, group.old.length);
  const inSequence = (from: Uint32Array, oldFrom: Uint32Array): number => {
    let count = 0;
    for (let at = 0; at < most; at++) if (productKey(lines, from[at]!) === productKey(old, oldFrom[at]!)) count++;
    return count;
  };
  const fromFirst = inSequence(group.lines, group.old);
  const toLast = inSequence(group.lines.subarray(group.lines.length - most), group.old.subarray(group.old.length - most));
  return Math.max(fromFirst, toLast) * 2 >= most;
}

function sameDigest(lines: KnownLines, index: number, old: KnownLines, oldIndex: number): boolean {
  return lines.low[index] === old.low[oldIndex] && lines.high[index] === old.high[oldIndex];
}

function listOf<K>(lists: Map<K, number[]>, key: K): number[] {
  let list = lists.get(key);
  if (list === undefined) lists.set(key, (list = []));
  return list;
}

/** Orders that both sides have, by a counting sort. */
function groupByOrder({ lines, old, orders }: MatchQuestion): { each(places: Uint32Array): Generator<Group> } {
  const oldStart = startsOf(old, orders);
  const lineStart = startsOf(lines, orders);
  const oldSorted = sorted(old, oldStart);
  const lineSorted = sorted(lines, lineStart);
  return {
    *each(places) {
      // After the distribution each start is where the order ends.
      for (let order = 0; order < orders; order++) {
        const [oldFrom, oldTo] = [order === 0 ? 0 : oldStart[order - 1]!, oldStart[order]!];
        const [from, to] = [order === 0 ? 0 : lineStart[order - 1]!, lineStart[order]!];
        if (oldFrom === oldTo || from === to) continue;
        const inPlace = oldSorted.subarray(oldFrom, oldTo);
        if (inPlace.some((index, at) => at > 0 && places[index]! < places[inPlace[at - 1]!]!)) inPlace.sort((one, other) => places[one]! - places[other]!);
        yield { order, lines: lineSorted.subarray(from, to), old: inPlace };
      }
    },
  };
}

function startsOf({ count, order }: KnownLines, orders: number): Uint32Array {
  const starts = new Uint32Array(orders + 1);
  for (let index = 0; index < count; index++) starts[order[index]! + 1]!++;
  for (let code = 1; code <= orders; code++) starts[code]! += starts[code - 1]!;
  return starts;
}

function sorted({ count, order }: KnownLines, starts: Uint32Array): Uint32Array {
  const indices = new Uint32Array(count);
  for (let index = 0; index < count; index++) indices[starts[order[index]!]!++] = index;
  return indices;
}
