import { createRowBlock, type RowBlock } from '../tokenizer.ts';

/** Longest text of one row; more is no row of an order file. */
export const LONGEST_ROW_BYTES = 64 << 20;
const FIRST_BYTES = 1 << 18;

/** Fills a RowBlock cell by cell, in any order within a row. Cells that are not written are empty. */
export interface BlockWriter {
  readonly block: RowBlock;
  readonly isFull: boolean;
  beginRow(): void;
  /** Copies bytes[from … to) into a cell of the row; a second write to the cell replaces the first. */
  write(column: number, bytes: Uint8Array, from: number, to: number): void;
  writeText(column: number, text: string): void;
  /** Takes over what a cell of the row above holds. */
  repeat(column: number): void;
  /** Keeps the row; `line` is where the user finds it. */
  endRow(line: number): void;
  /** Makes room for other rows, after the block has been used. */
  clear(): void;
}

export function createBlockWriter(columns: number, capacity?: number): BlockWriter {
  const block = createRowBlock(columns, capacity);
  const { start, end, cells, overflow, line } = block;
  block.bytes = new Uint8Array(FIRST_BYTES);
  let used = 0;
  let base = 0;
  let spilled = 0;
  const encoder = new TextEncoder();

  const reserve = (length: number): void => {
    if (used + length <= block.bytes.length) return;
    const larger = new Uint8Array(Math.max(used + length, block.bytes.length * 2));
    larger.set(block.bytes.subarray(0, used));
    block.bytes = larger;
  };

  const keep = (column: number, length: number): void => {
    start[base + column] = used;
    used += length;
    end[base + column] = used;
  };

  return {
    block,
    get isFull() {
      return block.rows === block.capacity || used > LONGEST_ROW_BYTES;
    },
    beginRow() {
      base = block.rows * columns;
      start.fill(0, base, base + columns);
      end.fill(0, base, base + columns);
      spilled = 0;
    },
    write(column, bytes, from, to) {
      if (column >= columns) {
        if (to > from) spilled = 1;
        return;
      }
      reserve(to - from);
      const target = block.bytes;
      if (to - from < 48) for (let index = from, at = used; index < to; index++, at++) target[at] = bytes[index]!;
      else target.set(bytes.subarray(from, to), used);
      keep(column, to - from);
    },
    writeText(column, text) {
      if (column >= columns) {
        if (text !== '') spilled = 1;
        return;
      }
      reserve(text.length * 3);
      const target = block.bytes;
      // Most cells are short and ASCII; the encoder costs more than they do.
      if (text.length < 24) {
        let at = used;
        let index = 0;
        for (; index < text.length; index++, at++) {
          const unit = text.charCodeAt(index);
          if (unit > 127) break;
          target[at] = unit;
        }
        if (index === text.length) {
          keep(column, index);
          return;
        }
      }
      keep(column, encoder.encodeInto(text, target.subarray(used)).written);
    },
    repeat(column) {
      if (block.rows === 0) throw new RangeError('no row above');
      start[base + column] = start[base - columns + column]!;
      end[base + column] = end[base - columns + column]!;
    },
    endRow(rowLine) {
      cells[block.rows] = columns;
      overflow[block.rows] = spilled;
      line[block.rows] = rowLine;
      block.rows++;
    },
    clear() {
      block.rows = 0;
      used = 0;
    },
  };
}
