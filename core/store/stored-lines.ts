import { whenAsked } from '../frame/columns-when-asked.ts';
import { LINE_CURRENCY, LINE_STATUS, NO_CODE, type LineBatch } from '../frame/line-batch.ts';
import { liveLines, type NumberedBatch } from '../frame/live-lines.ts';
import { keptColumns, lineBatchOf, type Scratch, storedColumns, type StoredColumns } from './line-batch-codec.ts';
import type { Connection } from './open-database.ts';
import { projectFailure, withProjectFaults } from './project-faults.ts';
import { readReplacedLines } from './replacements.ts';

/** Columns that are kept in memory, as narrow as they are stored, when a batch is read for the first time; the second time they need not be
 *  read again, and after that they are gone. With any, a batch is good until the next one is read. */
export type KeptNames = readonly (keyof LineBatch)[];

/** All stored batches in order, with the numbers of their lines; each is read when asked for. */
export function numberedBatches(connection: Connection, path: string, attributeNames: readonly string[], kept: KeptNames = []): NumberedBatch[] {
  const keys = connection
    .prepare<[], { importId: number; sequence: number; rows: number; importFirst: number }>(
      `SELECT import_id AS importId, sequence, rows, first_line AS importFirst FROM line_batch JOIN import USING (import_id) ORDER BY import_id, sequence`,
    )
    .all();
  const columns = columnReader(connection, path);
  const scratch: Scratch = new Map();
  let before: { importId: number; nextLine: number } | null = null;
  return keys.map(({ importId, sequence, rows, importFirst }) => {
    const firstLine: number = before?.importId === importId ? before.nextLine : importFirst;
    before = { importId, nextLine: firstLine + rows };
    const read = (): StoredColumns => columns(importId, sequence);
    return { firstLine, rows, read: kept.length === 0 ? () => lineBatchOf(read(), attributeNames) : readTwice(read, attributeNames, kept, scratch) };
  });
}

/** Stored batches [from, to), in order. */
export interface BatchRange {
  from: number;
  to: number;
}

export const ALL_BATCHES: BatchRange = { from: 0, to: Infinity };

/** Successive ranges of all batches, with about as many lines each. */
export function readBatchRanges(connection: Connection, parts: number): BatchRange[] {
  const rows = connection.prepare<[], number>('SELECT rows FROM line_batch ORDER BY import_id, sequence').pluck().all();
  const lines = rows.reduce((sum, count) => sum + count, 0);
  const ranges: BatchRange[] = [];
  let to = 0;
  let seen = 0;
  for (let part = 1; part <= parts; part++) {
    const from = to;
    while (to < rows.length && (part === parts || seen + rows[to]! / 2 < (lines * part) / parts)) seen += rows[to++]!;
    ranges.push({ from, to });
  }
  return ranges;
}

function readTwice(read: () => StoredColumns, attributeNames: readonly string[], names: KeptNames, scratch: Scratch): () => LineBatch {
  let kept: StoredColumns | null = null;
  return () => {
    if (kept === null) {
      const columns = read();
      kept = keptColumns(columns, names);
      return lineBatchOf(columns, attributeNames, scratch);
    }
    const batch = lineBatchOf(kept, [], scratch);
    kept = null;
    let whole: LineBatch | null = null;
    const column = <Name extends keyof LineBatch>(name: Name): LineBatch[Name] => (names.includes(name) ? batch[name] : (whole ??= lineBatchOf(read(), attributeNames))[name]);
    return whenAsked<LineBatch>({
      rows: () => batch.rows,
      order: () => column('order'),
      customer: () => column('customer'),
      product: () => column('product'),
      moment: () => column('moment'),
      quantity: () => column('quantity'),
      gross: () => column('gross'),
      net: () => column('net'),
      refund: () => column('refund'),
      cost: () => column('cost'),
      status: () => column('status'),
      sourceLine: () => column('sourceLine'),
      sourceFile: () => column('sourceFile'),
      attributes: () => column('attributes'),
    });
  };
}

/** Reads one batch; its columns are decoded when first used. Throws EngineFailure PROJECT. */
export function batchReader(connection: Connection, path: string, attributeNames: readonly string[]): (importId: number, sequence: number) => LineBatch {
  const columns = columnReader(connection, path);
  return (importId, sequence) => lineBatchOf(columns(importId, sequence), attributeNames);
}

function columnReader(connection: Connection, path: string): (importId: number, sequence: number) => StoredColumns {
  const select = connection.prepare<[number, number], { data: Uint8Array; checksum: number }>('SELECT data, checksum FROM line_batch WHERE import_id = ? AND sequence = ?');
  return (importId, sequence) => {
    const blob = withProjectFaults(path, () => select.get(importId, sequence));
    const columns = blob === undefined ? null : storedColumns(blob);
    if (columns === null) throw projectFailure(path, 'damaged');
    return columns;
  };
}

/** What the lines in force come to; moments are `null` without any. */
export interface LineSummary {
  lines: number;
  orders: number;
  anonymousLines: number;
  creditLines: number;
  negativeQuantityLines: number;
  zeroPriceLines: number;
  grossMinor: number;
  firstMoment: number | null;
  lastMoment: number | null;
}

const EACH_FILE = `coalesce(sum(anonymous_lines), 0) AS anonymousLines, coalesce(sum(credit_lines), 0) AS creditLines,
  coalesce(sum(negative_quantity_lines), 0) AS negativeQuantityLines, coalesce(sum(zero_price_lines), 0) AS zeroPriceLines, coalesce(sum(gross_minor), 0) AS grossMinor`;

export function readLineSummary(connection: Connection): LineSummary {
  const kept = connection
    .prepare<[], LineSummary>(
      `SELECT lines, orders, anonymous_lines AS anonymousLines, credit_lines AS creditLines, negative_quantity_lines AS negativeQuantityLines,
         zero_price_lines AS zeroPriceLines, gross_minor AS grossMinor, first_moment AS firstMoment, last_moment AS lastMoment FROM line_summary`,
    )
    .get();
  if (kept !== undefined) return kept;
  const batches = connection
    .prepare<[], Pick<LineSummary, 'lines' | 'firstMoment' | 'lastMoment'>>(
      'SELECT coalesce(sum(rows), 0) AS lines, min(first_moment) AS firstMoment, max(last_moment) AS lastMoment FROM line_batch',
    )
    .get();
  const files = connection.prepare<[], Omit<LineSummary, 'lines' | 'orders' | 'firstMoment' | 'lastMoment'>>(`SELECT ${EACH_FILE} FROM import_file`).get();
  return { ...NOTHING, ...batches, ...files, orders: orderCodes(connection) };
}

/** Counts the lines in force anew, where that is not simply the sum over the files: after an import that replaced lines, and after an undo.
 *  `step` is called once a batch and may throw. */
export function settleLineSummary(connection: Connection, path: string, step: () => void): void {
  connection.exec('DELETE FROM line_summary');
  const replaced = readReplacedLines(connection, path);
  const seen = new Uint8Array(orderCodes(connection));
  const sum: LineSummary = { ...NOTHING };
  for (const batch of liveLines(numberedBatches(connection, path, [LINE_CURRENCY]), replaced)) {
    step();
    addUp(batch, seen, sum);
  }
  for (const mark of seen) sum.orders += mark;
  if (replaced === null && sum.orders === seen.length) return;
  connection
    .prepare('INSERT INTO line_summary VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(sum.lines, sum.orders, sum.anonymousLines, sum.creditLines, sum.negativeQuantityLines, sum.zeroPriceLines, sum.grossMinor, sum.firstMoment, sum.lastMoment);
}

const NOTHING: LineSummary = { lines: 0, orders: 0, anonymousLines: 0, creditLines: 0, negativeQuantityLines: 0, zeroPriceLines: 0, grossMinor: 0, firstMoment: null, lastMoment: null };

function orderCodes(connection: Connection): number {
  return Number(connection.prepare("SELECT coalesce(sum(size), 0) FROM dictionary_batch WHERE name = 'order'").pluck().get());
}

function addUp(batch: LineBatch, seen: Uint8Array, sum: LineSummary): void {
  const { rows, order, customer, moment, quantity, gross, status } = batch;
  const currency = batch.attributes[LINE_CURRENCY]!;
  let first = sum.firstMoment ?? Infinity;
  let last = sum.lastMoment ?? -Infinity;
  for (let row = 0; row < rows; row++) {
    seen[order[row]!] = 1;
    if (customer[row] === NO_CODE) sum.anonymousLines++;
    if (status[row] === LINE_STATUS.credit) sum.creditLines++;
    if (quantity[row]! < 0) sum.negativeQuantityLines++;
    if (gross[row] === 0) sum.zeroPriceLines++;
    if (currency[row] === NO_CODE) sum.grossMinor += gross[row]!;
    if (moment[row]! < first) first = moment[row]!;
    if (moment[row]! > last) last = moment[row]!;
  }
  sum.lines += rows;
  if (rows > 0) [sum.firstMoment, sum.lastMoment] = [first, last];
}
