import type { ImportPlan } from '../contract/imports.ts';
import { createNumberCells, readNumbers, type NumberCells } from './cell-columns.ts';
import { scaledProduct, scaledWhole } from './number-parser.ts';
import { markFault, type RowFaults } from './row-faults.ts';
import type { RowBlock } from './tokenizer.ts';

const MONEY_COLUMNS = ['quantity', 'unitPrice', 'discount', 'amount', 'refund', 'cost'] as const;
type MoneyColumn = (typeof MONEY_COLUMNS)[number];

/** Amounts of the rows of a block, in minor units. */
export interface MoneyCells {
  quantity: Float64Array;
  gross: Float64Array;
  net: Float64Array;
  refund: Float64Array;
  cost: Float64Array;
  /** 1 where the unit price (or, without such a column, the amount) is 0. */
  zeroPrice: Uint8Array;
}

export interface MoneyReader {
  hasCost: boolean;
  /** Rows without an amount, or with one beyond ±(2^53 − 1) minor units, are put at fault. `digits`: of each row’s minor unit, where they
   *  may differ from that of the project. */
  read(block: RowBlock, faults: RowFaults, into: MoneyCells, digits: Uint8Array | null): void;
}

export function createMoneyCells(capacity: number): MoneyCells {
  const amounts = (): Float64Array => new Float64Array(capacity);
  return { quantity: amounts(), gross: amounts(), net: amounts(), refund: amounts(), cost: amounts(), zeroPrice: new Uint8Array(capacity) };
}

/** gross = quantity × unit price; net = the file’s own total, else gross − discount. Without a quantity column it is 1; without a price,
 *  gross is the total. A discount counts against the line whatever its sign, a refund is positive whatever its sign. METRICS §1. */
export function createMoneyReader(plan: ImportPlan, capacity: number, options: { minorUnitDigits: number; costPerUnit: boolean }): MoneyReader {
  const { mapping } = plan;
  const cells = Object.fromEntries(MONEY_COLUMNS.map((field) => [field, createNumberCells(capacity)])) as Record<MoneyColumn, NumberCells>;
  const { quantity, unitPrice, discount, amount, refund, cost } = cells;
  const quantityColumn = mapping.quantity ?? -1;
  const priceColumn = mapping.unitPrice ?? -1;
  const amountColumn = mapping.amount ?? -1;

  const minor = (column: NumberCells, row: number, places: number): number => scaledWhole(column.digits[row]!, column.scale[row]!, places);

  return {
    hasCost: mapping.cost !== undefined,
    read(block, faults, into, ownDigits) {
      for (const field of MONEY_COLUMNS) {
        const column = mapping[field];
        if (column !== undefined) readNumbers(block, column, (plan.decimals?.[field] ?? plan.dialect.decimal).charCodeAt(0), faults, cells[field]);
      }
      for (let row = 0; row < block.rows; row++) {
        if (faults.fault[row] !== 0) continue;
        const places = ownDigits === null ? options.minorUnitDigits : ownDigits[row]!;
        let digits = 1;
        let scale = 0;
        let hasQuantity = true;
        if (quantityColumn >= 0) {
          hasQuantity = quantity.present[row] === 1;
          digits = hasQuantity ? quantity.digits[row]! : 1;
          scale = hasQuantity ? quantity.scale[row]! : 0;
        }
        const hasAmount = amountColumn >= 0 && amount.present[row] === 1;
        const hasPrice = priceColumn >= 0 && unitPrice.present[row] === 1;
        if (!hasAmount && !(hasPrice && hasQuantity)) {
          markFault(faults, row, 'missing-amount', hasPrice ? quantityColumn : priceColumn >= 0 ? priceColumn : amountColumn);
          continue;
        }
        const total = hasAmount ? minor(amount, row, places) : 0;
        const gross = hasPrice && hasQuantity ? scaledProduct(digits, scale, unitPrice.digits[row]!, unitPrice.scale[row]!, places) : total;
        const off = discount.present[row] === 1 ? Math.abs(minor(discount, row, places)) : 0;
        const net = hasAmount ? total : gross < 0 ? gross + off : gross - off;
        const back = refund.present[row] === 1 ? Math.abs(minor(refund, row, places)) : 0;
        const goods =
          cost.present[row] !== 1 ? 0 : options.costPerUnit ? scaledProduct(digits, scale, cost.digits[row]!, cost.scale[row]!, places) : minor(cost, row, places);
        if (!Number.isSafeInteger(gross) || !Number.isSafeInteger(net)) markFault(faults, row, 'amount-too-large', hasAmount ? amountColumn : priceColumn);
        else if (!Number.isSafeInteger(back)) markFault(faults, row, 'amount-too-large', mapping.refund ?? -1);
        else if (!Number.isSafeInteger(goods)) markFault(faults, row, 'amount-too-large', mapping.cost ?? -1);
        into.quantity[row] = scale === 0 ? digits : digits / 10 ** scale;
        into.gross[row] = gross;
        into.net[row] = net;
        into.refund[row] = back;
        into.cost[row] = goods;
        into.zeroPrice[row] = (hasPrice ? unitPrice.digits[row] : total) === 0 ? 1 : 0;
      }
    },
  };
}
