import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { Bool, Dictionary, Float64, Int32, Table, tableToIPC, TimestampMillisecond, Utf8, vectorFromArray } from 'apache-arrow';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspectFile } from '../../../../core/ingest/inspect-file.ts';
import { importInto, readLines, withProject, type LineInWords } from '../import-lines.ts';
import { columnName, xlsxOf } from './write-xlsx.ts';

interface Sale {
  order: string;
  date: string;
  customer: string;
  sku: string;
  product: string;
  quantity: number;
  price: number;
  channel: string;
}

const COLUMNS = ['Order ID', 'Order date', 'Customer ID', 'SKU', 'Product name', 'Quantity', 'Unit price', 'Channel'] as const;
const NAMES = ['Tea, green', 'Cup "Café"', 'Чай «Ранок»', 'Żółty kubek', '<b>Spoon</b> & fork', 'Line\nbreak', '=1+1'];
const SALES: Sale[] = Array.from({ length: 2500 }, (_, index) => ({
  order: `A-${String(Math.floor(index / 3)).padStart(6, '0')}`,
  date: new Date(Date.UTC(2023, 0, 1, 0, 0, 7919 * Math.floor(index / 3))).toISOString().slice(0, 19).replace('T', ' '),
  customer: index % 11 === 0 ? '' : `${17_850 + (index % 97)}`,
  sku: String(index % 61).padStart(5, '0'),
  product: NAMES[index % NAMES.length]!,
  quantity: (index % 7) + 1,
  price: Math.round(((index * 37) % 10_000) + 5) / 100,
  channel: ['web', 'shop', ''][index % 3]!,
}));
const cellsOf = (sale: Sale): (string | number)[] => [sale.order, sale.date, sale.customer, sale.sku, sale.product, sale.quantity, sale.price, sale.channel];
const records = SALES.map((sale) => Object.fromEntries(cellsOf(sale).map((cell, column) => [COLUMNS[column], cell])));

let folder = '';
let expected: { facts: unknown; fingerprint: string; lines: LineInWords[] };
const path = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tenure-test-'));
  writeFileSync(path('sales.csv'), Papa.unparse([[...COLUMNS], ...SALES.map(cellsOf)], { newline: '\n' }));
  expected = await imported(path('sales.csv'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function imported(file: string): Promise<{ facts: unknown; fingerprint: string; lines: LineInWords[] }> {
  return withProject(async (store) => {
    const report = await importInto(store, [file]);
    expect(report.files[0]).toMatchObject({ rows: 2500, imported: 2500, rejected: 0 });
    // The line of the file is the one thing in which formats differ: sheets count their header, and CSV the line breaks in cells.
    return { facts: report.files[0]?.facts, fingerprint: store.fingerprint(), lines: readLines(store).map((line) => ({ ...line, line: 0 })) };
  });
}

async function expectSame(file: string): Promise<void> {
  const { facts, lines } = await imported(file);
  expect(facts).toEqual(expected.facts);
  expect(lines).toEqual(expected.lines);
}

function sheetRows(): { rows: string; shared: string[] } {
  const shared = new Map<string, number>();
  const code = (text: string): number => shared.get(text) ?? (shared.set(text, shared.size), shared.size - 1);
  const cell = (value: string | number, column: number, row: number): string => {
    const reference = `${columnName(column)}${row}`;
    if (value === '') return '';
    if (row > 1 && column === 1) return `<c r="${reference}" s="1"><v>${(Date.parse(`${value}Z`) / 86_400_000 + 25_569).toString()}</v></c>`;
    if (row > 1 && column === 2) return `<c r="${reference}"><v>${value}.0</v></c>`;
    return typeof value === 'number' ? `<c r="${reference}"><v>${value}</v></c>` : `<c r="${reference}" t="s"><v>${code(value)}</v></c>`;
  };
  const rows = [[...COLUMNS], ...SALES.map(cellsOf)].map((cells, index) => `<row r="${index + 1}">${cells.map((value, column) => cell(value, column, index + 1)).join('')}</row>`);
  return { rows: rows.join(''), shared: [...shared.keys()] };
}

describe('one table is the same orders in every format', { timeout: 60_000 }, () => {
  test('XLSX with dates and customers as numbers', async () => {
    const { rows, shared } = sheetRows();
    writeFileSync(path('sales.xlsx'), xlsxOf({ sheets: [{ name: 'Notes', rows: '<row r="1"><c r="A1" t="inlineStr"><is><t>Export of sales</t></is></c></row>' }, { name: 'Sales', rows }], shared, styles: [0, 22] }));
    const proposal = await inspectFile(path('sales.xlsx'), null);
    expect(proposal).toMatchObject({ format: 'xlsx', sheets: ['Notes', 'Sales'], plan: { format: 'xlsx', sheet: 'Sales' } });
    await expectSame(path('sales.xlsx'));
  });

  test('JSON, NDJSON, and both zipped', async () => {
    const json = JSON.stringify(records, null, 2);
    const lines = records.map((record) => JSON.stringify(record)).join('\n');
    writeFileSync(path('sales.json'), json);
    writeFileSync(path('sales.ndjson'), lines);
    writeFileSync(path('sales.json.gz'), gzipSync(json));
    writeFileSync(path('sales.jsonl.gz'), gzipSync(lines));
    writeFileSync(path('sales16.json'), Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(json, 'utf16le')]));
    writeFileSync(path('wrapped.json'), JSON.stringify({ count: records.length, page: { next: null }, orders: records, ok: true }));
    for (const name of ['sales.json', 'sales.ndjson', 'sales.json.gz', 'sales.jsonl.gz', 'sales16.json', 'wrapped.json']) await expectSame(path(name));
  });

  test('JSON with the lines of an order in a list', async () => {
    const orders = new Map<string, { id: string; created_at: string; customer: { id: string | null }; line_items: unknown[]; channel: string }>();
    const flat: Sale[] = SALES.map((sale) => ({ ...sale, customer: SALES.find(({ order }) => order === sale.order)!.customer, channel: 'web' }));
    for (const sale of flat) {
      const order = orders.get(sale.order) ?? { id: sale.order, created_at: sale.date, customer: { id: sale.customer === '' ? null : sale.customer }, line_items: [], channel: 'web' };
      order.line_items.push({ sku: sale.sku, name: sale.product, quantity: sale.quantity, price: sale.price.toFixed(2) });
      orders.set(sale.order, order);
    }
    writeFileSync(path('flat.csv'), Papa.unparse([[...COLUMNS], ...flat.map(cellsOf)]));
    writeFileSync(path('orders.json'), JSON.stringify([...orders.values()]));
    const columns = (await inspectFile(path('orders.json'), null)).columns.map(({ name, field }) => [name, field]);
    expect(columns).toEqual([
      ['id', 'order'], ['created_at', 'date'], ['customer.id', 'customer'], ['line_items.sku', 'product'], ['line_items.name', 'productName'], ['line_items.quantity', 'quantity'], ['line_items.price', 'unitPrice'], ['channel', 'channel'],
    ]);
    const [fromJson, fromCsv] = [await imported(path('orders.json')), await imported(path('flat.csv'))];
    expect(fromJson.facts).toEqual(fromCsv.facts);
    expect(fromJson.lines).toEqual(fromCsv.lines);
  });

  test.each(['snappy', 'zstd', 'gzip', 'brotli', 'uncompressed'])('Parquet written by DuckDB, %s', async (codec) => {
    const connection = await (await DuckDBInstance.create()).connect();
    const file = path(`sales-${codec}.parquet`);
    await connection.run(`create table sales as select "Order ID", "Order date"::timestamp as "Order date", try_cast("Customer ID" as bigint) as "Customer ID", "SKU", "Product name", "Quantity"::int as "Quantity", "Unit price"::decimal(10,2) as "Unit price", "Channel"
      from read_csv('${path('sales.csv')}', all_varchar = true, header = true, quote = '"', escape = '"')`);
    await connection.run(`copy sales to '${file}' (format parquet, codec '${codec}', row_group_size 700)`);
    connection.closeSync();
    await expectSame(file);
  });

  test('Arrow file and stream, with a dictionary and several batches', async () => {
    const column = <K extends keyof Sale>(key: K): Sale[K][] => SALES.map((sale) => sale[key]);
    const make = (from: number, to: number, skus: Dictionary<Utf8, Int32> | Utf8 = new Utf8()): Table =>
      new Table({
        'Order ID': vectorFromArray(column('order').slice(from, to), new Utf8()),
        'Order date': vectorFromArray(column('date').slice(from, to).map((date) => Date.parse(`${date}Z`)), new TimestampMillisecond()),
        'Customer ID': vectorFromArray(column('customer').slice(from, to).map((customer) => (customer === '' ? null : Number(customer))), new Float64()),
        SKU: vectorFromArray(column('sku').slice(from, to), skus),
        'Product name': vectorFromArray(column('product').slice(from, to), new Utf8()),
        Quantity: vectorFromArray(column('quantity').slice(from, to), new Int32()),
        'Unit price': vectorFromArray(column('price').slice(from, to), new Float64()),
        Channel: vectorFromArray(column('channel').slice(from, to).map((channel) => (channel === '' ? null : channel)), new Utf8()),
        Gift: vectorFromArray(column('quantity').slice(from, to).map((quantity) => quantity > 6), new Bool()),
      });
    const whole = make(0, 2500, new Dictionary(new Utf8(), new Int32()));
    writeFileSync(path('sales.arrow'), tableToIPC(whole, 'file'));
    writeFileSync(path('sales.arrows'), tableToIPC(whole, 'stream'));
    const parts = [make(0, 1000), make(1000, 1001), make(1001, 2500)];
    writeFileSync(path('batches.arrows'), tableToIPC(new Table(parts.flatMap((part) => part.batches)), 'stream'));
    writeFileSync(path('batches.arrow'), tableToIPC(new Table(parts.flatMap((part) => part.batches)), 'file'));
    for (const name of ['sales.arrow', 'sales.arrows', 'batches.arrows', 'batches.arrow']) await expectSame(path(name));
  });
});

test('a sheet is found anew when it is chosen, whatever stands above its table', async () => {
  const text = (reference: string, value: string): string => `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const table = (from: number, customer: string): string =>
    ['Order,Date,Client,Total', `1,2024-01-31,${customer},10`, `2,2024-02-01,${customer},20`].map((line, row) => `<row r="${from + row}">${line.split(',').map((cell, column) => text(`${columnName(column)}${from + row}`, cell)).join('')}</row>`).join('');
  const title = `<row r="1">${text('A1', 'Sales of February')}</row>`;
  writeFileSync(path('months.xlsx'), xlsxOf({ sheets: [{ name: 'January', rows: table(1, 'ann') }, { name: 'February', rows: title + table(4, 'bob') }] }));
  const first = await inspectFile(path('months.xlsx'), null);
  expect(first.plan).toMatchObject({ sheet: 'January', dialect: { skipLines: 0, header: true } });
  const second = await inspectFile(path('months.xlsx'), { ...first.plan, sheet: 'February', mapping: {}, attributes: [] });
  expect(second.plan).toMatchObject({ sheet: 'February', dialect: { skipLines: 3, header: true }, mapping: { order: 0, date: 1, customer: 2, amount: 3 } });
  expect(second.rows.line).toEqual([5, 6]);
  await withProject(async (store) => {
    const report = await importInto(store, [path('months.xlsx')], second.plan);
    expect(report.files[0]).toMatchObject({ rows: 2, imported: 2 });
    expect(readLines(store).map(({ customer, netMinor, line }) => [customer, netMinor, line])).toEqual([['bob', 1000, 5], ['bob', 2000, 6]]);
  });
});

test('files of different formats in one import, read by the plan of the first', async () => {
  writeFileSync(path('one.csv'), 'Order;Date;Client;Total\n1;31/01/2024;ann;10,50\n');
  writeFileSync(path('two.json'), JSON.stringify([{ Total: 20.25, Client: 'bob', Date: '2024-02-01', Order: 2 }]));
  writeFileSync(path('three.tsv'), 'Client\tOrder\tTotal\tDate\neve\t3\t1.5\t2024-03-01\n');
  const { plan } = await inspectFile(path('one.csv'), null);
  await withProject(async (store) => {
    await importInto(store, [path('one.csv'), path('two.json')], plan);
    await importInto(store, [path('three.tsv')]);
    expect(readLines(store).map(({ order, customer, moment, netMinor }) => [order, customer, moment.slice(0, 10), netMinor])).toEqual([['1', 'ann', '2024-01-31', 1050], ['2', 'bob', '2024-02-01', 2025], ['3', 'eve', '2024-03-01', 150]]);
  });
});
