import { LINE_STATUS } from '../../frame/line-batch.ts';
import { VIEW } from '../../frame/order-frame.ts';
import type { ColumnValues, OutputColumn } from '../../output/table.ts';
import { textAt } from '../shared-texts.ts';
import { statusOf } from './order-table.ts';
import { BLOCK_ROWS, inBlocks, minorPerMajor, type SyncTable, type TableSource } from './table-source.ts';
import { textReader } from './text-column.ts';

/** Of lines that are left out of an order with other lines. */
const LEFT_OUT_WORDS: Readonly<Record<number, string>> = {
  [LINE_STATUS.cancelled]: 'cancelled',
  [LINE_STATUS.test]: 'test',
  [LINE_STATUS.otherCurrency]: 'other-currency',
  [LINE_STATUS.noRate]: 'no-rate',
};

/** Order lines up to the as-of day, by customer, time and place in the order. `net` is the line’s own amount in major units, before refunds. */
export function lineTable({ view, currency, customers, orders, products, productNames }: TableSource): SyncTable {
  const { frame, asOfDay, flags } = view;
  const minor = minorPerMajor(currency);
  const customerOf = textReader(customers.size, (code) => textAt(customers, code));
  const orderOf = textReader(orders.size, orders.text);
  const productOf = textReader(products.size, products.text);
  const nameOf = textReader(productNames.size, productNames.text);
  const columns: OutputColumn[] = [
    { name: 'order_id', type: 'text' },
    { name: 'line', type: 'whole' },
    { name: 'customer', type: 'text' },
    { name: 'day', type: 'date' },
    { name: 'status', type: 'text' },
    { name: 'counted', type: 'whole' },
    { name: 'product', type: 'text' },
    { name: 'product_name', type: 'text' },
    { name: 'quantity', type: 'number' },
    { name: 'net', type: 'number', decimals: currency.minorUnitDigits },
  ];
  const leftOut = (line: number): number => frame.lineLeftOut?.[line] ?? LINE_STATUS.normal;

  const blockOf = (lines: readonly number[], ofOrder: readonly number[], owners: readonly number[]): ColumnValues[] => [
    ofOrder.map((order) => orderOf(frame.orderCode[order]!)),
    lines.map((line, row) => line - frame.lineStart[ofOrder[row]!]! + 1),
    owners.map((owner) => (owner === frame.customers ? null : customerOf(owner))),
    ofOrder.map((order) => frame.day[order]!),
    lines.map((line, row) => lineStatus(leftOut(line), ofOrder[row]!)),
    lines.map((line, row) => (leftOut(line) === LINE_STATUS.normal && (flags[ofOrder[row]!]! & VIEW.measured) !== 0 ? 1 : 0)),
    lines.map((line) => productOf(frame.product[line]!)),
    lines.map((line) => nameOf(frame.product[line]!)),
    lines.map((line) => frame.quantity[line]!),
    Float64Array.from(lines, (line) => frame.lineNet[line]! / minor),
  ];
  const lineStatus = (status: number, order: number): string => LEFT_OUT_WORDS[status] ?? statusOf(frame.kind[order]!, flags[order]!);

  return {
    columns,
    blocks: inBlocks(function* () {
      let lines: number[] = [];
      let ofOrder: number[] = [];
      let owners: number[] = [];
      for (let owner = 0; owner <= frame.customers; owner++) {
        for (let order = frame.orderStart[owner]!; order < frame.orderStart[owner + 1]!; order++) {
          if (frame.day[order]! > asOfDay) continue;
          for (let line = frame.lineStart[order]!; line < frame.lineStart[order + 1]!; line++) {
            lines.push(line);
            ofOrder.push(order);
            owners.push(owner);
          }
          if (lines.length < BLOCK_ROWS) continue;
          yield { rows: lines.length, columns: blockOf(lines, ofOrder, owners) };
          lines = [];
          ofOrder = [];
          owners = [];
        }
      }
      if (lines.length > 0) yield { rows: lines.length, columns: blockOf(lines, ofOrder, owners) };
    }),
  };
}
