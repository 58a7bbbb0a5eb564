import { parentPort } from 'node:worker_threads';
import type { EncodedBatch } from '../frame/import-target.ts';
import { type BatchLayout, type BatchPiece, createBatchAssembler } from '../ingest/line-batch-builder.ts';
import type { ReturnedSegment } from '../ingest/parallel/decode-pool.ts';
import type { DecodedSegment } from '../ingest/parallel/segment.ts';
import { createSegmentDecoder, type SegmentDecoder } from '../ingest/parallel/segment-decoder.ts';
import type { DecodeAnswer, DecodeMessage } from './decode-threads.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');
const decoders = new Map<number, SegmentDecoder>();
let assembler: { layout: string; assemble: ReturnType<typeof createBatchAssembler> } | null = null;

const answer = async (sequence: number, work: () => ReturnedSegment | Promise<EncodedBatch>): Promise<void> => {
  try {
    const result = await work();
    port.postMessage({ sequence, answer: result } satisfies DecodeAnswer, buffersOf(result));
  } catch (thrown) {
    const failure = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    port.postMessage({ sequence, failure } satisfies DecodeAnswer);
  }
};

port.on('message', (message: DecodeMessage) => {
  if (message.type === 'open') decoders.set(message.reading, createSegmentDecoder(message.options));
  else if (message.type === 'close') decoders.delete(message.reading);
  else if (message.type === 'encode') void answer(message.sequence, () => encode(message.pieces, message.layout));
  else {
    void answer(message.sequence, () => {
      const decoder = decoders.get(message.reading);
      if (decoder === undefined) throw new Error(`no file ${message.reading} is open`);
      return { decoded: decoder.decode(message.segment, message.columns), bytes: message.segment.bytes };
    });
  }
});

async function encode(pieces: readonly BatchPiece[], layout: BatchLayout): Promise<EncodedBatch> {
  // Loaded when it is needed: most files are too small.
  const { encodeBatch } = await import('../store/encoded-batch.ts');
  const name = JSON.stringify(layout);
  if (assembler?.layout !== name) assembler = { layout: name, assemble: createBatchAssembler(layout) };
  return encodeBatch(assembler.assemble(pieces));
}

/** What is handed over; columns of segments are in shared memory. */
function buffersOf(result: ReturnedSegment | EncodedBatch): ArrayBuffer[] {
  if (!('decoded' in result)) return [result.data.buffer as ArrayBuffer];
  return [result.bytes.buffer as ArrayBuffer, ...textsOf(result.decoded)];
}

function textsOf({ orders, customers, products, productNames, attributes }: DecodedSegment): ArrayBuffer[] {
  const texts = [orders, customers, products, ...(productNames === null ? [] : [productNames]), ...Object.values(attributes)];
  return texts.flatMap((batch) => [batch.offsets.buffer, batch.bytes.buffer]) as ArrayBuffer[];
}
