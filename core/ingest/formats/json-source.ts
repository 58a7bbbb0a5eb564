import type { Dialect } from '../../contract/imports.ts';
import type { ByteSource } from '../byte-source.ts';
import { fileFailure } from '../file-faults.ts';
import { textChunks } from '../row-reader.ts';
import { LONGEST_ROW_BYTES } from './block-writer.ts';
import { createJsonReader, JsonFault, type JsonReader } from './json-reader.ts';
import { wrappedList } from './json-layout.ts';

const LF = 10;
const COMMA = 44;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const SPACE = 32;
const HEAD_BYTES = 1 << 16;

/** One record after the other, each whole in `bytes`. */
export interface JsonRecords {
  bytes: Uint8Array;
  /** Moves on to the next record and returns where it begins; −1: there is none in sight, more has to be read; −2: it was the last. */
  next(): number;
  /** Where the record begins in the file: its line, and its number from 1. */
  line: number;
  record: number;
  /** Reads on; before, the caller must be done with the records so far. */
  fill(): Promise<void>;
  /** After the last record: what follows must only close what is open. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

export const MORE_NEEDED = -1;
export const NO_MORE = -2;

/** Finds the records of a JSON list, of a list inside objects, or of objects that follow each other. `read` is called for each record in
 *  turn and returns where it ends; it throws JsonFault where the bytes are no JSON, or end.
 *  Throws EngineFailure FILE, `bad-json` with the line. */
export async function openJsonRecords(
  source: ByteSource,
  encoding: Dialect['encoding'],
  layout: 'json' | 'ndjson',
  createRecordReader: (reader: JsonReader) => (position: number) => number,
  reader: JsonReader = createJsonReader(null, '.'),
): Promise<JsonRecords> {
  const chunks = textChunks(source, encoding);
  const readRecord = createRecordReader(reader);
  let work = new Uint8Array(1 << 16);
  let filled = 0;
  let position = 0;
  let worthwhile = 0;
  let ended = false;
  let counted = 0;
  let isFirst = true;
  let isInList = false;
  let isWrapped = false;

  const use = (): void => {
    work[filled] = 0;
    reader.use(work, filled);
    records.bytes = work;
  };

  const advanceLine = (to: number): void => {
    for (let at = counted; at < to; at++) if (work[at] === LF) records.line++;
    counted = to;
  };

  const fault = (at: number): Error => {
    advanceLine(Math.min(at, filled));
    return fileFailure(source.name, 'bad-json', records.line);
  };

  /** Position behind what stands between two records; −1 if that is not in sight; −2 at the end of the list. */
  const seekRecord = (): number => {
    let at = reader.skipSpace(position);
    if (at >= filled) {
      if (!ended) return MORE_NEEDED;
      if (isInList || isFirst) throw fault(at);
      return NO_MORE;
    }
    if (!isInList) {
      if (work[at] !== OPEN_OBJECT) throw fault(at);
      return at;
    }
    if (work[at] === CLOSE_LIST) {
      position = at;
      return NO_MORE;
    }
    if (!isFirst) {
      if (work[at] !== COMMA) throw fault(at);
      at = reader.skipSpace(at + 1);
      if (at >= filled) {
        if (ended) throw fault(at);
        return MORE_NEEDED;
      }
    }
    if (work[at] !== OPEN_OBJECT) throw fault(at);
    return at;
  };

  const records: JsonRecords = {
    bytes: work,
    line: 1,
    record: 0,
    next() {
      if (filled < worthwhile && !ended) return MORE_NEEDED;
      const start = seekRecord();
      if (start < 0) return start;
      try {
        const end = readRecord(start);
        advanceLine(start);
        records.record++;
        isFirst = false;
        position = end;
        worthwhile = 0;
        return start;
      } catch (thrown) {
        if (!(thrown instanceof JsonFault)) throw thrown;
        if (thrown.position < filled || ended) throw fault(thrown.position);
        worthwhile = (filled - start) * 2;
        return MORE_NEEDED;
      }
    },
    async fill() {
      advanceLine(position);
      work.copyWithin(0, position, filled);
      filled -= position;
      counted = 0;
      position = 0;
      if (filled > LONGEST_ROW_BYTES) throw fileFailure(source.name, 'line-too-long', records.line);
      const next = await chunks.next();
      if (next.done === true) ended = true;
      else {
        if (filled + next.value.length + 1 > work.length) {
          const larger = new Uint8Array(Math.max(filled + next.value.length + 1, Math.min(work.length * 2, LONGEST_ROW_BYTES)));
          larger.set(work.subarray(0, filled));
          work = larger;
        }
        work.set(next.value, filled);
        filled += next.value.length;
      }
      use();
    },
    async finish() {
      let last = 0;
      if (isInList) position++;
      for (;;) {
        for (; position < filled; position++) {
          const byte = work[position]!;
          if (byte <= SPACE) continue;
          if (!isWrapped) throw fault(position);
          last = byte;
        }
        if (ended) break;
        await records.fill();
      }
      if (isWrapped && last !== CLOSE_OBJECT) throw fault(position);
    },
    async close() {
      await chunks.return(undefined);
    },
  };

  while (filled < HEAD_BYTES && !ended) await records.fill();
  const head = new TextDecoder().decode(work.subarray(0, Math.min(filled, HEAD_BYTES)));
  const start = reader.skipSpace(0);
  const list = layout === 'ndjson' ? null : work[start] === OPEN_LIST ? start : listOffset(head);
  if (list !== null) {
    isInList = true;
    isWrapped = list !== start;
    position = list + 1;
  }
  return records;
}

/** Offset in bytes of a list of records inside objects. */
function listOffset(head: string): number | null {
  const trimmed = head.trimStart();
  const index = wrappedList(trimmed);
  return index === null ? null : Buffer.byteLength(head.slice(0, head.length - trimmed.length + index));
}
