import { parentPort } from 'node:worker_threads';
import type { ReturnedSegment } from '../ingest/parallel/decode-pool.ts';
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
    try {
      const decoded = decoders.get(message.reading)?.decode(segment, columns);
      if (decoded === undefined) throw new Error(`no file ${message.reading} is open`);
      const returned: ReturnedSegment = { decoded, bytes: segment.bytes };
      port.postMessage({ sequence, returned } satisfies DecodeAnswer, buffersOf(returned));
    } catch (thrown) {
      const failure = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      port.postMessage({ sequence, failure } satisfies DecodeAnswer);
    }
  }
});

function buffersOf({ decoded, bytes }: ReturnedSegment): ArrayBuffer[] {
  const { orders, customers, products, productNames, attributes, columns } = decoded;
  const texts = [orders, customers, products, ...(productNames === null ? [] : [productNames]), ...Object.values(attributes)];
  return [bytes, columns.order, ...texts.flatMap((batch) => [batch.offsets, batch.bytes])].map((view) => view.buffer as ArrayBuffer);
}
