import type { EncodePieces } from '../batch-queue.ts';
import type { DecodedSegment, TextSegment } from './segment.ts';
import type { SegmentColumns } from './segment-columns.ts';
import { createSegmentDecoder, type SegmentReading } from './segment-decoder.ts';

/** A decoded segment with the buffer of its text, to be used again. */
export interface ReturnedSegment {
  decoded: DecodedSegment;
  bytes: Uint8Array;
}

/** Decodes segments, on other threads or on this one. */
export interface DecodePool {
  /** Segments to have under way at a time. */
  readonly depth: number;
  /** Gets ready for the segments of one file. */
  open(reading: SegmentReading): SegmentDecoding;
  /** Encodes batches on other threads; `null`: there are none. */
  encode: EncodePieces | null;
}

/** Buffers of a segment and of `columns` belong to the pool until the promise is settled. */
export interface SegmentDecoding {
  decode(segment: TextSegment, columns: SegmentColumns | null): Promise<ReturnedSegment>;
  close(): void;
}

/** Decodes on the calling thread. */
export const CALLING_THREAD: DecodePool = {
  depth: 1,
  encode: null,
  open(reading) {
    const decoder = createSegmentDecoder(reading);
    return {
      decode: async (segment, columns) => ({ decoded: decoder.decode(segment, columns), bytes: segment.bytes }),
      close: () => undefined,
    };
  },
};
