import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ImportPlan } from '../../../../core/contract/imports.ts';
import { createOrderRows, dependsOnRowsAbove, type OrderRows } from '../../../../core/ingest/rows/order-rows.ts';
import { createWholeIds } from '../../../../core/ingest/rows/whole-ids.ts';
import { createRowBlock, tokenize, type RowBlock } from '../../../../core/ingest/tokenizer.ts';

const PLAN: ImportPlan = {
  kind: 'orders',
  profile: 'generic',
  dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', skipLines: 0, header: false, decimal: '.', dateOrder: 'ymd' },
  mapping: { order: 0, email: 1, date: 2, amount: 3, productName: 4 },
  attributes: [],
  currency: { code: 'EUR', minorUnitDigits: 2 },
  creditPrefix: null,
  cancelledStatuses: [],
  testStatuses: [],
  rowRules: { fill: ['order', 'email', 'date'], once: ['amount'], wholeIds: [] },
};

/** Rows as they are after the rules, read in blocks of `capacity` rows. */
function applied(rows: readonly string[][], capacity: number, rules: OrderRows): string[][] {
  const result: string[][] = [];
  const decoder = new TextDecoder();
  for (let from = 0; from < rows.length; from += capacity) {
    const text = new TextEncoder().encode(`${rows.slice(from, from + capacity).map((row) => row.join(',')).join('\n')}\n`);
    const bytes = new Uint8Array(text.length + 16);
    bytes.set(text);
    const block: RowBlock = createRowBlock(5, capacity);
    tokenize(block, bytes, 0, text.length, true, { delimiter: 44, quote: 34 }, { line: 1, openQuoteLine: null });
    rules.apply(block, 0);
    for (let row = 0; row < block.rows; row++) {
      result.push(Array.from({ length: 5 }, (_, column) => decoder.decode(block.bytes.subarray(block.start[row * 5 + column], block.end[row * 5 + column]))));
    }
  }
  return result;
}

const rulesOf = (plan: ImportPlan): OrderRows => createOrderRows(plan) ?? expect.fail('no rules');

/** The same rules, written plainly over texts. */
function plain(rows: readonly string[][]): string[][] {
  let first: string[] | null = null;
  return rows.map((row) => {
    const [order = '', , , , name = ''] = row;
    const continues: boolean = first !== null && (order === '' ? row.some((cell) => cell !== '') && !(row.find((cell) => cell !== '') ?? '').startsWith('Total') : order === first[0]);
    if (!continues || first === null) {
      first = order === '' ? null : row;
      return row;
    }
    const [firstOrder = '', firstEmail = '', firstDate = '', firstAmount = ''] = first;
    const [, email = '', date = '', amount = ''] = row;
    return [firstOrder, email || firstEmail, date || firstDate, amount === '' || amount === firstAmount ? '0' : amount, name];
  });
}

describe('rows of one order', () => {
  test('take what they leave blank from the first, and count its amount once', () => {
    const rows = [['1', 'a@x', '2024-01-05', '10', 'tea'], ['1', '', '', '', 'cup'], ['', '', '', '10', 'pot'], ['2', '', '2024-01-06', '7', 'tea'], ['2', 'b@x', '', '8', 'cup'], ['', '', '', '', ''], ['Total', '', '', '25', '']];
    expect(applied(rows, 100, rulesOf(PLAN))).toEqual([
      ['1', 'a@x', '2024-01-05', '10', 'tea'],
      ['1', 'a@x', '2024-01-05', '0', 'cup'],
      ['1', 'a@x', '2024-01-05', '0', 'pot'],
      ['2', '', '2024-01-06', '7', 'tea'],
      ['2', 'b@x', '2024-01-06', '8', 'cup'],
      // An empty line, which the tokenizer drops only where it has no delimiters, ends the order.
      ['', '', '', '', ''],
      ['Total', '', '', '25', ''],
    ]);
  });

  const cell = (...texts: string[]): fc.Arbitrary<string> => fc.constantFrom('', ...texts);
  const row = fc.tuple(cell('1', '2', '30'), cell('a@x', 'їжак@y'), cell('2024-01-05'), cell('10', '7.50'), cell('tea', 'cup', 'Total'));

  test('are the same in blocks of any size, and read on from any row with what is carried there', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), fc.integer({ min: 1, max: 8 }), fc.nat(30), (rows, capacity, cut) => {
        const expected = plain(rows);
        expect(applied(rows, capacity, rulesOf(PLAN))).toEqual(expected);
        const before = rulesOf(PLAN);
        const head = applied(rows.slice(0, cut), capacity, before);
        const after = rulesOf(PLAN);
        after.resume(before.carryAfter());
        expect([...head, ...applied(rows.slice(cut), capacity, after)]).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test('depend on rows above only where a rule says so', () => {
    const { rowRules: _, ...without } = PLAN;
    expect(dependsOnRowsAbove(PLAN)).toBe(true);
    expect(dependsOnRowsAbove(without)).toBe(false);
    expect(dependsOnRowsAbove({ ...PLAN, rowRules: { fill: [], once: [], wholeIds: ['customer'] } })).toBe(false);
    expect(dependsOnRowsAbove({ ...PLAN, rowRules: { fill: [], once: ['refund'], wholeIds: [] } })).toBe(false);
  });
});

test('ids that a spreadsheet made numbers of lose their .0, and nothing else', () => {
  const wholeIds = createWholeIds({ ...PLAN, mapping: { customer: 0 }, rowRules: { fill: [], once: [], wholeIds: ['customer'] } });
  const texts = ['17850.0', '17850', '007.0', 'A7.0', '1.0.0', '.0', '12.00', '7.0 ', '0.0'];
  const text = new TextEncoder().encode(`${texts.join('\n')}\n`);
  const bytes = new Uint8Array(text.length + 16);
  bytes.set(text);
  const block = createRowBlock(1, 16);
  tokenize(block, bytes, 0, text.length, true, { delimiter: 44, quote: 34 }, { line: 1, openQuoteLine: null });
  wholeIds?.(block, 0);
  expect(texts.map((_, row) => new TextDecoder().decode(bytes.subarray(block.start[row], block.end[row])))).toEqual(['17850', '17850', '007', 'A7.0', '1.0.0', '.0', '12.00', '7', '0']);
});
