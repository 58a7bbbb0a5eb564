import type { ImportPlan } from '../../contract/imports.ts';
import type { RowBlock } from '../tokenizer.ts';

const ZERO = 48;
const NINE = 57;
const POINT = 46;
const SPACE = 32;

/** Takes the `.0` off ids that are whole numbers, in place; `null`: the plan has no such rule. */
export function createWholeIds({ mapping, rowRules }: ImportPlan): ((block: RowBlock, from: number) => void) | null {
  const columns = (rowRules?.wholeIds ?? []).flatMap((field) => mapping[field] ?? []);
  if (columns.length === 0) return null;
  return (block, from) => {
    const { bytes, start, end } = block;
    for (const column of columns) {
      for (let row = from; row < block.rows; row++) {
        const cell = row * block.columns + column;
        let to = end[cell]!;
        while (to > start[cell]! && bytes[to - 1]! <= SPACE) to--;
        if (to - start[cell]! < 3 || bytes[to - 1] !== ZERO || bytes[to - 2] !== POINT) continue;
        let position = to - 3;
        while (position >= start[cell]! && bytes[position]! >= ZERO && bytes[position]! <= NINE) position--;
        if (position < start[cell]!) end[cell] = to - 2;
      }
    }
  };
}
