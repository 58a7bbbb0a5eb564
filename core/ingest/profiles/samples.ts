import type { Profile } from './profile.ts';

/** UCI Machine Learning Repository, data sets 352 (Online Retail) and 502 (Online Retail II). */
export const UCI_ONLINE_RETAIL: readonly Profile[] = [
  {
    name: 'uci-online-retail',
    required: ['stockcode', 'description', 'quantity', 'invoicedate', 'customerid', 'country'],
    fields: {
      order: 'invoiceno invoice',
      product: 'stockcode',
      productName: 'description',
      quantity: 'quantity',
      date: 'invoicedate',
      unitPrice: 'unitprice price',
      customer: 'customerid',
      country: 'country',
    },
    creditPrefix: 'C',
    currency: 'GBP',
  },
];

export const TENURE_SAMPLE: readonly Profile[] = [
  {
    name: 'tenure-sample',
    required: ['orderid', 'date', 'customerid', 'productid', 'product', 'category', 'quantity', 'unitprice', 'discount', 'refund', 'cost', 'currency', 'status', 'channel', 'deliverydays'],
    fields: {
      order: 'orderid',
      date: 'date',
      customer: 'customerid',
      product: 'productid',
      productName: 'product',
      category: 'category',
      quantity: 'quantity',
      unitPrice: 'unitprice',
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
    attributes: ['deliverydays'],
  },
];
