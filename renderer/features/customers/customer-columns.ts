import { type CustomerColumn, customerColumnSchema, type CustomerList } from '../../../core/contract/customers.ts';
import type { Format } from '../../i18n/format.ts';

/** Least width in pixels, and the share of the room that is left. */
const WIDTHS: Record<CustomerColumn, readonly [least: number, share: number]> = {
  customer: [116, 1.4],
  name: [128, 1.6],
  firstOrder: [98, 1],
  lastOrder: [98, 1],
  orders: [84, 0.8],
  netRevenue: [112, 1.2],
  averageOrderValue: [104, 1.1],
  recency: [86, 0.8],
  frequency: [96, 0.8],
  monetary: [112, 1.2],
  recencyScore: [34, 0.3],
  frequencyScore: [34, 0.3],
  monetaryScore: [34, 0.3],
  segment: [138, 1.4],
  pAlive: [80, 0.8],
  expectedTransactions: [100, 0.9],
  clv: [104, 1.1],
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

/** Without a look-back, F and M are the orders and the net revenue that stand there already. */
const USUAL: readonly CustomerColumn[] = CUSTOMER_COLUMNS.filter((column) => column !== 'frequency' && column !== 'monetary' && !EXPECTED_COLUMNS.includes(column));
const COMPACT: readonly CustomerColumn[] = ['customer', 'name', 'firstOrder', 'lastOrder', 'orders', 'netRevenue', 'recencyScore', 'frequencyScore', 'monetaryScore', 'segment'];

/** The columns that the user chose, or the usual ones; names only where the project has records. The id is always there. */
export function chosenColumns(chosen: readonly string[] | undefined, hasRecords: boolean): CustomerColumn[] {
  const known = chosen?.filter((column): column is CustomerColumn => customerColumnSchema.safeParse(column).success);
  const wanted = known === undefined || known.length === 0 ? USUAL : known;
  return CUSTOMER_COLUMNS.filter((column) => column === 'customer' || (wanted.includes(column) && (column !== 'name' || hasRecords)));
}

export function compactColumns(hasRecords: boolean): CustomerColumn[] {
  return COMPACT.filter((column) => column !== 'name' || hasRecords);
}

export function isText(column: CustomerColumn): boolean {
  return TEXTS.includes(column);
}

/** As a grid’s columns, and the width below which the table is scrolled sideways. */
export function columnLayout(columns: readonly CustomerColumn[]): { template: string; leastWidth: number } {
  return {
    template: columns.map((column) => `minmax(${WIDTHS[column][0]}px, ${WIDTHS[column][1]}fr)`).join(' '),
    leastWidth: columns.reduce((sum, column) => sum + WIDTHS[column][0], 0),
  };
}

/** A row’s cell as text; empty where there is nothing to say. */
export function cellText(column: CustomerColumn, page: CustomerList, row: number, format: Format, segmentName: (id: string) => string): string {
  const { currency } = page.provenance;
  const { rfm } = page;
  const scored = (rfm?.frequency[row] ?? 0) > 0;
  const ordered = (page.orders[row] ?? 0) > 0;
  const score = (scores: Uint8Array | undefined): string => (scored ? String(scores?.[row] ?? '') : '');
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
      return format.day(page.firstOrderDay[row] ?? 0);
    case 'lastOrder':
      return format.day(page.lastOrderDay[row] ?? 0);
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
