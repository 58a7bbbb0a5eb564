import type { OrderField, ProfileName } from '../contract/imports.ts';
import { normaliseHeader } from './field-names.ts';

/** A known layout: headers as normaliseHeader leaves them, each with its field. */
export interface Profile {
  name: ProfileName;
  fields: Readonly<Record<string, OrderField>>;
  /** Headers that must be there; the others may be missing. */
  required: readonly string[];
  /** Headers kept as attributes. */
  attributes: readonly string[];
  creditPrefix: string | null;
  currency: string | null;
}

const PROFILES: readonly Profile[] = [
  {
    // UCI Machine Learning Repository, data sets 352 (Online Retail) and 502 (Online Retail II).
    name: 'uci-online-retail',
    fields: {
      invoiceno: 'order',
      invoice: 'order',
      stockcode: 'product',
      description: 'productName',
      quantity: 'quantity',
      invoicedate: 'date',
      unitprice: 'unitPrice',
      price: 'unitPrice',
      customerid: 'customer',
      country: 'country',
    },
    required: ['stockcode', 'description', 'quantity', 'invoicedate', 'customerid', 'country'],
    attributes: [],
    creditPrefix: 'C',
    currency: 'GBP',
  },
  {
    name: 'tenure-sample',
    fields: {
      orderid: 'order',
      date: 'date',
      customerid: 'customer',
      productid: 'product',
      product: 'productName',
      category: 'category',
      quantity: 'quantity',
      unitprice: 'unitPrice',
      discount: 'discount',
      refund: 'refund',
      cost: 'cost',
      currency: 'currency',
      status: 'status',
      channel: 'channel',
      coupon: 'coupon',
      city: 'city',
      country: 'country',
    },
    required: ['orderid', 'date', 'customerid', 'productid', 'product', 'category', 'quantity', 'unitprice', 'discount', 'refund', 'cost', 'currency', 'status', 'channel', 'deliverydays'],
    attributes: ['delivery_days'],
    creditPrefix: null,
    currency: null,
  },
];

/** The profile whose required headers are all there, with the column of each of its fields. */
export function recogniseProfile(headers: readonly string[]): { profile: Profile; fields: Map<OrderField, number> } | null {
  const columns = new Map<string, number>();
  for (const [index, header] of headers.entries()) {
    const name = normaliseHeader(header);
    if (!columns.has(name)) columns.set(name, index);
  }
  for (const profile of PROFILES) {
    if (!profile.required.every((header) => columns.has(header))) continue;
    const fields = new Map<OrderField, number>();
    for (const [header, field] of Object.entries(profile.fields)) {
      const column = columns.get(header);
      if (column !== undefined && !fields.has(field)) fields.set(field, column);
    }
    return { profile, fields };
  }
  return null;
}

/** Lower-case status words, in the four languages. */
export const CANCELLED_STATUSES: readonly string[] = [
  'cancelled', 'canceled', 'void', 'voided', 'скасовано', 'скасований', 'скасоване', 'відмінено', 'відхилено',
  'anulowane', 'anulowany', 'anulowano', 'отменен', 'отменён', 'отменено', 'отменена', 'отказ',
];
export const TEST_STATUSES: readonly string[] = ['test', 'тест', 'тестове', 'тестовий', 'testowe', 'testowy', 'тестовый'];
