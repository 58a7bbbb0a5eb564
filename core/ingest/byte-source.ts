import { createReadStream } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { createGunzip } from 'node:zlib';
import { asFileFailure, fileFailure } from './file-faults.ts';
import { createFileHash } from './file-hash.ts';

const CHUNK_BYTES = 1 << 20;
// Order files shrink to a tenth or a fiftieth; deflate's limit is 1032.
const UNZIPPED_FREE_BYTES = 64 << 20;
const MOST_UNZIPPED_PER_BYTE = 200;

/** A file on its way in: plain bytes, or the content of a gzip file. */
export interface ByteSource {
  readonly path: string;
  readonly name: string;
  /** Size of the file itself. */
  readonly bytes: number;
  readonly isZipped: boolean;
  /** Bytes of the file read so far. */
  bytesRead(): number;
  /** Content in order, once. With `passing`, a chunk is good until the next one is asked for. Throws EngineFailure FILE. */
  chunks(passing?: 'passing'): AsyncGenerator<Uint8Array>;
  /** Identifies the file’s bytes (FileHash), after `chunks` has ended. */
  hash(): string;
}

/** Looks at the file without reading it whole. Throws EngineFailure FILE. */
export async function openByteSource(path: string, chunkBytes = CHUNK_BYTES): Promise<ByteSource> {
  try {
    const before = await stat(path);
    if (before.isDirectory()) throw fileFailure(path, 'is-directory');
    if (!before.isFile()) throw fileFailure(path, 'unsupported-format');
    if (before.size === 0) throw fileFailure(path, 'empty');
    const zipped = await isGzip(path);
    const hash = createFileHash();
    let bytesRead = 0;
    const take = (chunk: Uint8Array): void => {
      bytesRead += chunk.length;
      hash.update(chunk);
    };
    return {
      path,
      name: basename(path),
      bytes: before.size,
      isZipped: zipped,
      bytesRead: () => bytesRead,
      hash: hash.digest,
      async *chunks(passing) {
        try {
          yield* zipped ? gunzipped(path, chunkBytes, take, () => bytesRead) : plain(path, chunkBytes, take, passing === 'passing');
          const after = await stat(path);
          if (after.size !== before.size || after.mtimeMs !== before.mtimeMs || after.ino !== before.ino || bytesRead !== before.size) {
            throw fileFailure(path, 'changed-while-reading');
          }
        } catch (thrown) {
          throw asFileFailure(path, thrown);
        }
      },
    };
  } catch (thrown) {
    throw asFileFailure(path, thrown);
  }
}

/** The same for a file that is not read otherwise. Throws EngineFailure FILE. */
export async function hashFile(path: string): Promise<string> {
  const hash = createFileHash();
  try {
    for await (const chunk of plain(path, CHUNK_BYTES, hash.update, true)) void chunk;
  } catch (thrown) {
    throw asFileFailure(path, thrown);
  }
  return hash.digest();
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

/** The next chunk is read while the last one is worked on. */
async function* plain(path: string, chunkBytes: number, take: (chunk: Uint8Array) => void, passing: boolean): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  const kept = passing ? [new Uint8Array(chunkBytes), new Uint8Array(chunkBytes)] : [];
  let chunks = 0;
  const read = (position: number): Promise<Uint8Array> => readChunk(file, kept[chunks++ % 2] ?? new Uint8Array(chunkBytes), position);
  let ahead: Promise<Uint8Array> | null = null;
  try {
    let position = 0;
    ahead = read(position);
    for (;;) {
      const chunk: Uint8Array = await ahead;
      ahead = null;
      if (chunk.length === 0) return;
      position += chunk.length;
      ahead = read(position);
      take(chunk);
      yield chunk;
    }
  } finally {
    await ahead?.catch(() => undefined);
    await file.close();
  }
}

async function readChunk(file: FileHandle, into: Uint8Array, position: number): Promise<Uint8Array> {
  const { bytesRead } = await file.read(into, 0, into.length, position);
  return into.subarray(0, bytesRead);
}

async function* gunzipped(path: string, chunkBytes: number, take: (chunk: Uint8Array) => void, bytesRead: () => number): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: Math.max(64, chunkBytes >> 2) });
  const gunzip = createGunzip({ chunkSize: Math.max(64, chunkBytes) });
  file.on('data', (chunk) => take(chunk as Buffer));
  file.on('error', (error) => gunzip.destroy(error));
  file.pipe(gunzip);
  let unzipped = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      unzipped += chunk.length;
      if (unzipped > UNZIPPED_FREE_BYTES && unzipped > bytesRead() * MOST_UNZIPPED_PER_BYTE) throw fileFailure(path, 'unzips-too-large');
      yield chunk;
    }
  } finally {
    file.destroy();
    gunzip.destroy();
  }
}
