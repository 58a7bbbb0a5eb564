import { BATCH_ROWS, NO_CODE, type LineBatch } from '../frame/line-batch.ts';
import type { MoneyCells } from './money-columns.ts';

/** Decoded rows of a block, still with the rows at fault among them. */
export interface DecodedRows {
  order: Uint32Array;
  customer: Uint32Array;
  product: Uint32Array;
  moment: Uint32Array;
  money: MoneyCells;
  status: Uint8Array;
  line: Uint32Array;
  attributes: ReadonlyMap<string, Uint32Array>;
}

/** Collects lines into batches of BATCH_ROWS. */
export interface LineBatchBuilder {
  /** Takes the rows `kept[0 … count)`. */
  append(rows: DecodedRows, kept: Int32Array, count: number, fileIndex: number): void;
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
      attributes: Object.fromEntries([...attributes].map(([name, codes]) => [name, part(codes)])),
    });
  };

  return {
    append(rows, kept, count, fileIndex) {
      for (let from = 0; from < count; ) {
        const to = Math.min(count, from + BATCH_ROWS - filled);
        gather(rows.order, batch.order, kept, from, to, filled);
        gather(rows.customer, batch.customer, kept, from, to, filled);
        gather(rows.product, batch.product, kept, from, to, filled);
        gather(rows.moment, batch.moment, kept, from, to, filled);
        gather(rows.money.quantity, batch.quantity, kept, from, to, filled);
        gather(rows.money.gross, batch.gross, kept, from, to, filled);
        gather(rows.money.net, batch.net, kept, from, to, filled);
        gather(rows.money.refund, batch.refund, kept, from, to, filled);
        if (cost !== null) gather(rows.money.cost, cost, kept, from, to, filled);
        gather(rows.status, batch.status, kept, from, to, filled);
        gather(rows.line, batch.sourceLine, kept, from, to, filled);
        batch.sourceFile.fill(fileIndex, filled, filled + to - from);
        for (const [name, codes] of attributes) {
          const decoded = rows.attributes.get(name);
          if (decoded === undefined) codes.fill(NO_CODE, filled, filled + to - from);
          else gather(decoded, codes, kept, from, to, filled);
        }
        filled += to - from;
        from = to;
        if (filled === BATCH_ROWS) flush();
      }
    },
    finish: flush,
  };
}

function gather(source: Column, target: Column, kept: Int32Array, from: number, to: number, at: number): void {
  for (let index = from, place = at; index < to; index++, place++) target[place] = source[kept[index]!]!;
}
