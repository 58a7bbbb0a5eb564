/** How bytes are cut into cells. */
export interface CellSyntax {
  delimiter: number;
  quote: number;
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const CELLS_IN_BLOCK = 16_384;
const MOST_ROWS_IN_BLOCK = 1024;

/** Cells of complete rows: cell k of row r is bytes[start[r × columns + k] … end[r × columns + k]), quotes taken off.
 *  Cells that a row lacks are empty. */
export interface RowBlock {
  readonly columns: number;
  readonly capacity: number;
  rows: number;
  bytes: Uint8Array;
  start: Int32Array;
  end: Int32Array;
  /** Cells in each row, a cell after the last delimiter included. */
  cells: Int32Array;
  /** 1 where a cell beyond `columns` holds something. */
  overflow: Uint8Array;
  /** Where the first cell beyond `columns` begins, its quote included; −1: it is not in `bytes`. Holds where `overflow` is 1. */
  spill: Int32Array;
  /** Line of the file on which each row begins. */
  line: Uint32Array;
}

/** Where tokenising stands; a file begins at line 1. `openQuoteLine` is set when the rest ends inside quotes. */
export interface TokenizerState {
  line: number;
  openQuoteLine: number | null;
}

export function createRowBlock(columns: number, capacity = Math.max(1, Math.min(MOST_ROWS_IN_BLOCK, Math.floor(CELLS_IN_BLOCK / columns)))): RowBlock {
  return {
    columns,
    capacity,
    rows: 0,
    bytes: new Uint8Array(0),
    start: new Int32Array(capacity * columns),
    end: new Int32Array(capacity * columns),
    cells: new Int32Array(capacity),
    overflow: new Uint8Array(capacity),
    spill: new Int32Array(capacity).fill(-1),
    line: new Uint32Array(capacity),
  };
}

/** Cuts bytes[from … to) into rows until the block is full or no complete row is left, and returns where the rest begins.
 *  RFC 4180, read leniently: a quote inside an unquoted cell is text, as is what follows a closing quote. Where spaces delimit, any number of them
 *  is one delimiter, and none at the ends of a row (columns padded to a width). Rows end with LF, CRLF or CR;
 *  empty lines are skipped. Unless `final`, a row counts as complete only with the byte after its end in sight, so the
 *  rows do not depend on where chunks are cut. `bytes` must be one byte longer than `to`; the tokenizer writes that byte,
 *  and doubled quotes are undone in place. */
export function tokenize(block: RowBlock, bytes: Uint8Array, from: number, to: number, final: boolean, syntax: CellSyntax, state: TokenizerState): number {
  const { columns, capacity, start, end, cells, overflow, spill, line } = block;
  const { delimiter, quote } = syntax;
  const highest = Math.max(delimiter, CR);
  const isPadded = delimiter === SPACE;
  // A line end behind the last byte ends the inner loop without a bounds check.
  bytes[to] = LF;
  block.bytes = bytes;
  let rows = 0;
  let position = from;
  let lineNumber = state.line;
  let consumed = from;
  let openQuoteLine: number | null = null;
  const tangled: number[] = [];

  rowLoop: while (rows < capacity && position < to) {
    const rowLine = lineNumber;
    const base = rows * columns;
    let cell = 0;
    let spilled = 0;
    let spillStart = -1;
    let cellStart = position;
    let cellEnd = position;
    let endByte = LF;
    if (isPadded) while (bytes[position] === SPACE) position++;
    for (;;) {
      cellStart = position;
      if (bytes[position] === quote) {
        const quoteLine = lineNumber;
        let rough = false;
        position++;
        cellStart = position;
        for (;;) {
          let byte = bytes[position]!;
          while (byte !== quote && byte !== LF && byte !== CR) byte = bytes[++position]!;
          if (position >= to) {
            openQuoteLine = quoteLine;
            break rowLoop;
          }
          if (byte !== quote) {
            if (byte === CR && position + 1 < to && bytes[position + 1] === LF) position++;
            lineNumber++;
            position++;
          } else if (position + 1 < to && bytes[position + 1] === quote) {
            rough = true;
            position += 2;
          } else break;
        }
        cellEnd = position;
        position++;
        const closed = position;
        let byte = bytes[position]!;
        while (byte > highest || (byte !== delimiter && byte !== LF && byte !== CR)) byte = bytes[++position]!;
        if (position > closed) {
          rough = true;
          cellEnd = position;
        }
        if (rough && cell < columns) tangled.push(base + cell);
        endByte = byte;
      } else {
        let byte = bytes[position]!;
        while (byte > highest || (byte !== delimiter && byte !== LF && byte !== CR)) byte = bytes[++position]!;
        cellEnd = position;
        endByte = byte;
      }
      if (cell < columns) {
        start[base + cell] = cellStart;
        end[base + cell] = cellEnd;
      } else {
        if (cell === columns) spillStart = bytes[cellStart - 1] === quote ? cellStart - 1 : cellStart;
        if (cellEnd > cellStart) spilled = 1;
      }
      cell++;
      if (endByte === delimiter && position < to) {
        position++;
        if (!isPadded) continue;
        while (bytes[position] === SPACE) position++;
        endByte = bytes[position]!;
        if (endByte !== LF && endByte !== CR) continue;
      }
      break;
    }
    // `position` is at the row's end: a CR, an LF, or the end of the bytes.
    if (position >= to) {
      if (!final) break;
    } else {
      if (endByte === CR) {
        if (position + 1 >= to && !final) break;
        if (position + 1 < to && bytes[position + 1] === LF) position++;
      }
      position++;
    }
    lineNumber++;
    consumed = position;
    state.line = lineNumber;
    if (cell === 1 && cellEnd === cellStart && bytes[cellEnd] !== quote) continue;
    for (let missing = cell; missing < columns; missing++) {
      start[base + missing] = cellEnd;
      end[base + missing] = cellEnd;
    }
    cells[rows] = cell;
    overflow[rows] = spilled;
    spill[rows] = spillStart;
    line[rows] = rowLine;
    rows++;
  }
  for (const index of tangled) if (index < rows * columns) end[index] = untangle(bytes, start[index]!, end[index]!, quote);
  block.rows = rows;
  state.openQuoteLine = openQuoteLine;
  return consumed;
}

/** Undoes doubled quotes and takes off the closing one, in place; the cell began with a quote. Returns the new end. */
function untangle(bytes: Uint8Array, start: number, end: number, quote: number): number {
  let target = start;
  let position = start;
  let quoted = true;
  while (position < end) {
    const byte = bytes[position++]!;
    if (quoted && byte === quote) {
      if (position < end && bytes[position] === quote) bytes[target++] = bytes[position++]!;
      else quoted = false;
    } else bytes[target++] = byte;
  }
  return target;
}
