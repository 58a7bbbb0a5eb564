import { ORDER_KIND, VIEW } from '../../frame/order-frame.ts';
import type { ColumnValues, OutputColumn } from '../../output/table.ts';
import { textAt } from '../shared-texts.ts';
import { freelyNamed } from './free-names.ts';
import { BLOCK_ROWS, inBlocks, minorPerMajor, type SyncTable, type TableSource } from './table-source.ts';
import { textReader } from './text-column.ts';

const STATUS_WORDS: Record<number, string> = {
  [ORDER_KIND.counted]: 'counted',
  [ORDER_KIND.cancelled]: 'cancelled',
  [ORDER_KIND.test]: 'test',
  [ORDER_KIND.zeroValue]: 'zero-value',
  [ORDER_KIND.creditNote]: 'credit-note',
  [ORDER_KIND.refundedInFull]: 'refunded-in-full',
  [ORDER_KIND.anonymous]: 'anonymous',
  [ORDER_KIND.otherCurrency]: 'other-currency',
  [ORDER_KIND.noRate]: 'no-rate',
};

/** Order documents up to the as-of day, by customer and time. `counted` is 1 for orders that metrics count within the filters; `net_revenue` is
 *  what the document adds to net revenue: its net amount less refunds and credit notes known by the as-of day. Amounts are in major units. */
export function orderTable({ view, currency, customers, texts, orders }: TableSource): SyncTable {
  const { frame, asOfDay, flags } = view;
  const decimals = currency.minorUnitDigits;
  const minor = minorPerMajor(currency);
  const customerOf = textReader(customers.size, (code) => textAt(customers, code));
  const attributes = Object.keys(frame.attributes).map((name) => ({
    name,
    codes: frame.attributes[name]!,
    textOf: textReader(texts[name]?.size ?? 0, (code) => textAt(texts[name]!, code)),
  }));
  const money = (name: string): OutputColumn => ({ name, type: 'number', decimals });
  const fixed: OutputColumn[] = [
    { name: 'order_id', type: 'text' },
    { name: 'customer', type: 'text' },
    { name: 'moment', type: 'moment' },
    { name: 'day', type: 'date' },
    { name: 'status', type: 'text' },
    { name: 'counted', type: 'whole' },
    { name: 'lines', type: 'whole' },
    money('gross'),
    money('net'),
    money('net_revenue'),
    money('refund'),
    ...(frame.cost === null ? [] : [money('cost')]),
  ];
  const columns = freelyNamed([...fixed, ...attributes.map(({ name }): OutputColumn => ({ name, type: 'text' }))]);

  const blockOf = (rows: readonly number[], owners: readonly number[]): ColumnValues[] => {
    const amounts = (values: Float64Array): Float64Array => Float64Array.from(rows, (order) => values[order]! / minor);
    return [
      rows.map((order) => orders.text(frame.orderCode[order]!)),
      owners.map((owner) => (owner === frame.customers ? null : customerOf(owner))),
      rows.map((order) => frame.moment[order]!),
      rows.map((order) => frame.day[order]!),
      rows.map((order) => statusOf(frame.kind[order]!, flags[order]!)),
      rows.map((order) => ((flags[order]! & VIEW.measured) !== 0 ? 1 : 0)),
      rows.map((order) => frame.lineStart[order + 1]! - frame.lineStart[order]!),
      amounts(frame.gross),
      amounts(frame.net),
      Float64Array.from(rows, (order) => ((flags[order]! & VIEW.revenue) !== 0 ? view.net[order]! / minor : 0)),
      amounts(frame.refund),
      ...(frame.cost === null ? [] : [amounts(frame.cost)]),
      ...attributes.map(({ codes, textOf }) => rows.map((order) => textOf(codes[order]!))),
    ];
  };

  return {
    columns,
    blocks: inBlocks(function* () {
      let rows: number[] = [];
      let owners: number[] = [];
      for (let owner = 0; owner <= frame.customers; owner++) {
        for (let order = frame.orderStart[owner]!; order < frame.orderStart[owner + 1]!; order++) {
          if (frame.day[order]! > asOfDay) continue;
          rows.push(order);
          owners.push(owner);
          if (rows.length < BLOCK_ROWS) continue;
          yield { rows: rows.length, columns: blockOf(rows, owners) };
          rows = [];
          owners = [];
        }
      }
      if (rows.length > 0) yield { rows: rows.length, columns: blockOf(rows, owners) };
    }),
  };
}

/** An order that counted by its own lines, until credit notes took all of it. */
export function statusOf(kind: number, flags: number): string {
  const isTakenBack = kind === ORDER_KIND.counted && (flags & VIEW.counted) === 0 && (flags & VIEW.revenue) !== 0;
  return STATUS_WORDS[isTakenBack ? ORDER_KIND.refundedInFull : kind] ?? '';
}
