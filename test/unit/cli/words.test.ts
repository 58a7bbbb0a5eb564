import { describe, expect, test } from 'vitest';
import { majorUnits, formatMoney, nextDay } from '../../../core/cli/numbers.ts';
import { safeText, textList, textTable } from '../../../core/cli/table.ts';
import { progressLine } from '../../../core/cli/terminal.ts';
import { describeError, describeLeftOut, describeRowFault } from '../../../core/cli/words.ts';
import { type EngineError, FILE_FAULTS, PROJECT_FAULTS, ROW_FAULTS } from '../../../core/contract/errors.ts';
import { LEFT_OUT_REASONS } from '../../../core/contract/provenance.ts';

const ERRORS: EngineError[] = [
  { code: 'CANCELLED' },
  { code: 'DISCONNECTED' },
  { code: 'BAD_REQUEST', method: 'kpis.figures', detail: '✖ from must lie before to\n  → at period' },
  ...FILE_FAULTS.map((fault) => ({ code: 'FILE' as const, file: 'orders.csv', fault, line: 7 })),
  ...PROJECT_FAULTS.map((fault) => ({ code: 'PROJECT' as const, file: 'shop.tenure', fault })),
  { code: 'UNMAPPED_COLUMNS', file: 'orders.csv', missing: ['date'], columns: ['When', 'Who'] },
  { code: 'UNKNOWN_FIELD', field: 'colour', known: ['channel', 'city'] },
  { code: 'AMBIGUOUS_DATES', file: 'orders.csv', column: 'Date', example: '03/04/2025' },
  { code: 'AMBIGUOUS_COLUMNS', file: 'orders.csv', column: 'Price', field: 'unitPrice' },
  { code: 'NO_SUCH_IMPORT', importId: 7 },
  { code: 'NO_ORDERS' },
  { code: 'TOO_LARGE', what: 'ages', count: 1462, most: 600 },
  { code: 'INTERNAL', detail: 'boom' },
];

describe('errors in words', () => {
  test.each(ERRORS.map((error) => [JSON.stringify(error), error] as const))('%s', (_name, error) => {
    const sentence = describeError(error);
    expect(sentence).not.toMatch(/[\n\r]|undefined|null|\[object/);
    expect(sentence.length).toBeGreaterThan(8);
    if ('file' in error) expect(sentence).toContain(error.file);
  });

  test('say where and what to do', () => {
    expect(describeError({ code: 'FILE', file: 'orders.csv', fault: 'unclosed-quote', line: 12 })).toMatch(/^orders\.csv, line 12: .*quote/);
    expect(describeError({ code: 'AMBIGUOUS_DATES', file: 'a.csv', column: 'Date', example: '03/04/2025' })).toMatch(/--date-order dmy/);
    expect(describeError({ code: 'UNMAPPED_COLUMNS', file: 'a.csv', missing: ['date'], columns: ['When'] })).toMatch(/--map date=Column.*When/);
  });

  test('every reason has its own words', () => {
    expect(new Set(ROW_FAULTS.map(describeRowFault)).size).toBe(ROW_FAULTS.length);
    expect(new Set(LEFT_OUT_REASONS.map(describeLeftOut)).size).toBe(LEFT_OUT_REASONS.length);
  });

  test('text from files cannot steer the terminal', () => {
    expect(safeText('a\u001b[2Jb\u202ec\rd\ne')).toBe('a\ufffd[2Jb\ufffdc\ufffdd⏎e');
    expect(describeError({ code: 'UNKNOWN_FIELD', field: '\u001b]0;x\u0007', known: [] })).not.toMatch(/\u001b|\u0007/);
  });
});

describe('numbers', () => {
  test('minor units become major ones exactly', () => {
    const pound = { code: 'GBP', minorUnitDigits: 2 };
    expect(JSON.stringify(majorUnits(974_774_793, pound))).toBe('9747747.93');
    expect(JSON.stringify(majorUnits(-1, pound))).toBe('-0.01');
    expect(majorUnits(5, { code: 'JPY', minorUnitDigits: 0 })).toBe(5);
    expect(majorUnits(Number.NaN, pound)).toBeNull();
    expect(formatMoney(974_774_793, pound)).toBe('9,747,747.93 GBP');
  });

  test('the day after', () => {
    expect(nextDay('2024-02-28')).toBe('2024-02-29');
    expect(nextDay('2024-12-31')).toBe('2025-01-01');
  });
});

describe('tables', () => {
  test('align by what is seen, not by code units', () => {
    const lines = textTable(['City', 'n'], [['Łódź', '1'], ['東京', '22'], ['e\u0301', '333']]).split('\n');
    expect(lines).toEqual(['City    n', '────  ───', 'Łódź    1', '東京   22', 'e\u0301     333']);
  });
  test('lists put values below each other', () => {
    expect(textList([['a', '1'], ['bbb', '2']])).toBe('a    1\nbbb  2');
  });
});

test('a progress bar says how much of what', () => {
  expect(progressLine({ stage: 'reading', unit: 'bytes', done: 50, total: 200 })).toBe(`Reading   ${'█'.repeat(6)}${'░'.repeat(18)}  25 %  50 of 200 bytes`);
  expect(progressLine({ stage: 'loading', unit: 'rows', done: 1500, total: null })).toBe('Loading  1.5K rows');
});
