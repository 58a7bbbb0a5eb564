import { BATCH_ROWS, LINE_CURRENCY, NO_CODE, type LineBatch } from '../frame/line-batch.ts';
import type { SegmentColumns } from './parallel/segment-columns.ts';

/** Codes in the project of a segment’s codes. */
export interface SegmentCodes {
  order: Uint32Array;
  customer: Uint32Array;
  product: Uint32Array;
  attributes: ReadonlyMap<string, Uint32Array>;
}

/** Lines [from, to) of a segment, with what makes them lines of the project. */
export interface BatchPiece {
  columns: SegmentColumns;
  codes: SegmentCodes;
  fileIndex: number;
  /** Of the file, before the segment. */
  linesBefore: number;
  from: number;
  to: number;
}

/** Columns that all batches of an import have. */
export interface BatchLayout {
  attributeNames: readonly string[];
  hasCost: boolean;
}

/** Cuts lines into batches of BATCH_ROWS. */
export interface LineBatchBuilder {
  /** Takes all lines of a segment; its columns are in use until the batch of the last one is done. */
  append(segment: Omit<BatchPiece, 'from' | 'to'>): void;
  /** Hands over what is left. */
  finish(): void;
}

export function createLineBatchBuilder(handOver: (pieces: BatchPiece[], rows: number) => void): LineBatchBuilder {
  let pieces: BatchPiece[] = [];
  let rows = 0;
  const finish = (): void => {
    if (rows > 0) handOver(pieces, rows);
    pieces = [];
    rows = 0;
  };
  return {
    append(segment) {
      const { length } = segment.columns;
      for (let from = 0; from < length; ) {
        const to = Math.min(length, from + BATCH_ROWS - rows);
        pieces.push({ ...segment, from, to });
        rows += to - from;
        from = to;
        if (rows === BATCH_ROWS) finish();
      }
    },
    finish,
  };
}

type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Makes one batch after the other, in the same memory. */
export function createBatchAssembler({ attributeNames, hasCost }: BatchLayout): (pieces: readonly BatchPiece[]) => LineBatch {
  const cost = hasCost ? new Float64Array(BATCH_ROWS) : null;
  const batch = {
    order: new Uint32Array(BATCH_ROWS),
    customer: new Uint32Array(BATCH_ROWS),
    product: new Uint32Array(BATCH_ROWS),
    moment: new Uint32Array(BATCH_ROWS),
    quantity: new Float64Array(BATCH_ROWS),
    gross: new Float64Array(BATCH_ROWS),
    net: new Float64Array(BATCH_ROWS),
    refund: new Float64Array(BATCH_ROWS),
    status: new Uint8Array(BATCH_ROWS),
    sourceLine: new Uint32Array(BATCH_ROWS),
    sourceFile: new Uint16Array(BATCH_ROWS),
  };
  const attributes = new Map(attributeNames.map((name) => [name, new Uint32Array(BATCH_ROWS)]));

  const fill = ({ columns, codes, fileIndex, linesBefore, from, to }: BatchPiece, filled: number): void => {
    recode(columns.order, codes.order, batch.order, from, to, filled);
    recode(columns.customer, codes.customer, batch.customer, from, to, filled);
    recode(columns.product, codes.product, batch.product, from, to, filled);
    batch.moment.set(columns.moment.subarray(from, to), filled);
    batch.quantity.set(columns.quantity.subarray(from, to), filled);
    batch.gross.set(columns.gross.subarray(from, to), filled);
    batch.net.set(columns.net.subarray(from, to), filled);
    batch.refund.set(columns.refund.subarray(from, to), filled);
    if (columns.cost === null) cost?.fill(0, filled, filled + to - from);
    else cost?.set(columns.cost.subarray(from, to), filled);
    batch.status.set(columns.status.subarray(from, to), filled);
    for (let row = from, place = filled; row < to; row++, place++) batch.sourceLine[place] = columns.line[row]! + linesBefore;
    batch.sourceFile.fill(fileIndex, filled, filled + to - from);
    for (const [name, target] of attributes) {
      const local = columns.attributes[name];
      const projects = codes.attributes.get(name);
      if (local === undefined || projects === undefined) target.fill(NO_CODE, filled, filled + to - from);
      else recode(local, projects, target, from, to, filled);
    }
  };

  return (pieces) => {
    let rows = 0;
    for (const piece of pieces) {
      fill(piece, rows);
      rows += piece.to - piece.from;
    }
    const part = <T extends Column>(column: T): T => column.subarray(0, rows) as T;
    return {
      rows,
      order: part(batch.order),
      customer: part(batch.customer),
      product: part(batch.product),
      moment: part(batch.moment),
      quantity: part(batch.quantity),
      gross: part(batch.gross),
      net: part(batch.net),
      refund: part(batch.refund),
      cost: cost === null ? null : part(cost),
      status: part(batch.status),
      sourceLine: part(batch.sourceLine),
      sourceFile: part(batch.sourceFile),
      attributes: Object.fromEntries([...attributes].map(([name, codes]) => [name, part(codes)] as const).filter(([name, codes]) => name !== LINE_CURRENCY || codes.some(isCode))),
    };
  };
}

/** Whether it is not NO_CODE. */
function isCode(code: number): boolean {
  return code !== NO_CODE;
}

function recode(local: Uint32Array, codes: Uint32Array, target: Uint32Array, from: number, to: number, at: number): void {
  for (let row = from, place = at; row < to; row++, place++) {
    const code = local[row]!;
    target[place] = code === NO_CODE ? NO_CODE : codes[code]!;
  }
}
