import type { ImportWriter } from '../../frame/import-target.ts';
import { createLineSet, type LineRuns, type LineSet } from '../../frame/line-runs.ts';
import type { LineBatch } from '../../frame/line-batch.ts';
import { appendLines, createKnownLines, type KnownLines } from './known-lines.ts';
import { matchLines } from './match-lines.ts';

/** Finds which lines of an import are lines of earlier files again. Costs next to nothing as long as no order is known. */
export interface LineMatcher {
  /** A file begins with this line; `orders`: orders known before it. */
  beginFile(firstLine: number, orders: number): void;
  /** Orders of the file’s next lines, before they are written: of each line an index, and the codes of the indices. */
  expect(indices: Uint32Array, codes: Uint32Array): void;
  /** Whether lines of the file may be known, and have to be written before its end. */
  isTouched(): boolean;
  /** A batch as it is written; `firstLine`: number of its first line. */
  take(batch: LineBatch, firstLine: number): void;
  /** The file has ended, and all its lines were taken. */
  endFile(): { same: number; changed: number };
  /** What the import replaces. */
  runs(): LineRuns;
}

const NO_ORDER = -1;
const LINES_BETWEEN_STEPS = 65_536;

/** `attributeNames`: those of all stored lines and of this import. `step` is called now and then, and may throw. */
export function createLineMatcher(writer: Pick<ImportWriter, 'storedBatches' | 'replacements'>, attributeNames: readonly string[], step: () => void): LineMatcher {
  let firstOfFile = 0;
  let orders = 0;
  let touched = false;
  let ends: [number, number] = [NO_ORDER, NO_ORDER];
  let lines = createKnownLines();
  let earlier: { runs: LineRuns[]; replaced: LineSet } | null = null;
  const own: LineRuns[] = [];

  /** Lines in force, from before the file, of the orders that the file has. */
  const oldLines = (replaced: LineSet): KnownLines => {
    const wanted = new Uint8Array(orders);
    for (let index = 0; index < lines.count; index++) wanted[lines.order[index]!] = 1;
    const old = createKnownLines();
    for (const { firstLine, rows, read } of writer.storedBatches(attributeNames)) {
      if (firstLine >= firstOfFile) break;
      step();
      const batch = read();
      const chosen = rowsOf(Math.min(rows, firstOfFile - firstLine), (row) => wanted[batch.order[row]!] === 1 && !replaced.has(firstLine + row));
      if (chosen.length > 0) appendLines(old, batch, chosen, firstLine);
    }
    return old;
  };

  return {
    beginFile(firstLine, knownOrders) {
      firstOfFile = firstLine;
      orders = knownOrders;
      touched = false;
      ends = [NO_ORDER, NO_ORDER];
      lines = createKnownLines();
    },
    expect(indices, codes) {
      if (indices.length === 0 || orders === 0) return;
      if (ends[0] === NO_ORDER) ends[0] = codes[indices[0]!]!;
      ends[1] = codes[indices[indices.length - 1]!]!;
      for (let index = 0; index < codes.length && !touched; index++) touched = codes[index]! < orders;
    },
    isTouched: () => touched,
    take(batch, firstLine) {
      if (!touched) return;
      const chosen = rowsOf(batch.rows, (row) => batch.order[row]! < orders && firstLine + row >= firstOfFile);
      if (chosen.length > 0) appendLines(lines, batch, chosen, firstLine);
    },
    endFile() {
      if (lines.count === 0) return { same: 0, changed: 0 };
      if (earlier === null) {
        const { runs, replaced } = writer.replacements();
        earlier = { runs, replaced: replaced ?? createLineSet(firstOfFile) };
      }
      const old = oldLines(earlier.replaced);
      step();
      const places = placesOf(old, [...earlier.runs, ...own], step);
      const { partner, same, changed } = matchLines({ lines, old, places, orders, ends, step });
      step();
      const runs = runsOf(lines, old, partner, step);
      step();
      for (let index = 0; index < partner.length; index++) if (partner[index] !== -1) earlier.replaced.add(old.line[partner[index]!]!);
      if (runs.runs > 0) own.push(runs);
      return { same, changed };
    },
    runs: () => joined(own),
  };
}

function rowsOf(rows: number, isChosen: (row: number) => boolean): Uint32Array {
  const chosen = new Uint32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) if (isChosen(row)) chosen[count++] = row;
  return chosen.subarray(0, count);
}

/** The line that a line replaced first of all, by way of those between. */
function placesOf({ count, line }: KnownLines, parts: readonly LineRuns[], step: () => void): Uint32Array {
  const places = line.slice(0, count);
  if (parts.length === 0) return places;
  for (let index = 0; index < count; index++) {
    if (index % LINES_BETWEEN_STEPS === 0) step();
    for (let replaced = replacedBy(parts, places[index]!); replaced !== null; replaced = replacedBy(parts, replaced)) places[index] = replaced;
  }
  return places;
}

function replacedBy(parts: readonly LineRuns[], line: number): number | null {
  const runs = parts[lastAtMost(parts.length, (part) => parts[part]!.first[0]! <= line)];
  if (runs === undefined) return null;
  const run = lastAtMost(runs.runs, (at) => runs.first[at]! <= line);
  return run >= 0 && line < runs.first[run]! + runs.lines[run]! ? runs.replaced[run]! + line - runs.first[run]! : null;
}

/** Last of `count` positions for which this holds; it holds up to some position. −1: for none. */
function lastAtMost(count: number, holds: (position: number) => boolean): number {
  let low = -1;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function runsOf(lines: KnownLines, old: KnownLines, partner: Int32Array, step: () => void): LineRuns {
  const first: number[] = [];
  const replaced: number[] = [];
  const length: number[] = [];
  for (let index = 0; index < partner.length; index++) {
    if (index % LINES_BETWEEN_STEPS === 0) step();
    if (partner[index] === -1) continue;
    const line = lines.line[index]!;
    const oldLine = old.line[partner[index]!]!;
    const last = first.length - 1;
    if (last >= 0 && line === first[last]! + length[last]! && oldLine === replaced[last]! + length[last]!) length[last]!++;
    else {
      first.push(line);
      replaced.push(oldLine);
      length.push(1);
    }
  }
  return { runs: first.length, first: Uint32Array.from(first), replaced: Uint32Array.from(replaced), lines: Uint32Array.from(length) };
}

function joined(parts: readonly LineRuns[]): LineRuns {
  const runs = parts.reduce((sum, part) => sum + part.runs, 0);
  const all: LineRuns = { runs, first: new Uint32Array(runs), replaced: new Uint32Array(runs), lines: new Uint32Array(runs) };
  let at = 0;
  for (const part of parts) {
    for (const name of ['first', 'replaced', 'lines'] as const) all[name].set(part[name], at);
    at += part.runs;
  }
  return all;
}
