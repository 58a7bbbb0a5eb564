import { BATCH_ROWS, LINE_CURRENCY, NO_CODE, type LineBatch } from '../frame/line-batch.ts';
import type { SegmentColumns } from './parallel/segment-columns.ts';

/** Codes in the project of a segment’s codes. */
export interface SegmentCodes {
  order: Uint32Array;
  customer: Uint32Array;
  product: Uint32Array;
  attributes: ReadonlyMap<string, Uint32Array>;
}

/** Collects lines into batches of BATCH_ROWS. */
export interface LineBatchBuilder {
  /** Takes all lines of a segment; `linesBefore`: of the file, before the segment. */
  append(columns: SegmentColumns, codes: SegmentCodes, fileIndex: number, linesBefore: number): void;
  /** Hands over what is left. */
  finish(): void;
}

type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;

export function createLineBatchBuilder(attributeNames: readonly string[], hasCost: boolean, write: (batch: LineBatch) => void): LineBatchBuilder {
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
  let filled = 0;

  const flush = (): void => {
    if (filled === 0) return;
    const rows = filled;
    filled = 0;
    const part = <T extends Column>(column: T): T => column.subarray(0, rows) as T;
    write({
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
    });
  };

  return {
    append(columns, codes, fileIndex, linesBefore) {
      for (let from = 0; from < columns.length; ) {
        const to = Math.min(columns.length, from + BATCH_ROWS - filled);
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
        filled += to - from;
        from = to;
        if (filled === BATCH_ROWS) flush();
      }
    },
    finish: flush,
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
