import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { repository } from './harness.ts';

/** Counted by another reader than the program’s own. */
export function sampleFacts(): { lines: number; orders: number; customers: number } {
  const text = gunzipSync(readFileSync(join(repository, 'sample-data', 'orders.csv.gz'))).toString('utf8');
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  const distinct = (column: string): number => new Set(data.map((row) => row[column]).filter((value) => value !== '')).size;
  return { lines: data.length, orders: distinct('order_id'), customers: distinct('customer_id') };
}
