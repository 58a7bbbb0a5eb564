import { open as openFile } from 'node:fs/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { EngineFailure } from '../../contract/errors.ts';
import { asFileFailure, fileFailure } from '../file-faults.ts';
import { createTranscoder } from '../encoding.ts';

// Sheets shrink to a tenth or a fortieth; deflate's limit is 1032.
const UNZIPPED_FREE_BYTES = 256 << 20;
const MOST_UNZIPPED_PER_BYTE = 200;
const MOST_ENTRIES = 20_000;
const CHUNK_BYTES = 1 << 19;
const STORED = 0;
const DEFLATED = 8;

/** The parts of a workbook, by their path in lower case without a slash in front. */
export interface ZipParts {
  has(part: string): boolean;
  /** Content of a part as UTF-8 without byte order mark. Throws EngineFailure FILE. */
  chunks(part: string): AsyncGenerator<Uint8Array>;
  /** Compressed bytes read so far, of all parts. */
  bytesRead(): number;
  close(): void;
}

/** Opens a zip file. Throws EngineFailure FILE: `damaged`, `encrypted`, `unzips-too-large`. */
export async function openZipParts(path: string): Promise<ZipParts> {
  let zip: ZipFile;
  try {
    // yauzl reports a file that vanished as a fault of its own.
    await (await openFile(path)).close();
    zip = await openPromise(path, { autoClose: false, validateEntrySizes: true, strictFileNames: false });
  } catch (thrown) {
    throw zipFailure(path, thrown);
  }
  const entries = new Map<string, Entry>();
  try {
    if (zip.entryCount > MOST_ENTRIES) throw fileFailure(path, 'damaged');
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName.replaceAll('\\', '/').replace(/^\/+/u, '').toLowerCase(), entry);
  } catch (thrown) {
    zip.close();
    throw zipFailure(path, thrown);
  }
  let bytesRead = 0;
  return {
    has: (part) => entries.has(part),
    async *chunks(part) {
      const entry = entries.get(part);
      if (entry === undefined) throw fileFailure(path, 'damaged');
      if (entry.isEncrypted()) throw fileFailure(path, 'encrypted');
      if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) throw fileFailure(path, 'unsupported-compression');
      const before = bytesRead;
      let unzipped = 0;
      let checksum = 0;
      const check = (chunk: Uint8Array): void => {
        unzipped += chunk.length;
        checksum = crc32(chunk, checksum);
        if (unzipped > entry.uncompressedSize) throw fileFailure(path, 'damaged');
        if (unzipped > UNZIPPED_FREE_BYTES && unzipped > entry.compressedSize * MOST_UNZIPPED_PER_BYTE) throw fileFailure(path, 'unzips-too-large');
        bytesRead = before + Math.round(entry.compressedSize * (unzipped / entry.uncompressedSize));
      };
      try {
        const stored = await zip.openReadStreamPromise(entry, { decodeFileData: false });
        const inflate = createInflateRaw({ chunkSize: CHUNK_BYTES });
        const stream = entry.compressionMethod === STORED ? stored : stored.pipe(inflate);
        stored.on('error', (error) => inflate.destroy(error));
        try {
          yield* utf8Chunks(path, stream as AsyncIterable<Buffer>, check);
        } finally {
          stored.destroy();
          inflate.destroy();
        }
        if (unzipped !== entry.uncompressedSize || checksum !== entry.crc32) throw fileFailure(path, 'damaged');
      } catch (thrown) {
        throw zipFailure(path, thrown);
      }
    },
    bytesRead: () => bytesRead,
    close: () => zip.close(),
  };
}

/** XML parts are UTF-8 or, with its mark, UTF-16. */
async function* utf8Chunks(path: string, stream: AsyncIterable<Buffer>, check: (chunk: Uint8Array) => void): AsyncGenerator<Uint8Array> {
  let transcoder: ReturnType<typeof createTranscoder> | null = null;
  let isFirst = true;
  for await (const chunk of stream) {
    check(chunk);
    if (isFirst) {
      isFirst = false;
      const mark = chunk.toString('hex', 0, 2);
      if (mark === 'fffe' || mark === 'feff') transcoder = createTranscoder(mark === 'fffe' ? 'utf-16le' : 'utf-16be');
      else if (chunk.toString('hex', 0, 3) === 'efbbbf') {
        yield chunk.subarray(3);
        continue;
      }
    }
    const text = transcoder === null ? chunk : transcoder.write(chunk);
    if (text === null) throw fileFailure(path, 'damaged');
    yield text;
  }
}

/** Whatever yauzl and zlib find wrong with a file’s bytes is damage. */
function zipFailure(path: string, thrown: unknown): unknown {
  if (thrown instanceof EngineFailure) return thrown;
  const known = asFileFailure(path, thrown);
  const isZipped = known instanceof EngineFailure && known.error.code === 'FILE' && (known.error.fault === 'truncated-gzip' || known.error.fault === 'bad-gzip');
  if (known instanceof EngineFailure && !isZipped) return known;
  return thrown instanceof TypeError ? thrown : fileFailure(path, 'damaged');
}
