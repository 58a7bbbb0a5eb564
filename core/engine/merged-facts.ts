/** Facts of customers, such as a store has them: columns of one length. */
interface CustomerColumns {
  rows: number;
  customer: (string | number | null)[];
}

/** The facts under the customers as whom they count; what is known of the representative comes last. `null`: nobody is merged. */
export function asMergedCustomers<T extends CustomerColumns>(facts: T, representative: Uint32Array | null): T {
  if (representative === null) return facts;
  const turned = mapColumns(facts, (column) => column.toReversed());
  return { ...turned, customer: turned.customer.map((code) => (typeof code === 'number' && code >= 0 ? (representative[code] ?? code) : code)) };
}

/** Customers who count as this one, itself first; it has the lowest code of them. */
export function membersOf(customer: number, representative: Uint32Array | null): number[] {
  const members = [customer];
  if (representative !== null) for (let code = customer + 1; code < representative.length; code++) if (representative[code] === customer) members.push(code);
  return members;
}

function mapColumns<T extends CustomerColumns>(facts: T, change: (column: (string | number | null)[]) => (string | number | null)[]): T {
  const changed: Record<string, unknown> = Object.fromEntries(Object.entries(facts).map(([name, column]: [string, unknown]) => [name, Array.isArray(column) ? change(column as (string | number | null)[]) : column]));
  return changed as unknown as T;
}
