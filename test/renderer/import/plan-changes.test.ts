import { describe, expect, it } from 'vitest';
import { FILE_FORMATS, IMPORT_KINDS, importPlanSchema, KIND_FIELDS, ORDER_FIELDS, type FileReport, type ImportPlan } from '../../../core/contract/imports.ts';
import { countsOf, sumFiles, sumSkipped, unaccountedRows } from '../../../renderer/features/import/accounting.ts';
import { columnUse, dialectParts, FIELD_GROUPS, fieldGroups, mayTellWho, withColumnUse, withCurrency, withDialect, withSheet } from '../../../renderer/features/import/plan-changes.ts';

const plan: ImportPlan = {
  kind: 'orders',
  profile: 'generic',
  dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', skipLines: 0, header: true, decimal: '.', dateOrder: 'ymd' },
  mapping: { order: 0, date: 1, amount: 2 },
  attributes: [4],
  currency: { code: 'UAH', minorUnitDigits: 2 },
  creditPrefix: null,
  cancelledStatuses: [],
  testStatuses: [],
};

describe('the use of a column', () => {
  it('offers every field once', () => {
    expect(FIELD_GROUPS.flatMap(({ fields }) => [...fields]).toSorted()).toEqual([...ORDER_FIELDS].toSorted());
  });

  it('offers the fields of each kind, and no others', () => {
    for (const kind of IMPORT_KINDS) expect(fieldGroups(kind).flatMap(({ fields }) => [...fields]).toSorted(), kind).toEqual([...KIND_FIELDS[kind]].toSorted());
  });

  it('is one per column, and a field has one column', () => {
    const moved = withColumnUse(plan, 3, 'date');
    expect(moved.mapping).toEqual({ order: 0, date: 3, amount: 2 });
    expect(columnUse(moved, 1)).toBe('none');
    const kept = withColumnUse(moved, 2, 'attribute');
    expect(kept.mapping).toEqual({ order: 0, date: 3 });
    expect(kept.attributes).toEqual([2, 4]);
    expect(withColumnUse(kept, 4, 'none').attributes).toEqual([2]);
    expect(importPlanSchema.safeParse(kept).success).toBe(true);
  });

  it('tells who somebody is, or may, in every text but those of orders and products', () => {
    const told = [...new Set(IMPORT_KINDS.flatMap((kind) => [...KIND_FIELDS[kind]]))].filter(mayTellWho);
    expect(told.toSorted()).toEqual(['birthDate', 'customer', 'email', 'name', 'phone', 'text']);
    expect([mayTellWho('none'), mayTellWho('attribute')]).toEqual([true, true]);
  });

  it('is forgotten when another separator makes other columns, and kept when only the reading of the cells changes', () => {
    expect(withDialect(plan, { delimiter: ';' }).mapping).toEqual({});
    expect(withDialect(plan, { encoding: 'windows-1251' }).mapping).toEqual(plan.mapping);
    expect(withDialect(plan, { decimal: ',' }).mapping).toEqual(plan.mapping);
  });

  it('takes the minor units from the currency', () => {
    expect(withCurrency(plan, 'JPY').currency).toEqual({ code: 'JPY', minorUnitDigits: 0 });
    expect(withCurrency(plan, 'KWD').currency).toEqual({ code: 'KWD', minorUnitDigits: 3 });
    expect(withCurrency(plan, 'PLN').currency).toEqual({ code: 'PLN', minorUnitDigits: 2 });
  });
});

describe('another sheet', () => {
  it('asks for its table anew: no columns, no lines above, and nothing found about the rows of the earlier one', () => {
    const earlier: ImportPlan = {
      ...plan,
      format: 'xlsx',
      sheet: 'Cover',
      dialect: { ...plan.dialect, skipLines: 3, header: false },
      rowRules: { fill: ['customer'], once: ['amount'], wholeIds: [] },
      decimals: { amount: ',' },
    };
    const chosen = withSheet(earlier, 'Замовлення');
    expect(chosen).toEqual({ ...plan, format: 'xlsx', sheet: 'Замовлення', mapping: {}, attributes: [] });
    expect(importPlanSchema.safeParse(chosen).success).toBe(true);
  });

  it('and what only text has is asked of text alone', () => {
    expect(FILE_FORMATS.filter((format) => dialectParts(format).text)).toEqual(['text']);
    expect(FILE_FORMATS.filter((format) => dialectParts(format).rows)).toEqual(['text', 'xlsx']);
  });
});

describe('the accounting', () => {
  const facts = { lines: 0, orders: 0, customers: 0, anonymousLines: 0, creditLines: 0, negativeQuantityLines: 0, zeroPriceLines: 0, grossMinor: 0 };
  const file = (rows: number, imported: number, rejected: number, duplicates: number, updated: number): FileReport => ({ file: 'x.csv', rows, imported, rejected, duplicates, updated, facts });

  it('shows a row that is nowhere, or twice', () => {
    expect(unaccountedRows(countsOf(file(10, 7, 1, 1, 1)))).toBe(0);
    expect(unaccountedRows(countsOf(file(10, 7, 1, 1, 0)))).toBe(1);
    expect(unaccountedRows(countsOf(file(10, 7, 2, 1, 1)))).toBe(-1);
  });

  it('counts rows that a rule skipped', () => {
    const skipping: FileReport = { ...file(10, 6, 1, 0, 0), skipped: [{ rule: 'total', rows: 1 }, { rule: 'blank', rows: 2 }] };
    expect(unaccountedRows(countsOf(skipping))).toBe(0);
    expect(sumSkipped([skipping, skipping, file(1, 1, 0, 0, 0)])).toEqual([{ rule: 'blank', rows: 4 }, { rule: 'total', rows: 2 }]);
  });

  it('adds files up', () => {
    expect(sumFiles([file(10, 7, 1, 1, 1), file(5, 5, 0, 0, 0)])).toEqual({ rows: 15, imported: 12, rejected: 1, duplicates: 1, updated: 1, skipped: 0 });
  });
});
