import type { CommonContact } from '../contract/rules.ts';
import { changedBatch } from './changed-batch.ts';
import { NO_CODE, type Dictionary } from './line-batch.ts';
import type { LineSource } from './line-source.ts';
import { sharedUint32 } from './shared-arrays.ts';

/** An e-mail or a number of more customers than this is a shop’s own, or none: nobody is merged by it. */
export const MOST_CUSTOMERS_OF_A_CONTACT = 50;

/** Which customers have which normalised e-mails, or phone numbers. */
export interface ContactPairs {
  kind: CommonContact['kind'];
  /** Place of a value among `values`, added if new. */
  place(value: string): number;
  /** Notes that a customer has the value at a place. Pairs noted before change nothing. */
  add(customer: number, place: number): void;
  values: string[];
  /** Distinct pairs. */
  customer: number[];
  value: number[];
}

const NONE = -1;
const UNKNOWN = -2;

export function createContactPairs(kind: ContactPairs['kind'], customers: number): ContactPairs {
  const places = new Map<string, number>();
  const firstOf = new Int32Array(customers).fill(NONE);
  const further = new Set<string>();
  const pairs: ContactPairs = {
    kind,
    values: [],
    customer: [],
    value: [],
    place(value) {
      const known = places.get(value);
      if (known !== undefined) return known;
      places.set(value, pairs.values.length);
      return pairs.values.push(value) - 1;
    },
    add(customer, place) {
      const first = firstOf[customer];
      if (first === place) return;
      if (first === NONE) firstOf[customer] = place;
      else {
        const pair = `${customer} ${place}`;
        if (further.has(pair)) return;
        further.add(pair);
      }
      pairs.customer.push(customer);
      pairs.value.push(place);
    },
  };
  return pairs;
}

/** Adds the contacts that lines name in the attribute `name`, whose texts are normalised once each. */
export function addLineContacts(source: LineSource, name: string, texts: Dictionary, normalise: (text: string) => string | null, into: ContactPairs): void {
  if (!source.attributeNames.includes(name)) return;
  const places = new Int32Array(texts.size).fill(UNKNOWN);
  for (const { rows, customer, attributes } of source.batches()) {
    const codes = attributes[name]!;
    for (let row = 0; row < rows; row++) {
      const code = codes[row]!;
      if (code === NO_CODE || customer[row] === NO_CODE) continue;
      if (places[code] === UNKNOWN) {
        const value = normalise(texts.text(code));
        places[code] = value === null ? NONE : into.place(value);
      }
      if (places[code] !== NONE) into.add(customer[row]!, places[code]!);
    }
  }
}

export interface MergedCustomers {
  /** Per customer code the one that it is counted as: the smallest, so the first seen, of those who are the same. */
  representative: Uint32Array;
  /** Most common first. */
  tooCommon: CommonContact[];
}

/** Union–find (Tarjan 1975) over customers who share a contact; path halving, the smaller code becomes the root. */
export function mergeCustomers(customers: number, contacts: readonly ContactPairs[]): MergedCustomers {
  const parent = sharedUint32(customers);
  for (let customer = 0; customer < customers; customer++) parent[customer] = customer;
  const rootOf = (customer: number): number => {
    let at = customer;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  const tooCommon: CommonContact[] = [];
  for (const { kind, customer, value, values } of contacts) {
    const count = new Uint32Array(values.length);
    for (const place of value) count[place]!++;
    const first = new Uint32Array(values.length).fill(NO_CODE);
    for (const [pair, place] of value.entries()) {
      if (count[place]! > MOST_CUSTOMERS_OF_A_CONTACT) continue;
      if (first[place] === NO_CODE) first[place] = customer[pair]!;
      const one = rootOf(first[place]!);
      const other = rootOf(customer[pair]!);
      parent[Math.max(one, other)] = Math.min(one, other);
    }
    for (const [place, text] of values.entries()) if (count[place]! > MOST_CUSTOMERS_OF_A_CONTACT) tooCommon.push({ kind, value: text, customers: count[place]! });
  }
  // A root is smaller than what hangs on it, so one pass upwards is enough.
  for (let customer = 0; customer < customers; customer++) parent[customer] = parent[parent[customer]!]!;
  return { representative: parent, tooCommon: tooCommon.sort((one, other) => other.customers - one.customers) };
}

/** The lines with every customer’s representative. */
export function withMergedCustomers(source: LineSource, { representative }: MergedCustomers): LineSource {
  return {
    ...source,
    *batches() {
      for (const batch of source.batches()) yield changedBatch(batch, { customer: () => batch.customer.map((code) => (code === NO_CODE ? NO_CODE : representative[code]!)) });
    },
  };
}
