/** Which lines replace which. Lines are numbered through the whole project, in order of import; run i says that the `lines[i]` lines from
 *  `first[i]` on replace as many from `replaced[i]` on, one by one. Ascending in `first`, and no line stands in two runs. */
export interface LineRuns {
  runs: number;
  first: Uint32Array;
  replaced: Uint32Array;
  lines: Uint32Array;
}

/** A set of line numbers. */
export interface LineSet {
  has(line: number): boolean;
  add(line: number): void;
  /** Whether any of the lines [from, to) is in it, and whether all are. */
  among(from: number, to: number): 'none' | 'some' | 'all';
}

/** For lines below `size`; grows when later ones are added. */
export function createLineSet(size: number): LineSet {
  let bits = new Uint8Array((size + 7) >> 3);
  const has = (line: number): boolean => ((bits[line >>> 3] ?? 0) & (1 << (line & 7))) !== 0;
  return {
    has,
    add(line) {
      if (line >>> 3 >= bits.length) {
        const larger = new Uint8Array(Math.max((line >>> 3) + 1, bits.length * 2));
        larger.set(bits);
        bits = larger;
      }
      bits[line >>> 3]! |= 1 << (line & 7);
    },
    among(from, to) {
      let found = 0;
      for (let line = from; line < to; line++) if (has(line)) found++;
      return found === 0 ? 'none' : found === to - from ? 'all' : 'some';
    },
  };
}

/** The lines that are out of force: a line of an import that is still there replaces them, directly or by way of others. `parts` together
 *  ascend in `first`; `isStored` says of a part whether its import is still there. */
export function replacedLines(parts: readonly { runs: LineRuns; isStored: boolean }[], size: number): LineSet {
  const replaced = createLineSet(size);
  // A line is only replaced by lines after it, so what replaces the new lines of a run was seen before the run.
  for (const { runs, isStored } of parts.toReversed()) {
    for (let run = runs.runs - 1; run >= 0; run--) {
      const first = runs.first[run]!;
      const old = runs.replaced[run]!;
      for (let line = 0; line < runs.lines[run]!; line++) if (isStored || replaced.has(first + line)) replaced.add(old + line);
    }
  }
  return replaced;
}
