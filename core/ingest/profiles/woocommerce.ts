import { ORDER_LEVEL_FIELDS, type Profile } from './profile.ts';

const CANCELLED = ['wc-cancelled', 'failed', 'wc-failed', 'trash', 'checkout-draft', 'draft'];
const BILLING = {
  email: 'emailbilling customeremail billingemail',
  phone: 'phonebilling billingphone customerphone',
  status: 'orderstatus status',
  currency: 'ordercurrency currency',
  coupon: 'couponcode couponcodes coupons',
  city: 'cityshipping citybilling shippingcity billingcity',
  country: 'countrycodeshipping countrycodebilling shippingcountry billingcountry',
} as const;

/** Advanced Order Export (a row for each item; item cost after discounts; order fields repeated or on the first row only), order
 *  exports with one row an order or an item (headers such as `order_number`, `billing_email`, `item_total`), and the download of
 *  WooCommerce’s own Analytics › Orders. */
export const WOOCOMMERCE: readonly Profile[] = [
  {
    name: 'woocommerce',
    required: ['ordernumber', 'orderdate', 'itemname|name', 'itemcost', 'quantity'],
    fields: { ...BILLING, order: 'ordernumber', date: 'orderdate', product: 'sku', productName: 'itemname name', category: 'category', quantity: 'quantity', unitPrice: 'itemcost', refund: 'orderrefundamount' },
    rowRules: { fill: ['order', ...ORDER_LEVEL_FIELDS], once: ['refund'] },
    cancelled: CANCELLED,
  },
  {
    // Its quantity is what was kept, so that refunds are in it already.
    name: 'woocommerce',
    required: ['ordernumber', 'orderdate', 'itemname|name', 'itemcost', 'quantityrefund'],
    fields: { ...BILLING, order: 'ordernumber', date: 'orderdate', product: 'sku', productName: 'itemname name', category: 'category', quantity: 'quantityrefund', unitPrice: 'itemcost' },
    rowRules: { fill: ['order', ...ORDER_LEVEL_FIELDS], once: [] },
    cancelled: CANCELLED,
  },
  {
    name: 'woocommerce',
    required: ['orderid|ordernumber', 'orderdate|datecreated|date', 'billingemail|customeremail', 'itemname', 'itemtotal'],
    fields: { ...BILLING, order: 'ordernumber orderid', date: 'orderdate datecreated date', product: 'itemsku', productName: 'itemname', quantity: 'itemquantity', amount: 'itemtotal', refund: 'refundedtotal totalrefunded' },
    rowRules: { fill: [...ORDER_LEVEL_FIELDS], once: ['refund'] },
    cancelled: CANCELLED,
  },
  {
    name: 'woocommerce',
    required: ['orderid|ordernumber', 'orderdate|datecreated|date', 'billingemail|customeremail', 'ordertotal'],
    fields: { ...BILLING, order: 'ordernumber orderid', date: 'orderdate datecreated date', product: 'itemsku', productName: 'itemname', amount: 'ordertotal', refund: 'refundedtotal totalrefunded' },
    rowRules: { fill: [...ORDER_LEVEL_FIELDS], once: ['amount', 'refund'] },
    cancelled: CANCELLED,
  },
  {
    name: 'woocommerce',
    required: ['date', 'order', 'nrevenue|nrevenueformatted', 'customertype', 'itemssold'],
    fields: { order: 'order', date: 'date', customer: 'customer', amount: 'nrevenue nrevenueformatted', status: 'status', coupon: 'coupons', source: 'origin attribution' },
    cancelled: CANCELLED,
  },
];
