import { basename } from 'node:path';
import type { ImportPlan } from '../../contract/imports.ts';
import type { ImportedFile, RejectedRow } from '../../frame/import-target.ts';
import { openByteSource } from '../byte-source.ts';
import { readTable } from '../formats/read-table.ts';
import { readRows } from '../row-reader.ts';
import { createRowBlock, type RowBlock } from '../tokenizer.ts';
import type { FactContext } from './fact-context.ts';
import { createFactDecoder } from './fact-decoder.ts';

export interface FactImport extends Omit<FactContext, 'plan' | 'headers' | 'capacity'> {
  fileIndex: number;
  reject: (row: RejectedRow) => void;
  onRead: (bytesRead: number, rows: number) => void;
}

const NO_LINES = { lines: 0, orders: 0, customers: 0, anonymousLines: 0, creditLines: 0, negativeQuantityLines: 0, zeroPriceLines: 0, grossMinor: 0 };

/** Rows of a file with what is known of it once they have ended. */
interface RowSource {
  blocks: AsyncIterable<RowBlock>;
  /** Rows of the first block that are no data. */
  header: number;
  bytesRead(): number;
  hash(): Promise<string>;
  close(): Promise<void>;
}

/** Imports one file of customers, feedback, spend or products on the calling thread. Throws EngineFailure FILE. */
export async function importFacts(file: { path: string; bytes: number; plan: ImportPlan; headers: string[] }, context: FactImport): Promise<ImportedFile> {
  const { path, bytes, plan, headers } = file;
  const { capacity } = createRowBlock(headers.length);
  const rows = await openRows(path, plan, headers.length);
  try {
    const decoder = createFactDecoder({ ...context, plan, headers, capacity }, (row) => context.reject({ ...row, fileIndex: context.fileIndex }));
    let { header } = rows;
    for await (const block of rows.blocks) {
      context.onRead(rows.bytesRead(), decoder.counts().rows);
      decoder.decode(block, header);
      header = 0;
    }
    context.onRead(bytes, decoder.counts().rows);
    return { file: basename(path), kind: plan.kind, bytes, hash: await rows.hash(), ...decoder.counts(), facts: NO_LINES };
  } finally {
    await rows.close();
  }
}

async function openRows(path: string, plan: ImportPlan, columns: number): Promise<RowSource> {
  const format = plan.format ?? 'text';
  if (format !== 'text') return { ...(await readTable(path, format, plan, columns)), header: 0 };
  const source = await openByteSource(path);
  return {
    blocks: readRows({ source, dialect: plan.dialect, columns }),
    header: plan.dialect.header ? 1 : 0,
    bytesRead: () => source.bytesRead(),
    hash: () => Promise.resolve(source.hash()),
    close: () => Promise.resolve(),
  };
}
