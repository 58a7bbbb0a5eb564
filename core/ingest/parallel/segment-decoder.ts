import { createLineDecoder, type LineDecoderOptions } from '../line-decoder.ts';
import { cellSyntax } from '../row-reader.ts';
import { createRowBlock, tokenize, type TokenizerState } from '../tokenizer.ts';
import type { DecodedSegment, TextSegment } from './segment.ts';
import type { SegmentColumns } from './segment-columns.ts';

/** How the segments of one file are read; plain data, so that it can go to another thread. */
export type SegmentReading = Omit<LineDecoderOptions, 'capacity'>;

export interface SegmentDecoder {
  /** Decodes a segment into `columns`, or into new ones when there are none to use again or they are too small. */
  decode(segment: TextSegment, columns: SegmentColumns | null): DecodedSegment;
}

export function createSegmentDecoder(reading: SegmentReading): SegmentDecoder {
  const { dialect } = reading.plan;
  const block = createRowBlock(reading.headers.length);
  const syntax = cellSyntax(dialect);
  const lines = createLineDecoder({ ...reading, capacity: block.capacity });
  return {
    decode({ bytes, length, headerRows, endless }, columns) {
      const state: TokenizerState = { line: 1, openQuoteLine: null };
      let header = headerRows;
      let fault: DecodedSegment['fault'] = null;
      lines.begin(columns);
      for (let from = 0; from < length; ) {
        const next = tokenize(block, bytes, from, length, !endless, syntax, state);
        if (block.rows > 0) {
          lines.decode(block, header);
          header = 0;
        }
        if (next === from) {
          fault = state.openQuoteLine === null ? { fault: 'line-too-long', line: state.line } : { fault: 'unclosed-quote', line: state.openQuoteLine };
          break;
        }
        from = next;
      }
      return lines.finish(state.line - 1, fault);
    },
  };
}
