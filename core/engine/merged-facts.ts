/** Facts of customers, such as a store has them: columns of one length, in order of customer. */
interface CustomerColumns {
  rows: number;
  customer: (string | number | null)[];
}

/** The facts under the customers as whom they count; what is known of the representative comes last. `null`: nobody is merged. */
export function asMergedCustomers<T extends CustomerColumns>(facts: T, representative: Uint32Array | null): T {
  if (representative === null) return facts;
  const columns = Object.entries(facts).map(([name, column]: [string, unknown]) => [name, Array.isArray(column) ? column.toReversed() : column]);
  const turned = Object.fromEntries(columns) as T;
  return { ...turned, customer: turned.customer.map((code) => (typeof code === 'number' && code >= 0 ? (representative[code] ?? code) : code)) };
}
