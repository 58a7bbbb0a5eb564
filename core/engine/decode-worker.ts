import { parentPort } from 'node:worker_threads';
import type { ReturnedSegment } from '../ingest/parallel/decode-pool.ts';
import type { DecodedSegment } from '../ingest/parallel/segment.ts';
import { createSegmentDecoder, type SegmentDecoder } from '../ingest/parallel/segment-decoder.ts';
import type { DecodeAnswer, DecodeMessage } from './decode-threads.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');
const decoders = new Map<number, SegmentDecoder>();

port.on('message', (message: DecodeMessage) => {
  if (message.type === 'open') decoders.set(message.reading, createSegmentDecoder(message.options));
  else if (message.type === 'close') decoders.delete(message.reading);
  else {
    const { sequence, segment, columns } = message;
    const { bytes } = segment;
    try {
      const decoded = decoders.get(message.reading)?.decode(segment, columns);
      if (decoded === undefined) throw new Error(`no file ${message.reading} is open`);
      const returned: ReturnedSegment = { decoded, bytes };
      port.postMessage({ sequence, returned } satisfies DecodeAnswer, [bytes.buffer as ArrayBuffer, ...buffersOf(decoded)]);
    } catch (thrown) {
      const failure = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      port.postMessage({ sequence, failure } satisfies DecodeAnswer);
    }
  }
});

/** Texts are handed over; the other columns are in shared memory. */
function buffersOf({ orders, customers, products, productNames, attributes }: DecodedSegment): ArrayBuffer[] {
  const texts = [orders, customers, products, ...(productNames === null ? [] : [productNames]), ...Object.values(attributes)];
  return texts.flatMap((batch) => [batch.offsets.buffer, batch.bytes.buffer]) as ArrayBuffer[];
}
