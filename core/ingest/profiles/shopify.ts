import { ORDER_LEVEL_FIELDS, type Profile } from './profile.ts';

/** Orders export (help.shopify.com/en/manual/orders/manage-orders/exporting-orders): a row for each line item; all but the item stands on the
 *  order’s first row only. Where items have prices, lines are counted by them less the order’s discount, which is Shopify’s net sales
 *  (without shipping and taxes); otherwise by the order’s total. */
export const SHOPIFY: readonly Profile[] = [
  {
    name: 'shopify',
    required: ['name', 'createdat', 'lineitemname', 'lineitemquantity'],
    fields: {
      order: 'name',
      email: 'email',
      phone: 'phone shippingphone billingphone',
      date: 'createdat',
      product: 'lineitemsku',
      productName: 'lineitemname',
      quantity: 'lineitemquantity',
      unitPrice: 'lineitemprice',
      discount: 'discountamount',
      refund: 'refundedamount',
      currency: 'currency',
      status: 'financialstatus',
      cancelledAt: 'cancelledat',
      channel: 'source',
      coupon: 'discountcode',
      city: 'shippingcity billingcity',
      country: 'shippingcountry billingcountry',
    },
    fallbacks: [{ field: 'amount', without: 'unitPrice', headers: 'total subtotal' }],
    rowRules: { fill: [...ORDER_LEVEL_FIELDS], once: ['amount', 'discount', 'refund'] },
  },
];
