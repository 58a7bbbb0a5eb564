import { describe, expect, it } from 'vitest';
import type { ImportPlan } from '../../../core/contract/imports.ts';
import { readColumns, statusWords } from '../../../core/ingest/read-columns.ts';

const plan: ImportPlan = {
  kind: 'orders',
  profile: 'generic',
  dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', skipLines: 0, header: true, decimal: ',', dateOrder: 'dmy' },
  mapping: { date: 0, amount: 1, quantity: 2, status: 3 },
  attributes: [],
  currency: { code: 'UAH', minorUnitDigits: 2 },
  creditPrefix: null,
  cancelledStatuses: [],
  testStatuses: [],
  decimals: { quantity: '.' },
};

describe('what the preview says of cells', () => {
  it('reads dates in their order and numbers with the mark of their column, and says what it cannot read', () => {
    const rows = [
      ['03.04.2025', '1 234,50 грн', '2.5', ''],
      ['31.02.2025', '12.5O', ' ', ''],
      ['', '(7,00)', '1,5', ''],
      ['04.03.2025 18:30', '0,10', '3', ''],
    ];
    expect(readColumns(plan, rows)).toEqual({
      date: ['2025-04-03', null, '', '2025-03-04T18:30'],
      amount: ['1234.50', null, '-7.00', '0.10'],
      quantity: ['2.5', '', null, '3'],
    });
  });

  it('counts status words in lower case, the most frequent first, of orders alone', () => {
    const rows = [['', '', '', 'Paid '], ['', '', '', 'PAID'], ['', '', '', ''], ['', '', '', 'Скасовано']];
    expect(statusWords(plan, rows)).toEqual([
      { word: 'paid', rows: 2 },
      { word: 'скасовано', rows: 1 },
    ]);
    expect(statusWords({ ...plan, kind: 'customers' }, rows)).toEqual([]);
  });
});
