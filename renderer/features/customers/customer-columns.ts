import { type CustomerColumn, customerColumnSchema, type CustomerList } from '../../../core/contract/customers.ts';
import type { Format } from '../../i18n/format.ts';

const MS_PER_DAY = 86_400_000;

/** Least width in pixels; what room is left is shared out alike. */
const LEAST_WIDTHS: Record<CustomerColumn, number> = {
  customer: 96,
  name: 116,
  firstOrder: 110,
  lastOrder: 110,
  orders: 88,
  netRevenue: 120,
  averageOrderValue: 102,
  recency: 82,
  frequency: 92,
  monetary: 108,
  recencyScore: 34,
  frequencyScore: 34,
  monetaryScore: 34,
  segment: 126,
  pAlive: 76,
  expectedTransactions: 112,
  clv: 100,
};

/** Texts stand on the left, numbers and days on the right. */
const TEXTS: readonly CustomerColumn[] = ['customer', 'name', 'segment'];

/** All columns in the order in which they stand. */
export const CUSTOMER_COLUMNS: readonly CustomerColumn[] = [
  'customer',
  'name',
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
  'segment',
  'pAlive',
  'expectedTransactions',
  'clv',
];

/** Needs a fitted model, which takes its time. */
export const EXPECTED_COLUMNS: readonly CustomerColumn[] = ['pAlive', 'expectedTransactions', 'clv'];

/** As many as stand side by side in a small window. Without a look-back, F and M are the orders and the net revenue that stand there already. */
const USUAL: readonly CustomerColumn[] = ['customer', 'name', 'firstOrder', 'lastOrder', 'orders', 'netRevenue', 'recencyScore', 'frequencyScore', 'monetaryScore', 'segment'];

/** The columns that the user chose, or the usual ones; names only where the project has records. The id is always there. */
export function chosenColumns(chosen: readonly string[] | undefined, hasRecords: boolean): CustomerColumn[] {
  const known = chosen?.filter((column): column is CustomerColumn => customerColumnSchema.safeParse(column).success);
  const wanted = known === undefined || known.length === 0 ? USUAL : known;
  return CUSTOMER_COLUMNS.filter((column) => column === 'customer' || (wanted.includes(column) && (column !== 'name' || hasRecords)));
}

export function isText(column: CustomerColumn): boolean {
  return TEXTS.includes(column);
}

/** As a grid’s columns, and the width below which the table is scrolled sideways. */
export function columnLayout(columns: readonly CustomerColumn[]): { template: string; leastWidth: number } {
  return {
    template: columns.map((column) => `minmax(${LEAST_WIDTHS[column]}px, ${LEAST_WIDTHS[column]}fr)`).join(' '),
    leastWidth: columns.reduce((sum, column) => sum + LEAST_WIDTHS[column], 0),
  };
}

/** A row’s cell as text; empty where there is nothing to say. */
export function cellText(column: CustomerColumn, page: CustomerList, row: number, format: Format, segmentName: (id: string) => string): string {
  const { currency } = page.provenance;
  const { rfm } = page;
  const scored = (rfm?.frequency[row] ?? 0) > 0;
  const ordered = (page.orders[row] ?? 0) > 0;
  const score = (scores: Uint8Array | undefined): string => (scored ? String(scores?.[row] ?? '') : '');
  const date = (day = 0): string => {
    const iso = new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
    return `${format.dayMonth(iso)} ${iso.slice(0, 4)}`;
  };
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
    case 'segment':
      return scored ? segmentName(rfm?.segment[row] ?? '') : '';
    case 'pAlive':
      return expected(page.ltv?.pAlive, (value) => format.share(value));
    case 'expectedTransactions':
      return expected(page.ltv?.expectedTransactions, (value) => format.decimal(value, 2, true));
    case 'clv':
      return expected(page.ltv?.clvMinor, (value) => format.money(value, currency));
  }
}
