/** A key of records: the column of its scalars, and the keys of the objects that stand under it. */
export interface JsonKey {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** −1: none. */
  column: number;
  readonly keys: JsonKeys;
  /** This key’s lists are the rows of a record. */
  isLines: boolean;
}

/** Keys of an object, in the order in which they were first met. */
export interface JsonKeys {
  readonly list: JsonKey[];
  /** Where in the list the next key is looked for first: records tend to keep one order. */
  expected: number;
  find(bytes: Uint8Array, from: number, to: number): JsonKey | null;
}

/** Columns of a list of records. */
export interface JsonShape {
  readonly keys: JsonKeys;
  /** Key of the lines within each record, and the keys of a line. */
  readonly lines: { keys: JsonKeys; firstColumn: number; lastColumn: number } | null;
  readonly names: string[];
  /** As `names`, the way shops’ own tables would call the columns. */
  readonly aliases: string[];
}

interface Seen {
  /** Values other than `null` and objects. */
  scalars: boolean;
  objects: boolean;
  /** Keys of objects, and of the objects in lists. */
  keys: Map<string, Seen>;
  items: Map<string, Seen>;
  lists: boolean;
}

/** Finds the columns of records: nested objects are flattened with points between the keys, and where exactly one key holds lists of objects,
 *  those are the lines of which each becomes a row. */
export function shapeOf(records: readonly Record<string, unknown>[]): JsonShape {
  const root = new Map<string, Seen>();
  for (const record of records) see(record, root);
  const lists = listsOf(root);
  const only = lists.length === 1 ? lists[0]! : null;
  const names: string[] = [];
  const lineNames: string[] = [];
  let lines: JsonShape['lines'] = null;

  const build = (seen: Map<string, Seen>, prefix: string, inLines: boolean): JsonKeys =>
    createKeys(
      [...seen].map(([name, facts]) => {
        const full = prefix === '' ? name : `${prefix}.${name}`;
        if (facts === only) {
          const firstColumn = names.length;
          const keys = build(facts.items, full, true);
          lines = { keys, firstColumn, lastColumn: names.length };
          return createKey(name, -1, createKeys([]), true);
        }
        const hasColumn = facts.scalars || facts.lists || !facts.objects;
        const column = hasColumn ? names.push(full) - 1 : -1;
        if (hasColumn) lineNames.push(inLines ? name : '');
        return createKey(name, column, build(facts.keys, full, inLines), false);
      }),
    );
  const keys = build(root, '', false);
  return { keys, lines, names, aliases: aliasesOf(names, lineNames) };
}

function see(record: Record<string, unknown>, into: Map<string, Seen>): void {
  for (const [name, value] of Object.entries(record)) {
    let seen = into.get(name);
    if (seen === undefined) into.set(name, (seen = { scalars: false, objects: false, keys: new Map(), items: new Map(), lists: false }));
    if (Array.isArray(value)) {
      const objects = value.filter(isObject);
      if (value.length > 0 && objects.length === value.length) {
        seen.lists = true;
        for (const item of objects) see(item, seen.items);
      } else if (value.length > 0) seen.scalars = true;
    } else if (isObject(value)) {
      seen.objects = true;
      see(value, seen.keys);
    } else if (value !== null) seen.scalars = true;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keys with lists of objects, outside of such lists; one that holds something else now and then cannot be the lines. */
function listsOf(keys: Map<string, Seen>): Seen[] {
  return [...keys.values()].flatMap((seen) => [...(seen.lists && !seen.scalars ? [seen] : []), ...listsOf(seen.keys)]);
}

/** What a key means depends on whether it is the record’s or a line’s: `id` beside `line_items` is the order’s, `line_items.name` a product’s. */
const RECORD_MEANINGS: Readonly<Record<string, string>> = { id: 'order id', number: 'order number', name: 'order number' };
const LINE_MEANINGS: Readonly<Record<string, string>> = { name: 'product name', title: 'product title', id: 'product id', total: 'line total', amount: 'line amount', sum: 'line total', subtotal: 'line total' };

function aliasesOf(names: readonly string[], lineNames: readonly string[]): string[] {
  if (lineNames.every((name) => name === '')) return [...names];
  return names.map((name, column) => {
    const own = lineNames[column] ?? '';
    if (own === '') return RECORD_MEANINGS[name.toLowerCase()] ?? name;
    const meaning = LINE_MEANINGS[own.toLowerCase()] ?? own;
    // Of two columns with one name, the record’s is not a line’s: this one keeps apart from it.
    return names.includes(meaning) ? `lineitem ${own}` : meaning;
  });
}

function createKey(name: string, column: number, keys: JsonKeys, isLines: boolean): JsonKey {
  return { name, bytes: new TextEncoder().encode(name), column, keys, isLines };
}

function createKeys(list: JsonKey[]): JsonKeys {
  const keys: JsonKeys = {
    list,
    expected: 0,
    find(bytes, from, to) {
      for (let tried = 0, index = keys.expected; tried < list.length; tried++, index++) {
        if (index >= list.length) index = 0;
        const key = list[index]!;
        if (sameBytes(key.bytes, bytes, from, to)) {
          keys.expected = index + 1;
          return key;
        }
      }
      return null;
    },
  };
  return keys;
}

function sameBytes(key: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (key.length !== to - from) return false;
  for (let index = 0; index < key.length; index++) if (key[index] !== bytes[from + index]) return false;
  return true;
}
