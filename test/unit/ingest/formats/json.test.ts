import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EngineFailure } from '../../../../core/contract/errors.ts';
import { createJsonReader, JsonFault } from '../../../../core/ingest/formats/json-reader.ts';
import { jsonLayout } from '../../../../core/ingest/formats/json-layout.ts';
import { readTableCells, withFile, type ReadTable } from './read-table-cells.ts';

function read(content: string | Uint8Array, layout: 'json' | 'ndjson' = 'json', options: Parameters<typeof readTableCells>[2] = {}): Promise<ReadTable> {
  return withFile('orders.json', content, (path) => readTableCells(path, layout, options));
}

async function faultOf(content: string, layout: 'json' | 'ndjson' = 'json'): Promise<unknown> {
  try {
    await read(content, layout);
    return null;
  } catch (thrown) {
    if (thrown instanceof EngineFailure) return thrown.error;
    throw thrown;
  }
}

/** Whether the reader takes the text for one JSON value. */
function isAccepted(text: string): boolean {
  const bytes = Buffer.from(`${text}\u0000`);
  const reader = createJsonReader(null, '.');
  reader.use(bytes, bytes.length - 1);
  try {
    return reader.skipSpace(reader.skipValue(reader.skipSpace(0))) === bytes.length - 1;
  } catch (thrown) {
    if (thrown instanceof JsonFault) return false;
    throw thrown;
  }
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('JSON.parse is the oracle', () => {
  test('any value as JSON.stringify writes it, and the same with a character changed or cut off', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.constantFrom('', '"', '\\', ',', '}', ']', '0', 'e', '-', '.', 'u', '\n', ' ', 'x', ':'), (text, place, other) => {
        expect(isAccepted(text)).toBe(true);
        const at = place % (text.length + 1);
        const changed = text.slice(0, at) + other + text.slice(at + 1);
        expect([changed, isAccepted(changed)]).toEqual([changed, parses(changed)]);
        const cut = text.slice(0, at);
        expect([cut, isAccepted(cut)]).toEqual([cut, parses(cut)]);
      }),
      { numRuns: 3000 },
    );
  });

  test.each(['01', '-', '1.', '.5', '1e', '1e+', '+1', 'nul', 'truee', '"\\x"', '"\\u12g4"', '"\u0001"', '[1,]', '{"a":1,}', '{a:1}', "{'a':1}", '[1 2]', '"\\ud83d\\ude00"', '1E-05', '-0.0', '{"a":{"b":[{}]}}', '[]', '{}', ''])('%s', (text) => {
    expect(isAccepted(text)).toBe(parses(text));
  });

  test('cells of any flat records, their keys in any order or missing', { timeout: 60_000 }, async () => {
    const scalar = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null));
    const key = fc.constantFrom('id', 'a b', 'ключ', 'x"y', '😀', '');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.dictionary(key, scalar, { minKeys: 1 }), { minLength: 1, maxLength: 12 }), fc.boolean(), fc.constantFrom(0, 2), async (records, isLines, indent) => {
        const layout = isLines ? 'ndjson' : 'json';
        const text = isLines ? records.map((record) => JSON.stringify(record)).join('\n') : JSON.stringify(records, null, indent);
        const { names, cells } = await read(text, layout);
        expect(new Set(names)).toEqual(new Set(records.flatMap((record) => Object.keys(record)).map((name) => name)));
        const expected = records.map((record) => names!.map((name) => {
          const value = Object.hasOwn(record, name) ? record[name] : null;
          return typeof value === 'number' ? JSON.stringify(value) : value === null || value === undefined ? '' : new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(String(value)));
        }));
        expect(cells).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});

describe('records become rows', () => {
  test('nested objects with points, lists of texts in one cell, further lists as JSON', async () => {
    const { names, cells } = await read(JSON.stringify([
      { id: 1, customer: { id: 'c1', address: { city: 'Łódź' } }, tags: ['vip', 'new'], notes: [[1]] },
      { customer: { email: 'a@b.c', id: null }, id: 2, tags: [] },
    ]));
    expect(names).toEqual(['id', 'customer.id', 'customer.address.city', 'customer.email', 'tags', 'notes']);
    expect(cells).toEqual([['1', 'c1', 'Łódź', '', 'vip, new', '[[1]]'], ['2', '', '', 'a@b.c', '', '']]);
  });

  test('numbers as they are written, whole ones without .0', async () => {
    expect((await read('[{"a":17850.0,"b":12.50,"c":1e3,"d":"007","e":-0.5,"f":12345678901234567890}]')).cells).toEqual([['17850', '12.50', '1e3', '007', '-0.5', '12345678901234567890']]);
    expect((await read('[{"a":12.5,"b":"12,5"}]', 'json', { decimal: ',' })).cells).toEqual([['12,5', '12,5']]);
  });

  test('a list of objects makes a row of each, with the record’s fields beside it, wherever the list stands', async () => {
    const orders = [{ id: 1, items: [{ sku: 'a', qty: 1 }, { qty: 2, sku: 'b' }], city: 'X' }, { items: [], id: 2, city: 'Y' }, { id: 3, city: 'Z' }, { city: 'W', items: [{ sku: 'c', price: 5 }], id: 4 }];
    const { names, cells, lines } = await read(JSON.stringify(orders));
    expect(names).toEqual(['id', 'items.sku', 'items.qty', 'items.price', 'city']);
    expect(cells).toEqual([['1', 'a', '1', '', 'X'], ['1', 'b', '2', '', 'X'], ['2', '', '', '', 'Y'], ['3', '', '', '', 'Z'], ['4', 'c', '', '5', 'W']]);
    expect(lines).toEqual([1, 1, 2, 3, 4]);
  });

  test('one record with more lines than a block holds', async () => {
    const items = Array.from({ length: 5000 }, (_, index) => ({ sku: `s${index}` }));
    const { cells } = await read(JSON.stringify([{ id: 7, items, shop: 'Ж' }, { id: 8, items: [{ sku: 'last' }], shop: 'K' }]));
    expect(cells).toEqual([...items.map(({ sku }) => ['7', sku, 'Ж']), ['8', 'last', 'K']]);
  });

  test('keys that come up after the first thousand records are counted, not read', async () => {
    const records = Array.from({ length: 1500 }, (_, index) => (index < 1000 ? { id: index } : { id: index, late: { deep: 1 }, x: null }));
    const { names, cells, ignoredValues } = await read(records.map((record) => JSON.stringify(record)).join('\r\n'), 'ndjson');
    expect([names, cells.length, cells.at(-1), ignoredValues]).toEqual([['id'], 1500, ['1499'], 1000]);
  });

  test('lines are those of the file in NDJSON, blank lines included, and numbers of the records in a list', async () => {
    expect((await read('\n{"a":1}\n\n{"a":\n2}\n{"a":3}', 'ndjson')).lines).toEqual([2, 4, 6]);
    expect((await read('[\n\n{"a":1},\n{"a":2}]')).lines).toEqual([1, 2]);
  });

  test('a list that objects are wrapped around, but not the lines of one order', async () => {
    expect((await read('{"meta":{"n":[1,2]},"data":{"orders":[{"id":1},{"id":2}],"more":false}}')).cells).toEqual([['1'], ['2']]);
    expect((await read('{"id":5,"line_items":[{"sku":"a"},{"sku":"b"}]}')).cells).toEqual([['5', 'a'], ['5', 'b']]);
  });

  test('any size of records, so that chunks end anywhere in them', { timeout: 60_000 }, async () => {
    const records = Array.from({ length: 400 }, (_, index) => ({ id: index, text: `"\\${'ж'.repeat((index * 7919) % 30_000)}\n😀` }));
    expect((await read(JSON.stringify(records))).cells).toEqual(records.map(({ id, text }) => [`${id}`, text]));
  });
});

describe('layouts', () => {
  test.each<[string, boolean, string]>([
    ['[{"a":1}]', true, 'json'], ['[]', true, 'json'], ['[', false, 'json'], ['{"a":1}', true, 'json'], ['{"a":1}\n{"a":2}', true, 'ndjson'], ['{"a":"}{"} {', false, 'ndjson'], ['{"a":[{"b":', false, 'json'],
    ['{order};date', true, 'text'], ['[1] order,date', true, 'text'], ['order,date', true, 'text'], ['', true, 'text'],
  ])('%s', (head, whole, layout) => {
    expect(jsonLayout(head, whole)).toBe(layout);
  });
});

describe('faults name the line', () => {
  test.each<[string, string, 'json' | 'ndjson', number]>([
    ['a comma too many', '[{"a":1},\n{"a":2},\n]', 'json', 3],
    ['cut short', '[{"a":1},\n{"a"', 'json', 2],
    ['not closed', '[{"a":1},\n{"a":2}\n', 'json', 3],
    ['something after the end', '[{"a":1}]\nx', 'json', 2],
    ['a record that is none', '[{"a":1},\n5]', 'json', 2],
    ['a bad line', '{"a":1}\n{"a":2\n{"a":3}', 'ndjson', 3],
    ['a line cut short', '{"a":1}\n{"a":', 'ndjson', 2],
    ['a wrapper cut short', '{"orders":[{"a":1}]\n', 'json', 2],
  ])('%s', async (_, content, layout, line) => {
    expect(await faultOf(content, layout)).toEqual({ code: 'FILE', file: 'orders.json', fault: 'bad-json', line });
  });

  test('no records', async () => {
    expect(await faultOf('[]')).toMatchObject({ fault: 'no-records' });
    expect(await faultOf('[{},{}]')).toMatchObject({ fault: 'no-records' });
    expect(await faultOf('['.repeat(100_000))).toMatchObject({ fault: 'bad-json' });
    expect(await faultOf(`[{"a":${'['.repeat(100_000)}`)).toMatchObject({ fault: 'bad-json' });
  });
});
