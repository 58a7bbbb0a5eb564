import type { TFunction } from 'i18next';
import { type CustomerColumn, type CustomerList, isRecordColumn, type RecordColumn } from '../../../core/contract/customers.ts';
import type { Format } from '../../i18n/format.ts';

const MS_PER_DAY = 86_400_000;

type AttributeColumn = Extract<CustomerColumn, `attribute:${string}`>;
type OwnColumn = Exclude<CustomerColumn, AttributeColumn>;

/** Least width in pixels; what room is left is shared out alike. */
const LEAST_WIDTHS: Record<OwnColumn, number> = {
  customer: 88,
  name: 136,
  firstOrder: 112,
  lastOrder: 112,
  orders: 84,
  netRevenue: 118,
  averageOrderValue: 102,
  recency: 82,
  frequency: 92,
  monetary: 108,
  recencyScore: 32,
  frequencyScore: 32,
  monetaryScore: 32,
  frequencyMonetaryScore: 40,
  segment: 122,
  pAlive: 76,
  expectedTransactions: 112,
  clv: 100,
  email: 210,
  phone: 140,
  birthDate: 112,
  city: 110,
  country: 70,
  source: 96,
  consent: 72,
};
const ATTRIBUTE_WIDTH = 110;

/** Texts stand on the left, numbers and days on the right. */
const NUMBERS: readonly CustomerColumn[] = ['firstOrder', 'lastOrder', 'orders', 'netRevenue', 'averageOrderValue', 'recency', 'frequency', 'monetary', 'recencyScore', 'frequencyScore', 'monetaryScore', 'frequencyMonetaryScore', 'pAlive', 'expectedTransactions', 'clv', 'birthDate'];

/** Those of the customers’ records: the project may have none. */
const RECORD_COLUMNS: readonly OwnColumn[] = ['name', 'email', 'phone', 'birthDate', 'city', 'country', 'source', 'consent'];

/** All columns but the files’ own, in the order in which they stand. */
export const CUSTOMER_COLUMNS: readonly OwnColumn[] = [
  'customer',
  'name',
  'email',
  'phone',
  'birthDate',
  'city',
  'country',
  'source',
  'consent',
  'firstOrder',
  'lastOrder',
  'orders',
  'netRevenue',
  'averageOrderValue',
  'recency',
  'frequency',
  'monetary',
  'recencyScore',
  'frequencyScore',
  'monetaryScore',
  'frequencyMonetaryScore',
  'segment',
  'pAlive',
  'expectedTransactions',
  'clv',
];

/** What the menu of columns puts together; the records’ further columns come behind. */
export const COLUMN_GROUPS = {
  record: RECORD_COLUMNS,
  orders: ['firstOrder', 'lastOrder', 'orders', 'netRevenue', 'averageOrderValue'],
  scores: ['recency', 'frequency', 'monetary', 'recencyScore', 'frequencyScore', 'monetaryScore', 'frequencyMonetaryScore', 'segment'],
  expected: ['pAlive', 'expectedTransactions', 'clv'],
} as const satisfies Record<string, readonly OwnColumn[]>;

/** Needs a fitted model, which takes its time. */
export const EXPECTED_COLUMNS: readonly CustomerColumn[] = ['pAlive', 'expectedTransactions', 'clv'];

/** As many as stand side by side in a small window. Without a look-back, F and M are the orders and the net revenue that stand there already. */
const USUAL: readonly CustomerColumn[] = ['customer', 'name', 'firstOrder', 'lastOrder', 'orders', 'netRevenue', 'recencyScore', 'frequencyScore', 'monetaryScore', 'segment'];

/** What can be chosen of a project; `attributes`: the further columns of its records. */
export function offeredColumns(hasRecords: boolean, attributes: readonly string[]): CustomerColumn[] {
  return [...CUSTOMER_COLUMNS.filter((column) => hasRecords || !RECORD_COLUMNS.includes(column)), ...attributes.map((name): AttributeColumn => `attribute:${name}`)];
}

/** The columns that the user chose of those that are offered, or the usual ones. The id is always there. */
export function chosenColumns(chosen: readonly string[] | undefined, offered: readonly CustomerColumn[]): CustomerColumn[] {
  const known = offered.filter((column) => chosen?.includes(column) === true);
  const wanted = known.length === 0 ? USUAL : known;
  return offered.filter((column) => column === 'customer' || wanted.includes(column));
}

export function columnWord(column: CustomerColumn, t: TFunction<'customers'>): string {
  return isAttribute(column) ? nameOfAttribute(column) : t(`column.${column}`);
}

export function isAttribute(column: CustomerColumn): column is AttributeColumn {
  return column.startsWith(ATTRIBUTE);
}

const ATTRIBUTE = 'attribute:';
const nameOfAttribute = (column: AttributeColumn): string => column.slice(ATTRIBUTE.length);

export function isText(column: CustomerColumn): boolean {
  return !NUMBERS.includes(column);
}

const leastWidthOf = (column: CustomerColumn): number => (isAttribute(column) ? ATTRIBUTE_WIDTH : LEAST_WIDTHS[column]);

/** As a grid’s columns, and the width below which the table is scrolled sideways. */
export function columnLayout(columns: readonly CustomerColumn[]): { template: string; leastWidth: number } {
  return {
    template: columns.map((column) => `minmax(${leastWidthOf(column)}px, ${leastWidthOf(column)}fr)`).join(' '),
    leastWidth: columns.reduce((sum, column) => sum + leastWidthOf(column), 0),
  };
}

export interface CellWords {
  segment: (id: string) => string;
  /** Of consent. */
  yes: string;
  no: string;
}

/** A row’s cell as text; empty where there is nothing to say. */
export function cellText(column: CustomerColumn, page: CustomerList, row: number, format: Format, words: CellWords): string {
  if (isRecordColumn(column)) return recordText(column, page, row, format, words);
  const { currency } = page.provenance;
  const { rfm } = page;
  const scored = (rfm?.frequency[row] ?? 0) > 0;
  const ordered = (page.orders[row] ?? 0) > 0;
  const score = (scores: Uint8Array | undefined): string => (scored ? String(scores?.[row] ?? '') : '');
  const date = (day = 0): string => dateText(new Date(day * MS_PER_DAY).toISOString().slice(0, 10), format);
  const expected = (values: Float64Array | undefined, write: (value: number) => string): string => {
    const value = values?.[row];
    return value === undefined || Number.isNaN(value) ? '' : write(value);
  };
  switch (column) {
    case 'customer':
      return page.customer[row] ?? '';
    case 'name':
      return page.name[row] ?? '';
    case 'firstOrder':
      return ordered || page.firstOrderDay[row] !== 0 ? date(page.firstOrderDay[row]) : '';
    case 'lastOrder':
      return ordered || page.lastOrderDay[row] !== 0 ? date(page.lastOrderDay[row]) : '';
    case 'orders':
      return format.integer(page.orders[row] ?? 0);
    case 'netRevenue':
      return format.money(page.netMinor[row] ?? 0, currency);
    case 'averageOrderValue':
      return ordered ? format.money(page.averageOrderMinor[row] ?? 0, currency) : '';
    case 'recency':
      return scored ? format.integer(rfm?.recencyDays[row] ?? 0) : '';
    case 'frequency':
      return format.integer(rfm?.frequency[row] ?? 0);
    case 'monetary':
      return scored ? format.money(rfm?.monetaryMinor[row] ?? 0, currency) : '';
    case 'recencyScore':
      return score(rfm?.recencyScore);
    case 'frequencyScore':
      return score(rfm?.frequencyScore);
    case 'monetaryScore':
      return score(rfm?.monetaryScore);
    case 'frequencyMonetaryScore':
      return score(rfm?.frequencyMonetaryScore);
    case 'segment':
      return scored ? words.segment(rfm?.segment[row] ?? '') : '';
    case 'pAlive':
      return expected(page.ltv?.pAlive, (value) => format.share(value));
    case 'expectedTransactions':
      return expected(page.ltv?.expectedTransactions, (value) => format.decimal(value, 2, true));
    case 'clv':
      return expected(page.ltv?.clvMinor, (value) => format.money(value, currency));
  }
}

function recordText(column: RecordColumn, { records }: CustomerList, row: number, format: Format, words: CellWords): string {
  const text = records.find((record) => record.column === column)?.values[row] ?? '';
  if (column === 'birthDate') return text === '' ? '' : dateText(text, format);
  if (column === 'consent') return text === '' ? '' : words[text === 'yes' ? 'yes' : 'no'];
  return text;
}

function dateText(iso: string, format: Format): string {
  return `${format.dayMonth(iso)} ${iso.slice(0, 4)}`;
}
