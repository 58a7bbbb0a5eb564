import type { Worker } from 'node:worker_threads';
import type { EncodedBatch } from '../frame/import-target.ts';
import type { BatchLayout, BatchPiece } from '../ingest/line-batch-builder.ts';
import type { DecodePool, ReturnedSegment } from '../ingest/parallel/decode-pool.ts';
import type { TextSegment } from '../ingest/parallel/segment.ts';
import type { SegmentColumns } from '../ingest/parallel/segment-columns.ts';
import type { SegmentReading } from '../ingest/parallel/segment-decoder.ts';

/** Segments under way for each thread: one that it decodes, and one that waits. */
const SEGMENTS_PER_THREAD = 2;

/** What a decode thread is told. `reading` counts the files since the thread began. */
export type DecodeMessage =
  | { type: 'open'; reading: number; options: SegmentReading }
  | { type: 'decode'; reading: number; sequence: number; segment: TextSegment; columns: SegmentColumns | null }
  | { type: 'close'; reading: number }
  | { type: 'encode'; sequence: number; pieces: readonly BatchPiece[]; layout: BatchLayout };

/** What it answers to each `decode` and `encode`. */
export type DecodeAnswer = { sequence: number; answer: ReturnedSegment | EncodedBatch } | { sequence: number; failure: string };

export interface DecodeThreads extends DecodePool {
  encode: NonNullable<DecodePool['encode']>;
  /** Starts the threads before they are needed. */
  warm(): void;
  end(): Promise<void>;
}

interface Waiting {
  resolve: (answer: never) => void;
  reject: (error: Error) => void;
}

interface DecodeThread {
  worker: Worker;
  waiting: Map<number, Waiting>;
  /** Why it is there no more. */
  end: Error | null;
}

/** Threads that decode segments of files. They start with the first file and stay; one that died is replaced for the next file, and
 *  whatever it was decoding fails. */
export function createDecodeThreads(count: number, spawn: () => Worker): DecodeThreads {
  const threads: (DecodeThread | null)[] = Array.from({ length: count }, () => null);
  let readings = 0;
  let sequence = 0;

  const start = (place: number): DecodeThread => {
    const worker = spawn();
    const waiting = new Map<number, Waiting>();
    const thread: DecodeThread = { worker, waiting, end: null };
    let fault = 'no reason given';
    worker.on('message', (answer: DecodeAnswer) => {
      const call = waiting.get(answer.sequence);
      waiting.delete(answer.sequence);
      if (waiting.size === 0) worker.unref();
      if ('answer' in answer) call?.resolve(answer.answer as never);
      else call?.reject(new Error(answer.failure));
    });
    worker.on('error', (error) => {
      fault = error instanceof Error ? error.message : String(error);
    });
    worker.on('exit', () => {
      if (threads[place] === thread) threads[place] = null;
      thread.end = new Error(`a decode thread ended: ${fault}`);
      for (const { reject } of waiting.values()) reject(thread.end);
    });
    // A thread at rest does not keep the process alive.
    worker.unref();
    threads[place] = thread;
    return thread;
  };

  const tell = ({ worker }: DecodeThread, message: DecodeMessage, handedOver: ArrayBuffer[] = []): void => worker.postMessage(message, handedOver);
  /** Asks the one that has least to do. */
  const ask = <T>(among: readonly DecodeThread[], message: (sequence: number) => DecodeMessage, handedOver: ArrayBuffer[] = []): Promise<T> => {
    const thread = among.reduce((least, other) => (other.waiting.size < least.waiting.size ? other : least));
    const answer = new Promise<T>((resolve, reject) => {
      if (thread.end !== null) throw thread.end;
      sequence++;
      thread.waiting.set(sequence, { resolve, reject });
      thread.worker.ref();
      tell(thread, message(sequence), handedOver);
    });
    // Others are waited for before it: who waits for it hears of what fails.
    answer.catch(() => undefined);
    return answer;
  };

  const started = (): DecodeThread[] => threads.map((thread, place) => thread ?? start(place));

  return {
    warm: () => void started(),
    depth: count * SEGMENTS_PER_THREAD + 1,
    open(options) {
      const reading = readings++;
      const mine = started();
      for (const thread of mine) tell(thread, { type: 'open', reading, options });
      return {
        decode: (segment, columns) => ask(mine, (number) => ({ type: 'decode', reading, sequence: number, segment, columns }), [segment.bytes.buffer as ArrayBuffer]),
        close() {
          for (const thread of mine) tell(thread, { type: 'close', reading });
        },
      };
    },
    encode: (pieces, layout) => ask(started(), (number) => ({ type: 'encode', sequence: number, pieces, layout })),
    async end() {
      await Promise.all(threads.filter((thread) => thread !== null).map(({ worker }) => worker.terminate()));
    },
  };
}
