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

/** Customers who count as this one, itself first. */
export function membersOf(customer: number, representative: Uint32Array | null): [number, ...number[]] {
  const members: [number, ...number[]] = [customer];
  if (representative !== null) for (let code = customer + 1; code < representative.length; code++) if (representative[code] === customer) members.push(code);
  return members;
}

/** All rows, one after the other. */
export function joinedFacts<T extends CustomerColumns>(parts: readonly [T, ...T[]]): T {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  return { ...mapColumns(parts[0], (_column, name) => parts.flatMap((part) => (part as Record<string, unknown>)[name] as (string | number | null)[])), rows };
}

function mapColumns<T extends CustomerColumns>(facts: T, change: (column: (string | number | null)[], name: string) => (string | number | null)[]): T {
  const changed: Record<string, unknown> = Object.fromEntries(Object.entries(facts).map(([name, column]: [string, unknown]) => [name, Array.isArray(column) ? change(column as (string | number | null)[], name) : column]));
  return changed as unknown as T;
}
