import { NO_CODE } from '../../frame/line-batch.ts';
import type { FactValueColumn } from '../../frame/fact-target.ts';
import { createNumberCells, readCode, readNumbers } from '../cell-columns.ts';
import { markFault } from '../row-faults.ts';
import { createCurrencyCheck } from './currency-check.ts';
import { createAttributeReader, type FactContext, type FactRows } from './fact-context.ts';
import { cellText } from './fact-cells.ts';

const encoder = new TextEncoder();

/** The catalogue by product code: name, category and the cost of one unit. */
export function createProductRows(context: FactContext): FactRows {
  const { plan, dictionaries, facts, capacity, currency } = context;
  const { mapping, dialect } = plan;
  const attributes = createAttributeReader(context);
  const markCurrency = createCurrencyCheck(context);
  const categories = dictionaries.attributes.get('category');
  const hasCategory = mapping.category !== undefined && categories !== undefined;
  const product = new Uint32Array(capacity).fill(NO_CODE);
  const cost = createNumberCells(capacity);
  const columns: FactValueColumn<'products'>[] = [
    ...(mapping.productName === undefined ? [] : (['name'] as const)),
    ...(hasCategory ? (['category'] as const) : []),
    ...(mapping.cost === undefined ? [] : (['unitCostMinor'] as const)),
    ...(attributes === null ? [] : (['attributes'] as const)),
  ];
  const unitCostMinor = (row: number): number | null => (cost.present[row] === 1 ? Number(`${cost.digits[row]}e${currency.minorUnitDigits - cost.scale[row]!}`) : null);

  return {
    table: facts.table('products', columns),
    keys: 'unique',
    begin(block, faults) {
      if (mapping.cost !== undefined) {
        readNumbers(block, mapping.cost, dialect.decimal.charCodeAt(0), faults, cost);
        markCurrency(block, faults);
      }
      for (let row = 0; row < block.rows; row++) {
        if (faults.fault[row] !== 0) continue;
        const code = readCode(block, row, mapping.product ?? -1, dictionaries.products);
        product[row] = code;
        if (code === NO_CODE) markFault(faults, row, 'missing-product', mapping.product ?? -1);
        else nameProduct(code, cellText(block, row, mapping.productName));
      }
    },
    key: (_block, row) => [product[row]!],
    values(block, row) {
      const category = hasCategory ? readCode(block, row, mapping.category ?? -1, categories) : NO_CODE;
      return [
        ...(mapping.productName === undefined ? [] : [cellText(block, row, mapping.productName)]),
        ...(hasCategory ? [category === NO_CODE ? null : category] : []),
        ...(mapping.cost === undefined ? [] : [unitCostMinor(row)]),
        ...(attributes === null ? [] : [attributes(block, row)]),
      ];
    },
  };

  function nameProduct(code: number, name: string | null): void {
    if (name === null) return;
    const bytes = encoder.encode(name);
    dictionaries.nameProducts(Uint32Array.of(code), { size: 1, offsets: Int32Array.of(0, bytes.length), bytes });
  }
}
