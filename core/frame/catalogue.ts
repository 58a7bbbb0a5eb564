import { changedBatch } from './changed-batch.ts';
import { NO_CODE, type LineBatch } from './line-batch.ts';
import type { LineSource } from './line-source.ts';

/** What is known of products beside their order lines, by product code. */
export interface Catalogue {
  /** Code in the dictionary of the attribute `category`; NO_CODE: none. */
  category: Uint32Array;
  /** Cost of one unit in minor units; NaN: unknown. */
  unitCostMinor: Float64Array;
}

const CATEGORY = 'category';

/** The same lines, with the catalogue’s category where a line has none, and quantity × unit cost, rounded half away from zero, as the cost of
 *  lines whose import has no cost column. What a line says of itself stands; a product without a known cost costs 0.
 *  Without `wantsCosts`, those of the catalogue are left away. */
export function withCatalogue(source: LineSource, catalogue: Catalogue | null, wantsCosts = true): LineSource {
  if (catalogue === null) return source;
  const { category, unitCostMinor } = catalogue;
  const hasCosts = wantsCosts && unitCostMinor.some((cost) => !Number.isNaN(cost));
  const hasCategories = category.some((code) => code !== NO_CODE);
  const complete = (batch: LineBatch): LineBatch =>
    changedBatch(batch, {
      cost: () => batch.cost ?? (hasCosts ? costsOf(batch, unitCostMinor) : null),
      attributes: () => (hasCategories ? { ...batch.attributes, [CATEGORY]: categoriesOf(batch, category) } : batch.attributes),
    });
  return {
    ...source,
    attributeNames: hasCategories && !source.attributeNames.includes(CATEGORY) ? [...source.attributeNames, CATEGORY] : source.attributeNames,
    hasCost: source.hasCost || hasCosts,
    *batches() {
      for (const batch of source.batches()) yield complete(batch);
    },
  };
}

function costsOf({ rows, product, quantity }: LineBatch, unitCostMinor: Float64Array): Float64Array {
  const costs = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const code = product[row]!;
    const cost = code === NO_CODE ? Number.NaN : quantity[row]! * unitCostMinor[code]!;
    if (!Number.isNaN(cost)) costs[row] = Math.sign(cost) * Math.round(Math.abs(cost));
  }
  return costs;
}

function categoriesOf({ rows, product, attributes }: LineBatch, category: Uint32Array): Uint32Array {
  const own = attributes[CATEGORY];
  const codes = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    const code = own === undefined ? NO_CODE : own[row]!;
    codes[row] = code === NO_CODE && product[row] !== NO_CODE ? category[product[row]!]! : code;
  }
  return codes;
}
