import { makeData, Utf8 } from 'apache-arrow';
import type { DictionaryBatch } from '../frame/import-target.ts';
import type { Dictionary } from '../frame/line-batch.ts';
import { decodeArrow, encodeArrow, type ArrowBlob } from './arrow-blob.ts';

const CORE_DICTIONARIES = new Set(['order', 'customer', 'product', 'productName']);

/** An attribute may be called like anything; its dictionary is kept apart from the core ones. */
export function storedDictionaryName(name: string): string {
  return CORE_DICTIONARIES.has(name) ? name : `attribute:${name}`;
}

export function encodeDictionary(batch: DictionaryBatch): ArrowBlob {
  const data = makeData({ type: new Utf8(), length: batch.size, nullCount: 0, valueOffsets: batch.offsets.subarray(0, batch.size + 1), data: batch.bytes });
  return encodeArrow(batch.size, [{ name: 'text', data }]);
}

/** `null` if the blob is damaged. */
export function decodeDictionary(blob: { data: Uint8Array; checksum: number }): DictionaryBatch | null {
  const decoded = decodeArrow(blob);
  const text = decoded?.columns.get('text');
  if (decoded === null || text === undefined) return null;
  return { size: decoded.rows, offsets: text.valueOffsets as Int32Array, bytes: text.values as Uint8Array };
}

/** Texts decoded when asked for: millions of them stay bytes. Throws RangeError for a code outside the dictionary. */
export function createDictionary(batches: readonly DictionaryBatch[]): Dictionary {
  const decoder = new TextDecoder();
  const firstCode = new Uint32Array(batches.length + 1);
  for (const [index, batch] of batches.entries()) firstCode[index + 1] = firstCode[index]! + batch.size;
  const size = firstCode[batches.length]!;
  const batchOf = (code: number): number => {
    let low = 0;
    let high = batches.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (firstCode[middle]! <= code) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    size,
    text(code) {
      if (!(code >= 0 && code < size)) throw new RangeError(`no text for code ${code}`);
      const index = batchOf(code);
      const batch = batches[index]!;
      const position = code - firstCode[index]!;
      return decoder.decode(batch.bytes.subarray(batch.offsets[position], batch.offsets[position + 1]));
    },
  };
}
