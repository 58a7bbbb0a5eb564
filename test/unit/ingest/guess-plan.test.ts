import { describe, expect, test } from 'vitest';
import type { Dialect, ImportPlan } from '../../../core/contract/imports.ts';
import { fieldsByName, normaliseHeader } from '../../../core/ingest/field-names.ts';
import { guessPlan, planWarnings, withGuessedRules } from '../../../core/ingest/guess-plan.ts';
import { recogniseFile } from '../../../core/ingest/kinds/recognise-file.ts';
import { missingHeaders } from '../../../core/ingest/profiles.ts';

const DIALECT: Dialect = { encoding: 'utf-8', delimiter: ',', quote: '"', skipLines: 0, header: true, decimal: '.', dateOrder: 'ymd' };

function guess(text: string, dialect: Partial<Dialect> = {}): { plan: ImportPlan; named: Record<string, string | undefined>; headers: string[]; rows: string[][] } {
  const [headers = [], ...rows] = text.trim().split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const { plan } = guessPlan(headers, rows, { ...DIALECT, ...dialect });
  return { plan, named: Object.fromEntries(Object.entries(plan.mapping).map(([field, column]) => [field, headers[column]])), headers, rows };
}

test('a word in two scripts is in the one it has more letters of', () => {
  expect(normaliseHeader('Сustomer ID')).toBe('customerid');
  expect(normaliseHeader('Сoupon(s)')).toBe('coupons');
  expect(normaliseHeader('Cума')).toBe('сума');
  expect(normaliseHeader('ID замовлення')).toBe('idзамовлення');
  expect(normaliseHeader('код_SKU')).toBe('кодsku');
  expect(normaliseHeader('№ чека')).toBe('noчека');
  expect(fieldsByName(['Сustomer', 'Date', 'Аmount'])).toEqual(new Map([['customer', 0], ['date', 1], ['amount', 2]]));
});

describe('a profile in the user’s word', () => {
  // The columns of two layouts side by side.
  const retail = ['Invoice', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'Price', 'Customer ID', 'Country'];
  const square = ['Date', 'Item', 'Qty', 'Gross Sales', 'Net Sales', 'Transaction ID'];
  const headers = [...retail, ...square];
  const rows = [['C1', 'A', 'tea', '1', '2024-01-05', '2.00', '17850', 'Spain', '2024-02-06', 'cup', '3', '9.00', '8.00', 'T1']];
  const named = ({ mapping }: ImportPlan): Record<string, string | undefined> => Object.fromEntries(Object.entries(mapping).map(([field, column]) => [field, headers[column]]));

  test('goes before the layout that would be recognised, with its columns, currency and rules', () => {
    expect(recogniseFile(headers, rows, DIALECT).plan).toMatchObject({ profile: 'uci-online-retail', creditPrefix: 'C', currency: { code: 'GBP' } });
    const { plan } = recogniseFile(headers, rows, DIALECT, 'square');
    expect(plan).toMatchObject({ kind: 'orders', profile: 'square', creditPrefix: null, currency: { code: 'USD' } });
    expect(named(plan)).toMatchObject({ order: 'Transaction ID', date: 'Date', productName: 'Item', quantity: 'Qty', amount: 'Net Sales', customer: 'Customer ID' });
  });

  test('is of no layout when generic', () => {
    expect(recogniseFile(headers, rows, DIALECT, 'generic').plan).toMatchObject({ profile: 'generic', creditPrefix: null });
  });

  test('whose required columns are not there is not taken', () => {
    expect(recogniseFile(headers, rows, DIALECT, 'shopify').plan.profile).toBe('uci-online-retail');
    expect(missingHeaders('shopify', headers)).toEqual(['name', 'createdat', 'lineitemname', 'lineitemquantity']);
    expect(missingHeaders('shopify', ['Name', 'Created at', 'Lineitem name'])).toEqual(['lineitemquantity']);
    expect(missingHeaders('square', headers)).toEqual([]);
  });
});

describe('amounts of the whole order on each of its rows', () => {
  test('count once where price and quantity of the rows come to them', () => {
    const { plan, headers, rows } = guess(`
      order|date|customer|qty|price|total
      1|2024-01-05|a|2|10.00|25.00
      1|2024-01-05|a|1|5.00|25.00
      2|2024-01-06|b|1|5.00|5.00
      3|2024-01-07|a|1|5.00|15.00
      3|2024-01-07|a|1|10.00|15.00`);
    expect(plan.rowRules).toEqual({ fill: [], once: ['amount'], wholeIds: [] });
    expect(planWarnings(plan, headers, rows)).toContainEqual({ code: 'order-figure-once', column: 'total' });
  });

  test('not where each row has its own, be they equal', () => {
    expect(guess(`
      order|date|customer|qty|price|total
      1|2024-01-05|a|1|5.00|5.00
      1|2024-01-05|a|1|5.00|5.00
      2|2024-01-06|b|1|5.00|5.00
      2|2024-01-06|b|1|5.00|5.00`).plan.rowRules).toBeUndefined();
  });

  test('by their name, or where many orders with different contents agree', () => {
    const rows = (name: string, orders: number): string =>
      `order|date|customer|product|${name}\n` + Array.from({ length: orders }, (_, order) => ['tea', 'cup'].map((product) => `${order}|2024-01-05|a|${product}|${order + 7}.50\n`).join('')).join('');
    expect(guess(rows('order total', 1)).plan.rowRules?.once).toEqual(['amount']);
    expect(guess(rows('amount', 6)).plan.rowRules?.once).toEqual(['amount']);
    expect(guess(rows('amount', 3)).plan.rowRules).toBeUndefined();
    expect(guess(rows('line total', 6)).plan.rowRules).toBeUndefined();
  });
});

test('rows that leave the fields of their order blank', () => {
  const { plan, headers, rows } = guess(`
    order|date|customer|product|total
    1|2024-01-05|a|tea|25.00
    ||| cup|
    |||pot|
    2|2024-01-06|b|tea|5.00
    Total||||30.00`);
  expect(plan.rowRules).toEqual({ fill: ['order', 'customer', 'date'], once: ['amount'], wholeIds: [] });
  expect(planWarnings(plan, headers, rows)).toEqual([
    { code: 'continued-orders', columns: ['order', 'customer', 'date'] },
    { code: 'order-figure-once', column: 'total' },
  ]);
});

test('ids with .0 throughout are whole numbers; one letter among them and they are not', () => {
  const rows = (last: string): string => `order|date|customer|amount\n1|2024-01-05|17850.0|1.00\n2|2024-01-06|13047.0|2.00\n3|2024-01-07|${last}|2.00`;
  expect(guess(rows('')).plan.rowRules).toEqual({ fill: [], once: [], wholeIds: ['customer'] });
  expect(guess(rows('A1')).plan.rowRules).toBeUndefined();
  expect(guess(rows('00123')).plan.rowRules?.wholeIds).toEqual(['customer']);
  expect(guess(`order|date|customer|amount\n1|2024-01-05|007|1.00`).plan.rowRules).toBeUndefined();
});

test('each column of numbers has its own decimal mark', () => {
  const { plan } = guess(
    `order|date|customer|qty|price|discount
    1|2024-01-05|a|1.5|"1.234,50"|0,50
    2|2024-01-05|a|2.25|10,00|0,25`.replaceAll('"', ''),
    { decimal: ',' },
  );
  expect(plan.decimals).toEqual({ quantity: '.' });
  expect(plan.mapping).toMatchObject({ quantity: 3, unitPrice: 4, discount: 5 });
});

test('columns go by their values where names say nothing', () => {
  expect(guess(`
    a|b|c|d|e
    10001|C-11|2024-01-05|2|19.90
    10002|C-12|2024-01-06|1|5.00
    10003|C-11|2024-01-07|2|7.50
    10004|C-13|2024-01-07|1|19.90
    10005|C-11|2024-01-08|1|5.00`).named).toEqual({ order: 'a', customer: 'b', date: 'c', quantity: 'd', amount: 'e' });
  expect(guess(`
    x|y|z
    +380 50 111 22 33|5 січня 2024|100,50 грн
    +380 67 222 33 44|6 лютого 2024|99,00 грн`).named).toEqual({ phone: 'x', date: 'y', amount: 'z' });
  expect(guess(`
    x|y|z
    ann@example.com|Jan 5, 2024|$1,000.50
    bob@example.com|Jan 6, 2024|$9.00`).named).toEqual({ email: 'x', date: 'y', amount: 'z' });
});

test('a corrected mapping gets the rules of its new columns, unless it brings its own', () => {
  const { plan, headers, rows } = guess(`
    order|date|customer|product|line total|order total
    1|2024-01-05|a|tea|5,00|12.00
    1|2024-01-05|a|cup|7,00|12.00`);
  const { rowRules: _rules, decimals: _decimals, ...bare } = plan;
  const lines = withGuessedRules({ ...bare, mapping: { ...bare.mapping, amount: 4 } }, headers, rows);
  expect([lines.rowRules, lines.decimals]).toEqual([undefined, { amount: ',' }]);
  const orders = withGuessedRules({ ...bare, mapping: { ...bare.mapping, amount: 5 } }, headers, rows);
  expect([orders.rowRules?.once, orders.decimals]).toEqual([['amount'], undefined]);
  const none = { fill: [], once: [], wholeIds: [] };
  expect(withGuessedRules({ ...orders, rowRules: none }, headers, rows).rowRules).toEqual(none);
});

test('columns without a header: eight digits are a date, and an id with several dates is a customer’s, not an order’s', () => {
  const rows = ['00004|0001|19970101|2|29.33', '00004|0001|19970118|2|29.73', '00004|0001|19970802|1|14.96', '00021|0002|19970101|3|63.34', '00021|0002|19970113|2|11.77', '00050|0003|19970101|1|6.79'];
  const { mapping } = guess(['Column 1|Column 2|Column 3|Column 4|Column 5', ...rows].join('\n')).plan;
  expect(mapping).toMatchObject({ customer: 0, date: 2, amount: 4 });
  expect(mapping.order).toBeUndefined();
});
