/** Distinct texts in shared memory as UTF-8: text i is bytes[starts[i] … starts[i + 1]). */
export interface SharedTexts {
  size: number;
  starts: Float64Array;
  bytes: Uint8Array;
}

interface TextBatch {
  size: number;
  offsets: Int32Array;
  bytes: Uint8Array;
}

/** One table of texts from the batches of a dictionary, in order of code. */
export function shareTexts(batches: Iterable<TextBatch>): SharedTexts {
  const parts = [...batches];
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const byteLength = parts.reduce((sum, part) => sum + part.offsets[part.size]! - part.offsets[0]!, 0);
  const starts = new Float64Array(new SharedArrayBuffer((size + 1) * Float64Array.BYTES_PER_ELEMENT));
  const bytes = new Uint8Array(new SharedArrayBuffer(byteLength));
  let text = 0;
  let end = 0;
  for (const part of parts) {
    const first = part.offsets[0]!;
    bytes.set(part.bytes.subarray(first, part.offsets[part.size]), end);
    for (let index = 1; index <= part.size; index++) starts[text + index] = end + part.offsets[index]! - first;
    text += part.size;
    end = starts[text]!;
  }
  return { size, starts, bytes };
}

const decoder = new TextDecoder();

export function textAt(texts: SharedTexts, code: number): string {
  // Copied, because decoders refuse shared memory.
  return decoder.decode(texts.bytes.slice(texts.starts[code], texts.starts[code + 1]));
}

/** Ascending codes of those of the texts that are there. Only texts as long as a wanted one are decoded. */
export function codesOf(texts: SharedTexts, wanted: ReadonlySet<string>): number[] {
  const lengths = new Set(Array.from(wanted, (text) => Buffer.byteLength(text)));
  const codes: number[] = [];
  for (let code = 0; code < texts.size; code++) {
    if (lengths.has(texts.starts[code + 1]! - texts.starts[code]!) && wanted.has(textAt(texts, code))) codes.push(code);
  }
  return codes;
}

/** Code of a text, or −1. Looks at every text once. */
export function codeOf(texts: SharedTexts, wanted: string): number {
  const target = new TextEncoder().encode(wanted);
  for (let code = 0; code < texts.size; code++) {
    const start = texts.starts[code]!;
    if (texts.starts[code + 1]! - start !== target.length) continue;
    let index = 0;
    while (index < target.length && texts.bytes[start + index] === target[index]) index++;
    if (index === target.length) return code;
  }
  return -1;
}

/** Rank of each text in the order of its bytes (which is the order of its code points). */
export function rankTexts(texts: SharedTexts): Uint32Array {
  const { size, starts, bytes } = texts;
  const prefix = new BigUint64Array(size);
  const view = new DataView(new ArrayBuffer(8));
  for (let code = 0; code < size; code++) {
    const start = starts[code]!;
    const length = Math.min(8, starts[code + 1]! - start);
    view.setBigUint64(0, 0n);
    for (let index = 0; index < length; index++) view.setUint8(index, bytes[start + index]!);
    prefix[code] = view.getBigUint64(0);
  }
  const order = Uint32Array.from(prefix.keys());
  order.sort((left, right) => {
    if (prefix[left]! !== prefix[right]!) return prefix[left]! < prefix[right]! ? -1 : 1;
    return compareBytes(texts, left, right);
  });
  const rank = new Uint32Array(new SharedArrayBuffer(size * Uint32Array.BYTES_PER_ELEMENT));
  for (let index = 0; index < size; index++) rank[order[index]!] = index;
  return rank;
}

function compareBytes({ starts, bytes }: SharedTexts, left: number, right: number): number {
  const leftStart = starts[left]!;
  const rightStart = starts[right]!;
  const leftLength = starts[left + 1]! - leftStart;
  const rightLength = starts[right + 1]! - rightStart;
  for (let index = 0; index < leftLength && index < rightLength; index++) {
    const difference = bytes[leftStart + index]! - bytes[rightStart + index]!;
    if (difference !== 0) return difference;
  }
  return leftLength - rightLength;
}
