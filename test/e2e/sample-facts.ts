import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { sampleFiles } from '../../electron/places.ts';
import { repository } from './harness.ts';

/** Counted by another reader than the program’s own. */
export function sampleFacts(): { lines: number; orders: number; customers: number; rowsOfAllFiles: number } {
  const [orders = [], ...others] = sampleFiles(repository).map(rowsOf);
  const distinct = (column: string): number => new Set(orders.map((row) => row[column]).filter((value) => value !== '')).size;
  const rowsOfAllFiles = others.reduce((sum, rows) => sum + rows.length, orders.length);
  return { lines: orders.length, orders: distinct('order_id'), customers: distinct('customer_id'), rowsOfAllFiles };
}

function rowsOf(path: string): Record<string, string>[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
}
