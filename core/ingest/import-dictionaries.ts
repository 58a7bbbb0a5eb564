import type { DictionaryBatch, ImportTarget, ImportWriter } from '../frame/import-target.ts';
import { createTextIndex, type TextIndex } from './text-index.ts';

/** The project’s dictionaries while an import adds to them. */
export interface ImportDictionaries {
  orders: TextIndex;
  customers: TextIndex;
  products: TextIndex;
  attributes: ReadonlyMap<string, TextIndex>;
  /** Keeps the first name that a product new in this import goes by; text i of `names`, where not empty, is the name of product codes[i]. */
  nameProducts(codes: Uint32Array, names: DictionaryBatch): void;
  /** Stores what is new; `step` is called between batches, and may throw. */
  write(writer: ImportWriter, step: () => void): void;
}

const NAMES_IN_BATCH = 65_536;

/** Starts from what the store holds, so that a value keeps its code from one import to the next. `step` is called between batches. */
export function createImportDictionaries(store: ImportTarget, attributeNames: readonly string[], step: () => void): ImportDictionaries {
  const load = (name: string): TextIndex => createTextIndex(stepping(store.dictionaryBatches(name), step), { large: true });
  const orders = load('order');
  const customers = load('customer');
  const products = load('product');
  const attributes = new Map(attributeNames.map((name) => [name, load(name)]));
  const stored = new Map<string, number>([['order', orders.size], ['customer', customers.size], ['product', products.size]]);
  for (const [name, index] of attributes) stored.set(`attribute:${name}`, index.size);
  const firstProduct = products.size;
  const names: (Uint8Array | undefined)[] = [];

  return {
    orders,
    customers,
    products,
    attributes,
    nameProducts(codes, texts) {
      for (const [index, code] of codes.entries()) {
        const from = texts.offsets[index]!;
        const to = texts.offsets[index + 1]!;
        if (to > from && code >= firstProduct) names[code - firstProduct] ??= texts.bytes.slice(from, to);
      }
    },
    write(writer, between) {
      for (const [name, index] of [['order', orders], ['customer', customers], ['product', products]] as const) {
        for (const batch of stepping(index.batches(stored.get(name) ?? 0), between)) writer.writeDictionary(name, batch);
      }
      for (const [name, index] of attributes) {
        for (const batch of stepping(index.batches(stored.get(`attribute:${name}`) ?? 0), between)) writer.writeDictionary(name, batch);
      }
      // A product without a name goes by its id.
      const texts = [...products.batches(firstProduct)].flatMap((batch) =>
        Array.from({ length: batch.size }, (_, text) => batch.bytes.subarray(batch.offsets[text], batch.offsets[text + 1])),
      );
      const named = texts.map((id, index) => names[index] ?? id);
      for (let from = 0; from < named.length; from += NAMES_IN_BATCH) writer.writeDictionary('productName', packed(named.slice(from, from + NAMES_IN_BATCH)));
    },
  };
}

function* stepping<T>(batches: Iterable<T>, step: () => void): Generator<T> {
  for (const batch of batches) {
    step();
    yield batch;
  }
}

function packed(texts: readonly Uint8Array[]): DictionaryBatch {
  const offsets = new Int32Array(texts.length + 1);
  for (const [index, text] of texts.entries()) offsets[index + 1] = offsets[index]! + text.length;
  const bytes = new Uint8Array(offsets[texts.length]!);
  for (const [index, text] of texts.entries()) bytes.set(text, offsets[index]);
  return { size: texts.length, offsets, bytes };
}
