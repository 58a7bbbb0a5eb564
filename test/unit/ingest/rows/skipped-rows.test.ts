import { expect, test } from 'vitest';
import { createSkipRules } from '../../../../core/ingest/rows/skipped-rows.ts';
import { createRowBlock, tokenize } from '../../../../core/ingest/tokenizer.ts';

// Columns: order, date, amount.
const ROWS: [string, string | null][] = [
  [',,', 'blank'],
  [' , ,', 'blank'],
  ['Total,,25.00', 'total'],
  ['Разом:,,25.00', 'total'],
  ['Усього за період,,', 'total'],
  ['Итого (3),,25.00', 'total'],
  ['Suma,,25.00', 'total'],
  [',Razem,25.00', 'total'],
  ['Grand total', 'total'],
  ['order,date,amount', 'repeated-header'],
  ['order , date,amount', 'repeated-header'],
  ['Total Shop,yesterday,25.00', null],
  ['SUM-001,,25.00', null],
  ['Sumavanda,,25.00', null],
  ['Totally,,', null],
  ['Разомник,,', null],
  ['1,,25.00', null],
  ['order,date,1', null],
];

test.each(ROWS)('%s: %s', (text, rule) => {
  const bytes = new Uint8Array(200);
  const { written } = new TextEncoder().encodeInto(`${text}\n`, bytes);
  const block = createRowBlock(3, 4);
  tokenize(block, bytes, 0, written, true, { delimiter: 44, quote: 34 }, { line: 1, openQuoteLine: null });
  expect(createSkipRules(['order', 'date', 'amount'], 1)(block, 0)).toBe(rule);
});

test('a file without a header repeats none', () => {
  const bytes = new Uint8Array(100);
  const { written } = new TextEncoder().encodeInto('a,b,c\n', bytes);
  const block = createRowBlock(3, 4);
  tokenize(block, bytes, 0, written, true, { delimiter: 44, quote: 34 }, { line: 1, openQuoteLine: null });
  expect(createSkipRules([], 1)(block, 0)).toBeNull();
});
