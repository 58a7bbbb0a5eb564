import { whenAsked } from './columns-when-asked.ts';
import type { LineBatch, WholeColumn } from './line-batch.ts';
import type { LineSet } from './line-runs.ts';

/** Stored lines `firstLine` … `firstLine + rows`, read when they are needed. */
export interface NumberedBatch {
  firstLine: number;
  rows: number;
  read(): LineBatch;
}

/** The lines in force: what a later import replaced is left out. Batches without such lines pass as they are, and those of nothing else are
 *  not even read. `replaced` is `null` where nothing was ever replaced. */
export function* liveLines(batches: Iterable<NumberedBatch>, replaced: LineSet | null): Generator<LineBatch> {
  for (const { firstLine, rows, read } of batches) {
    const among = replaced === null ? 'none' : replaced.among(firstLine, firstLine + rows);
    if (among === 'all') continue;
    yield among === 'none' || replaced === null ? read() : without(read(), firstLine, replaced);
  }
}

function without(batch: LineBatch, firstLine: number, replaced: LineSet): LineBatch {
  const kept: number[] = [];
  for (let row = 0; row < batch.rows; row++) if (!replaced.has(firstLine + row)) kept.push(row);
  const rows = Uint32Array.from(kept);
  return whenAsked<LineBatch>({
    rows: () => rows.length,
    order: () => picked(batch.order, rows),
    customer: () => picked(batch.customer, rows),
    product: () => picked(batch.product, rows),
    moment: () => picked(batch.moment, rows),
    quantity: () => picked(batch.quantity, rows),
    gross: () => picked(batch.gross, rows),
    net: () => picked(batch.net, rows),
    refund: () => picked(batch.refund, rows),
    cost: () => (batch.cost === null ? null : picked(batch.cost, rows)),
    status: () => picked(batch.status, rows),
    sourceLine: () => picked(batch.sourceLine, rows),
    sourceFile: () => picked(batch.sourceFile, rows),
    attributes: () => Object.fromEntries(Object.entries(batch.attributes).map(([name, codes]) => [name, picked(codes, rows)])),
  });
}

function picked<T extends Uint8Array | Uint16Array | Uint32Array | WholeColumn>(column: T, rows: Uint32Array): T {
  const part = column.slice(0, rows.length) as T;
  for (let at = 0; at < rows.length; at++) part[at] = column[rows[at]!]!;
  return part;
}
