/** Fields of an order line. Attributes (channel … country) are kept as text dictionaries. */
export const ORDER_FIELDS = [
  'order',
  'customer',
  'email',
  'phone',
  'date',
  'time',
  'product',
  'productName',
  'category',
  'quantity',
  'unitPrice',
  'discount',
  'amount',
  'refund',
  'cost',
  'currency',
  'status',
  'cancelledAt',
  'channel',
  'source',
  'coupon',
  'city',
  'country',
] as const;
export type OrderField = (typeof ORDER_FIELDS)[number];

/** What a file can hold; order lines make the orders, the other kinds are facts beside them. */
export const IMPORT_KINDS = ['orders', 'customers', 'feedback', 'spend', 'products'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Fields that only customers and feedback have, and the month of spend. */
const FACT_FIELDS = ['name', 'birthDate', 'consent', 'survey', 'nps', 'csat', 'ces', 'stars', 'text', 'month'] as const;

/** Every field that a column can be. */
export const IMPORT_FIELDS = [...ORDER_FIELDS, ...FACT_FIELDS] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** The fields of each kind. `cost` of a product is that of one unit; spend has a `date`, or a `month` as a whole. */
export const KIND_FIELDS = {
  orders: ORDER_FIELDS,
  customers: ['customer', 'email', 'phone', 'name', 'birthDate', 'city', 'country', 'source', 'consent'],
  feedback: ['customer', 'email', 'phone', 'order', 'date', 'time', 'survey', 'channel', 'nps', 'csat', 'ces', 'stars', 'text'],
  spend: ['date', 'month', 'channel', 'amount', 'currency'],
  products: ['product', 'productName', 'category', 'cost', 'currency'],
} as const satisfies Record<ImportKind, readonly ImportField[]>;

/** Fields that become filterable attributes. */
export const ATTRIBUTE_FIELDS = ['category', 'channel', 'source', 'coupon', 'city', 'country'] as const satisfies readonly OrderField[];

/** Every field that belongs to an order as a whole, beside its number. */
export const ORDER_LEVEL_FIELDS = ['customer', 'email', 'phone', 'date', 'time', 'currency', 'status', 'cancelledAt', 'channel', 'source', 'coupon', 'city', 'country'] as const satisfies readonly OrderField[];

/** Figures that may be an order’s instead of a line’s. */
export const ORDER_FIGURES = ['amount', 'discount', 'refund', 'cost'] as const satisfies readonly OrderField[];
