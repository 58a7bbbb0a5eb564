import { open } from 'node:fs/promises';
import type { FileFormat } from '../../contract/imports.ts';
import { openByteSource } from '../byte-source.ts';
import { asFileFailure, fileFailure } from '../file-faults.ts';
import { jsonLayout } from './json-layout.ts';

const HEAD_BYTES = 1 << 16;
const SCAN_BYTES = 1 << 20;
const OLE_MAGIC = 'd0cf11e0a1b11ae1';

/** Formats that are no tables, or none that can be read. */
const REFUSED = ['%PDF', 'SQLite format 3\u0000', 'FEA1', '{\\rtf'];
const MARKUP = /^(?:<\?xml|<!doctype|<html|<head|<table|<meta)/iu;

/** Tells a file’s format by its content, not by its name. `text` is also the answer for what only the reading will show to be none.
 *  Throws EngineFailure FILE, for formats that cannot be read too. */
export async function detectFormat(path: string): Promise<FileFormat> {
  const { head, whole, zipped } = await readHead(path);
  const start = head.toString('latin1', 0, 32);
  if (head.toString('hex', 0, 8) === OLE_MAGIC) throw fileFailure(path, await oleFault(path));
  if (start.startsWith('PARE')) throw fileFailure(path, 'encrypted');
  const format = binaryFormat(head);
  if (format !== null) {
    // These are read from their end; a compressed one has none until it is unzipped.
    if (zipped) throw fileFailure(path, 'unsupported-format');
    return format;
  }
  if (REFUSED.some((magic) => start.startsWith(magic))) throw fileFailure(path, 'unsupported-format');
  const text = asText(head).trimStart();
  if (MARKUP.test(text)) throw fileFailure(path, 'unsupported-format');
  return jsonLayout(text, whole);
}

function binaryFormat(head: Buffer): FileFormat | null {
  const start = head.toString('latin1', 0, 6);
  if (start.startsWith('PK\u0003\u0004') || start.startsWith('PK\u0005\u0006')) return 'xlsx';
  if (start.startsWith('PAR1')) return 'parquet';
  if (start === 'ARROW1' || head.toString('hex', 0, 4) === 'ffffffff') return 'arrow';
  return null;
}

/** Text of the head in the encodings that JSON and markup come in. */
function asText(head: Buffer): string {
  const mark = head.toString('hex', 0, 2);
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(head);
}

async function readHead(path: string): Promise<{ head: Buffer; whole: boolean; zipped: boolean }> {
  const source = await openByteSource(path);
  const chunks: Uint8Array[] = [];
  let length = 0;
  let whole = true;
  for await (const chunk of source.chunks()) {
    chunks.push(chunk);
    length += chunk.length;
    if (length < HEAD_BYTES) continue;
    whole = false;
    break;
  }
  const head = Buffer.concat(chunks).subarray(0, HEAD_BYTES);
  return { head, whole: whole && length <= HEAD_BYTES, zipped: source.isZipped };
}

/** An OLE container holds an encrypted workbook, an old one, or a document of another program: its directory names the streams in UTF-16. */
async function oleFault(path: string): Promise<'encrypted' | 'old-excel' | 'unsupported-format'> {
  const names = (['EncryptedPackage', 'Workbook', 'Book'] as const).map((name) => ({ name, bytes: Buffer.from(`${name}\u0000`, 'utf16le'), found: false }));
  try {
    const file = await open(path);
    try {
      const buffer = Buffer.alloc(SCAN_BYTES);
      // Windows overlap, so that a name across their border is seen.
      for (let position = 0; ; position += SCAN_BYTES - 64) {
        const { bytesRead } = await file.read(buffer, 0, SCAN_BYTES, position);
        for (const name of names) name.found ||= buffer.subarray(0, bytesRead).includes(name.bytes);
        if (bytesRead < SCAN_BYTES) break;
      }
    } finally {
      await file.close();
    }
  } catch (thrown) {
    throw asFileFailure(path, thrown);
  }
  const [encrypted, ...books] = names;
  if (encrypted?.found === true) return 'encrypted';
  return books.some(({ found }) => found) ? 'old-excel' : 'unsupported-format';
}
