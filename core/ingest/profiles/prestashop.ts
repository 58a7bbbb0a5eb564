import { ORDER_LEVEL_FIELDS, type Profile } from './profile.ts';

const CANCELLED = ['payment error', 'błąd płatności'];

/** The back office’s list of orders (one row an order), and SQL Manager queries by the columns of ps_orders and ps_order_detail. */
export const PRESTASHOP: readonly Profile[] = [
  {
    name: 'prestashop',
    required: ['id', 'reference|indeks|kodreferencyjny', 'newclient|nowyklient', 'customer|klient', 'total|razem|suma', 'status', 'date|data'],
    fields: { order: 'id', customer: 'customer klient', amount: 'total razem suma', status: 'status', date: 'date data', country: 'delivery dostawa' },
    cancelled: CANCELLED,
  },
  {
    name: 'prestashop',
    required: ['idorder', 'idcustomer', 'dateadd|invoicedate', 'productname', 'productquantity', 'unitpricetaxincl|productprice'],
    fields: {
      order: 'idorder',
      customer: 'idcustomer',
      email: 'email',
      date: 'dateadd invoicedate',
      product: 'productreference productid',
      productName: 'productname',
      quantity: 'productquantity',
      unitPrice: 'unitpricetaxincl productprice',
      status: 'orderstate osname',
      currency: 'isocode currency',
    },
    rowRules: { fill: ['order', ...ORDER_LEVEL_FIELDS], once: [] },
    cancelled: CANCELLED,
  },
  {
    name: 'prestashop',
    required: ['idorder', 'idcustomer', 'dateadd|invoicedate', 'totalpaid|totalpaidtaxincl'],
    fields: { order: 'idorder', customer: 'idcustomer', email: 'email', date: 'dateadd invoicedate', amount: 'totalpaidtaxincl totalpaid', status: 'orderstate osname', currency: 'isocode currency' },
    rowRules: { fill: [...ORDER_LEVEL_FIELDS], once: ['amount'] },
    cancelled: CANCELLED,
  },
];
