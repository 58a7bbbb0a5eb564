import type { EncodedBatch, ImportWriter } from '../frame/import-target.ts';
import { type BatchLayout, type BatchPiece, createBatchAssembler, createLineBatchBuilder, type LineBatchBuilder } from './line-batch-builder.ts';
import type { LineMatcher } from './matching/line-matcher.ts';
import type { SegmentColumns } from './parallel/segment-columns.ts';

/** How other threads make a batch of its pieces and encode it. */
export type EncodePieces = (pieces: readonly BatchPiece[], layout: BatchLayout) => Promise<EncodedBatch>;

/** The lines of an import on their way into the project, in batches and in their order. */
export interface BatchQueue extends LineBatchBuilder {
  /** The next segments are of this file; `encode`: whether other threads are to help. */
  beginFile(fileIndex: number, encode: EncodePieces | null): void;
  /** Waits until no more than so many batches are under way. Throws what failed. */
  settle(most: number): Promise<void>;
  /** Columns of a segment of the file that are no longer in use, if there are any. */
  freeColumns(): SegmentColumns | null;
  /** Writes nothing more, whatever is still under way. */
  abandon(): void;
}

export interface BatchQueueOptions {
  layout: BatchLayout;
  writer: Pick<ImportWriter, 'firstLine' | 'writeBatch' | 'writeEncoded'>;
  matcher: Pick<LineMatcher, 'isTouched' | 'take'>;
  /** Otherwise lines are only matched. */
  isStored: boolean;
}

/** Lines that may be known are looked at on this thread; others need not be, where there are threads to encode them. */
export function createBatchQueue({ layout, writer, matcher, isStored }: BatchQueueOptions): BatchQueue {
  const assemble = createBatchAssembler(layout);
  const underWay: Promise<void>[] = [];
  let file = 0;
  let encode: EncodePieces | null = null;
  let free: SegmentColumns[] = [];
  let nextLine = writer.firstLine;
  let last: Promise<void> = Promise.resolve();
  let abandoned = false;

  const put = async (pieces: readonly BatchPiece[], firstLine: number, isTouched: boolean, encoded: Promise<EncodedBatch> | null, before: Promise<void>): Promise<void> => {
    await before;
    const batch = await encoded;
    if (abandoned) return;
    if (batch !== null) writer.writeEncoded(batch);
    else if (isTouched || isStored) {
      const assembled = assemble(pieces);
      if (isTouched) matcher.take(assembled, firstLine);
      if (isStored) writer.writeBatch(assembled);
    }
    for (const { columns, to, fileIndex } of pieces) if (to === columns.length && fileIndex === file) free.push(columns);
  };

  const builder = createLineBatchBuilder((pieces, rows) => {
    const isTouched = matcher.isTouched();
    const encoded = encode === null || isTouched || !isStored ? null : encode(pieces, layout);
    last = put(pieces, nextLine, isTouched, encoded, last);
    // Who settles hears of what fails.
    for (const promise of [encoded, last]) promise?.catch(() => undefined);
    underWay.push(last);
    nextLine += rows;
  });

  return {
    ...builder,
    beginFile(fileIndex, encodePieces) {
      file = fileIndex;
      encode = encodePieces;
      free = [];
    },
    async settle(most) {
      while (underWay.length > most) await underWay.shift();
    },
    freeColumns: () => free.pop() ?? null,
    abandon() {
      abandoned = true;
    },
  };
}
