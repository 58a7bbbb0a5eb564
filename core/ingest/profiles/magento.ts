import { ORDER_LEVEL_FIELDS, type Profile } from './profile.ts';

/** Export of the Sales › Orders grid (experienceleague.adobe.com, Commerce Admin guide, “Orders”), one row an order; and order items by
 *  the columns of the tables sales_order and sales_order_item. */
export const MAGENTO: readonly Profile[] = [
  {
    name: 'magento',
    required: ['id|ordernumber|incrementid', 'purchasedate', 'billtoname', 'grandtotalbase|grandtotalpurchased'],
    fields: {
      order: 'id ordernumber incrementid',
      date: 'purchasedate',
      email: 'customeremail',
      amount: 'grandtotalpurchased grandtotalbase',
      refund: 'totalrefunded',
      status: 'status',
      channel: 'purchasepoint',
    },
    fallbacks: [{ field: 'customer', without: 'email', headers: 'customername billtoname' }],
    cancelled: ['fraud', 'suspected fraud'],
  },
  {
    name: 'magento',
    required: ['incrementid', 'createdat', 'sku', 'qtyordered', 'price'],
    fields: {
      order: 'incrementid',
      date: 'createdat',
      customer: 'customerid',
      email: 'customeremail',
      product: 'sku',
      productName: 'name',
      quantity: 'qtyordered',
      unitPrice: 'price',
      discount: 'discountamount',
      refund: 'amountrefunded',
      currency: 'ordercurrencycode',
      status: 'status state',
      coupon: 'couponcode',
      channel: 'storename',
    },
    rowRules: { fill: ['order', ...ORDER_LEVEL_FIELDS], once: [] },
  },
];
