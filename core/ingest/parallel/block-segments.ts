import { createLineDecoder, type LineDecoder } from '../line-decoder.ts';
import type { RowBlock } from '../tokenizer.ts';
import type { DecodedSegment } from './segment.ts';
import type { SegmentColumns } from './segment-columns.ts';
import type { SegmentReading } from './segment-decoder.ts';

const ROWS_IN_SEGMENT = 32_768;

/** Segments of rows that a reader of another format has cut into blocks of data rows. Their lines are those of the file, so the
 *  segments count none of their own. `reuse`: columns that are no longer in use, if there are any. */
export async function* segmentsOfBlocks(blocks: AsyncIterable<RowBlock>, reading: SegmentReading, reuse: () => SegmentColumns | null): AsyncGenerator<DecodedSegment> {
  let decoder: LineDecoder | null = null;
  for await (const block of blocks) {
    if (decoder === null) {
      decoder = createLineDecoder({ ...reading, capacity: block.capacity });
      decoder.begin(reuse());
    }
    decoder.decode(block, 0);
    if (decoder.rows() < ROWS_IN_SEGMENT) continue;
    yield decoder.finish(0, null);
    decoder.begin(reuse());
  }
  if (decoder !== null) yield decoder.finish(0, null);
}
