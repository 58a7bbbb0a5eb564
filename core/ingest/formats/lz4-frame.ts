import { compressors } from 'hyparquet-compressors';

const MAGIC = 0x184d_2204;
const UNCOMPRESSED = 0x8000_0000;

/** Content of an LZ4 frame (LZ4 Frame Format 1.6.2) with its size known or independent blocks, as Arrow writes it. Checksums are not verified.
 *  Throws RangeError for anything else. */
export function decompressLz4Frame(frame: Uint8Array): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw new RangeError('no LZ4 frame');
  const flags = frame[4]!;
  const hasBlockChecksums = (flags & 0x10) !== 0;
  const hasSize = (flags & 0x08) !== 0;
  const hasDictionary = (flags & 0x01) !== 0;
  const isIndependent = (flags & 0x20) !== 0;
  const largestBlock = 1 << (8 + 2 * ((frame[5]! >> 4) & 7));
  let position = 6 + (hasSize ? 8 : 0) + (hasDictionary ? 4 : 0) + 1;
  const blocks: Uint8Array[] = [];
  for (;;) {
    const word = view.getUint32(position, true);
    position += 4;
    if (word === 0) break;
    const length = word & ~UNCOMPRESSED;
    if (position + length > frame.length) throw new RangeError('the LZ4 frame ends early');
    const block = frame.subarray(position, position + length);
    position += length + (hasBlockChecksums ? 4 : 0);
    if (!isIndependent && blocks.length > 0) throw new RangeError('LZ4 blocks that depend on each other');
    blocks.push((word & UNCOMPRESSED) !== 0 ? block : decompressBlock(block, largestBlock));
  }
  return Buffer.concat(blocks);
}

function decompressBlock(block: Uint8Array, largest: number): Uint8Array {
  const output = compressors.LZ4_RAW?.(block, largest);
  if (output === undefined) throw new RangeError('no LZ4');
  return output.subarray(0, lengthOf(block));
}

/** Bytes that an LZ4 block unzips to: its literals and matches added up. */
function lengthOf(block: Uint8Array): number {
  let total = 0;
  for (let position = 0; position < block.length; ) {
    const token = block[position++]!;
    let literals = token >> 4;
    if (literals === 15) {
      let more = 255;
      while (more === 255) literals += more = block[position++] ?? 0;
    }
    position += literals;
    total += literals;
    if (position >= block.length) break;
    position += 2;
    let match = (token & 15) + 4;
    if ((token & 15) === 15) {
      let more = 255;
      while (more === 255) match += more = block[position++] ?? 0;
    }
    total += match;
  }
  return total;
}
