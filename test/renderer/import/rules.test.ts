import { describe, expect, it } from 'vitest';
import type { ImportPlan } from '../../../core/contract/imports.ts';
import { importPlanSchema } from '../../../core/contract/imports.ts';
import {
  columnDecimal,
  shownColumns,
  statusMeaning,
  withColumnDecimal,
  withCreditPrefix,
  withoutColumns,
  withRowRules,
  withStatusMeaning,
  wordList,
} from '../../../renderer/features/import/plan-changes.ts';
import { parseRates, withRates } from '../../../renderer/features/rules/rate-lines.ts';

const plan: ImportPlan = {
  kind: 'orders',
  profile: 'generic',
  dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', skipLines: 0, header: true, decimal: '.', dateOrder: 'ymd' },
  mapping: { order: 0, date: 1, amount: 2, status: 3 },
  attributes: [],
  currency: { code: 'UAH', minorUnitDigits: 2 },
  creditPrefix: null,
  cancelledStatuses: ['cancelled'],
  testStatuses: ['test'],
};

describe('what the mapping page changes in a plan', () => {
  it('gives a status word one meaning', () => {
    const test = withStatusMeaning(plan, 'cancelled', 'test');
    expect([test.cancelledStatuses, test.testStatuses]).toEqual([[], ['test', 'cancelled']]);
    expect(statusMeaning(test, 'cancelled')).toBe('test');
    const back = withStatusMeaning(test, 'cancelled', 'normal');
    expect(statusMeaning(back, 'cancelled')).toBe('normal');
    expect(statusMeaning(back, 'test')).toBe('test');
    expect(importPlanSchema.safeParse(back).success).toBe(true);
  });

  it('reads lists of words as the import compares them, within what a plan may hold', () => {
    expect(wordList(' Скасовано, VOID ,\n void,, anulowane')).toEqual(['скасовано', 'void', 'anulowane']);
    const many = { ...plan, cancelledStatuses: wordList(Array.from({ length: 150 }, (_, word) => `w${word}${'x'.repeat(120)}`).join(',')) };
    expect(importPlanSchema.safeParse(many).success).toBe(true);
  });

  it('gives a column of numbers a mark of its own, and no other column', () => {
    expect(columnDecimal(plan, 'amount')).toBe('.');
    expect(columnDecimal(plan, 'status')).toBeNull();
    expect(columnDecimal({ ...plan, kind: 'spend' }, 'amount')).toBeNull();
    const comma = withColumnDecimal(plan, 'amount', ',');
    expect(columnDecimal(comma, 'amount')).toBe(',');
    expect(columnDecimal(comma, 'quantity')).toBe('.');
    expect(comma.dialect).toEqual(plan.dialect);
  });

  it('keeps an empty set of row rules, so that rules that were switched off are not found anew', () => {
    expect(withRowRules(plan, { fill: [], once: [], wholeIds: [] }).rowRules).toEqual({ fill: [], once: [], wholeIds: [] });
    expect(withRowRules(plan, { fill: ['order', 'date', 'order'], once: [], wholeIds: [] }).rowRules?.fill).toEqual(['order', 'date']);
  });

  it('takes an empty prefix for none', () => {
    expect(withCreditPrefix(plan, ' C ').creditPrefix).toBe('C');
    expect(withCreditPrefix(plan, ' ').creditPrefix).toBeNull();
  });

  it('draws some of very many columns, and all that are used', () => {
    const wide: ImportPlan = { ...plan, mapping: { order: 0, date: 4000, amount: 70 }, attributes: [3000, 9] };
    expect(shownColumns(wide, 5000, 60).slice(58)).toEqual([58, 59, 70, 3000, 4000]);
    expect(shownColumns(wide, 5, 60)).toEqual([0, 1, 2, 3, 4]);
  });

  it('forgets with the columns what was found about them', () => {
    const known: ImportPlan = { ...plan, rowRules: { fill: [], once: ['amount'], wholeIds: [] }, decimals: { amount: ',' }, attributes: [5] };
    expect(withoutColumns(known)).toEqual({ ...plan, mapping: {}, attributes: [] });
  });
});

describe('pasted rates', () => {
  it('are read with either mark, date and separator, and bad lines are named', () => {
    expect(parseRates('USD 2025-01-31 41,25\n\neur;1.02.2025;43.8\nPLN\t31/12/2024\t10\nrub 2025-02-30 1\nUSD 2025-01-01\nUSD 2025-01-01 0')).toEqual({
      rates: [
        { code: 'USD', from: '2025-01-31', rate: 41.25 },
        { code: 'EUR', from: '2025-02-01', rate: 43.8 },
        { code: 'PLN', from: '2024-12-31', rate: 10 },
      ],
      bad: [5, 6, 7],
    });
  });

  it('stand in order, and replace a rate of the same currency and day', () => {
    const rates = [{ code: 'USD', from: '2025-01-01', rate: 41 }];
    expect(withRates(rates, [{ code: 'USD', from: '2025-01-01', rate: 42 }, { code: 'EUR', from: '2025-03-01', rate: 45 }, { code: 'USD', from: '2024-01-01', rate: 38 }])).toEqual([
      { code: 'EUR', from: '2025-03-01', rate: 45 },
      { code: 'USD', from: '2024-01-01', rate: 38 },
      { code: 'USD', from: '2025-01-01', rate: 42 },
    ]);
  });
});
