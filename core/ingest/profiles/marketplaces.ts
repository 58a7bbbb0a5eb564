import type { Profile } from './profile.ts';

/** Etsy: Sold Orders › Order Items, one row an item (help.etsy.com, “How to download your shop data”). */
export const ETSY: readonly Profile[] = [
  {
    name: 'etsy',
    required: ['saledate', 'itemname', 'buyer', 'quantity', 'price', 'transactionid', 'orderid'],
    fields: {
      order: 'orderid',
      date: 'saledate',
      customer: 'buyer',
      product: 'listingid',
      productName: 'itemname',
      quantity: 'quantity',
      unitPrice: 'price',
      discount: 'discountamount',
      currency: 'currency',
      channel: 'ordertype',
      coupon: 'couponcode',
      city: 'shipcity',
      country: 'shipcountry',
    },
  },
];

/** Amazon: All Orders report, tab-separated (sellercentral.amazon.com/gp/help/external/200547170): item-price is for the whole quantity, and
 *  there is nothing that identifies the buyer. */
export const AMAZON: readonly Profile[] = [
  {
    name: 'amazon',
    required: ['amazonorderid', 'purchasedate', 'orderstatus', 'itemprice', 'quantity|quantitypurchased'],
    fields: {
      order: 'amazonorderid',
      date: 'purchasedate',
      email: 'buyeremail',
      product: 'sku asin',
      productName: 'productname',
      quantity: 'quantity quantitypurchased',
      amount: 'itemprice',
      currency: 'currency',
      status: 'orderstatus',
      channel: 'saleschannel',
      coupon: 'promotionids',
      city: 'shipcity',
      country: 'shipcountry',
    },
  },
];
