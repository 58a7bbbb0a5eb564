/** What is stored of each kind of fact: columns that identify a row, and those that a later import may change.
 *  `customer`, `product` and `category` are dictionary codes (`customer` −1: nobody is named), days and moments civil, amounts in minor units,
 *  `attributes` a JSON object of texts, merged into the one stored (`null` takes an attribute away). */
export const FACT_COLUMNS = {
  customers: {
    key: ['customer'],
    values: ['email', 'phone', 'normalisedEmail', 'normalisedPhone', 'name', 'birthDay', 'city', 'country', 'source', 'consent', 'attributes'],
  },
  feedback: {
    key: ['customer', 'moment', 'survey', 'orderId', 'occurrence'],
    values: ['channel', 'nps', 'csat', 'ces', 'stars', 'text', 'attributes'],
  },
  spend: { key: ['day', 'period', 'channel', 'occurrence'], values: ['amountMinor', 'attributes'] },
  products: { key: ['product'], values: ['name', 'category', 'unitCostMinor', 'attributes'] },
} as const satisfies Record<string, { key: readonly string[]; values: readonly string[] }>;

export type FactKind = keyof typeof FACT_COLUMNS;
export type FactValueColumn<K extends FactKind = FactKind> = (typeof FACT_COLUMNS)[K]['values'][number];
export type FactValue = string | number | null;

/** What became of a row: new, known with other values, or known and the same. */
export type FactOutcome = 'imported' | 'updated' | 'duplicates';

/** One kind of fact as one file has it: only its `columns` are written, and others stay as they are. */
export interface FactTable {
  /** `key` and `values` in the order of the columns. */
  write(key: readonly FactValue[], values: readonly FactValue[]): FactOutcome;
  /** Whether a row with this key is stored with just these values. */
  holds(key: readonly FactValue[], values: readonly FactValue[]): boolean;
}

/** Writes facts within the transaction of an import. */
export interface FactWriter {
  table<K extends FactKind>(kind: K, columns: readonly FactValueColumn<K>[]): FactTable;
}
