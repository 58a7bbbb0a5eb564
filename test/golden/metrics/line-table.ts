import { BATCH_ROWS, LINE_STATUS, NO_CODE, type LineBatch } from '../../../core/frame/line-batch.ts';
import type { LineSource } from '../../../core/frame/line-source.ts';
import { buildFrame } from '../../../core/frame/build-frame.ts';
import { viewFrame, type ViewOptions } from '../../../core/frame/view.ts';
import type { FrameView, OrderFrame } from '../../../core/frame/order-frame.ts';
import { resolveFilters } from '../../../core/frame/filters.ts';
import { dayOfIso } from '../../../core/maths/calendar.ts';
import type { Filter } from '../../../core/contract/scope.ts';

/** One line of an order file; money in minor units. */
export interface Line {
  order: string;
  /** Empty: anonymous. */
  customer: string;
  /** `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS`. */
  moment: string;
  product: string;
  quantity: number;
  net: number;
  /** Before discounts; absent: the net amount. */
  gross?: number;
  refund: number;
  cost: number;
  status: keyof typeof LINE_STATUS;
  channel: string;
}

/** A file as the frame is built from it, with the texts behind its codes. */
export interface LineTable {
  source: LineSource;
  orders: string[];
  customers: string[];
  channels: string[];
  products: string[];
}

/** Rows of comma-separated cells under a header with the names of `Line`; blank cells are 0, `normal` or empty. */
export function parseLines(text: string): Line[] {
  const [header, ...rows] = text.trim().split('\n');
  const names = header!.split(',').map((name) => name.trim());
  return rows.map((row) => {
    const cells = row.split(',').map((cell) => cell.trim());
    const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
    return {
      order: cell('order'),
      customer: cell('customer'),
      moment: cell('moment'),
      product: cell('product'),
      quantity: Number(cell('quantity')),
      net: Number(cell('net')),
      ...(cell('gross') !== '' && { gross: Number(cell('gross')) }),
      refund: Number(cell('refund')),
      cost: Number(cell('cost')),
      status: (cell('status') || 'normal') as Line['status'],
      channel: cell('channel'),
    };
  });
}

export interface TableOptions {
  batchRows?: number;
  hasCost?: boolean;
  /** Codes of an earlier table, so that a cut file keeps them. */
  like?: LineTable;
}

/** Codes in order of appearance, batches of `batchRows`. */
export function tableOf(lines: Line[], options: TableOptions = {}): LineTable {
  const { batchRows = BATCH_ROWS, hasCost = true, like } = options;
  const orders = [...(like?.orders ?? [])];
  const customers = [...(like?.customers ?? [])];
  const channels = [...(like?.channels ?? [])];
  const products = [...(like?.products ?? [])];
  const codes = (texts: string[]): ((text: string) => number) => {
    const known = new Map(texts.map((text, code) => [text, code]));
    return (text) => {
      if (text === '') return NO_CODE;
      const code = known.get(text) ?? known.size;
      if (code === known.size) {
        known.set(text, code);
        texts.push(text);
      }
      return code;
    };
  };
  const [order, customer, channel, product] = [codes(orders), codes(customers), codes(channels), codes(products)];
  const batches: LineBatch[] = [];
  for (let from = 0; from < lines.length; from += batchRows) {
    const part = lines.slice(from, from + batchRows);
    batches.push({
      rows: part.length,
      order: Uint32Array.from(part, (line) => order(line.order)),
      customer: Uint32Array.from(part, (line) => customer(line.customer)),
      product: Uint32Array.from(part, (line) => product(line.product)),
      moment: Uint32Array.from(part, (line) => momentOf(line.moment)),
      quantity: Float64Array.from(part, (line) => line.quantity),
      gross: Int32Array.from(part, (line) => line.gross ?? line.net),
      net: Int32Array.from(part, (line) => line.net),
      refund: Int16Array.from(part, (line) => line.refund),
      cost: hasCost ? Int32Array.from(part, (line) => line.cost) : null,
      status: Uint8Array.from(part, (line) => LINE_STATUS[line.status]),
      sourceLine: Uint32Array.from(part, (_, row) => from + row + 2),
      sourceFile: new Uint16Array(part.length),
      attributes: { channel: Uint32Array.from(part, (line) => channel(line.channel)) },
    });
  }
  const source: LineSource = {
    lines: lines.length,
    orders: orders.length,
    customers: customers.length,
    attributeNames: ['channel'],
    hasCost,
    fingerprint: 'table',
    batches: () => batches,
  };
  return { source, orders, customers, channels, products };
}

export function momentOf(text: string): number {
  return Date.parse(`${text.length === 10 ? `${text}T00:00:00` : text}Z`) / 1000;
}

export interface Scenario {
  table: LineTable;
  frame: OrderFrame;
  view: (options?: { asOf?: string | null; refunds?: ViewOptions['refunds']; filters?: Filter[] }) => FrameView;
}

export function scenarioOf(lines: Line[], options: TableOptions = {}): Scenario {
  const table = tableOf(lines, options);
  const frame = buildFrame(table.source);
  return {
    table,
    frame,
    view: ({ asOf = null, refunds = 'original-order', filters = [] } = {}) =>
      viewFrame(frame, {
        asOfDay: asOf === null ? null : dayOfIso(asOf),
        refunds,
        filters: resolveFilters(filters, ['channel'], () => ({ size: table.channels.length, codesOf: (texts) => table.channels.flatMap((text, code) => (texts.has(text) ? [code] : [])) })),
      }),
  };
}
