import { LINE_STATUS, NO_CODE } from '../frame/line-batch.ts';
import { VIEW, type FrameView } from '../frame/order-frame.ts';

export interface SegmentProductsPlan {
  cell: Uint8Array;
  /** 1 for each cell of the segment. */
  wanted: Uint8Array;
  /** First day of the look-back window. */
  fromDay: number;
  /** Size of the product dictionary. */
  products: number;
}

/** By product code. */
export interface SegmentProducts {
  netMinor: Float64Array;
  quantity: Float64Array;
  customers: Uint32Array;
}

/** What the segment’s customers of [from, to) have bought in counted orders of the window. Lines’ own net amounts, before refunds. */
export function foldSegmentProducts(view: FrameView, plan: SegmentProductsPlan, from: number, to: number): SegmentProducts {
  const { frame, flags, firstOrder } = view;
  const { day, orderStart, lineStart, product, lineNet, quantity, lineLeftOut } = frame;
  const { cell, wanted, fromDay, products } = plan;
  const totals: SegmentProducts = { netMinor: new Float64Array(products), quantity: new Float64Array(products), customers: new Uint32Array(products) };
  /** The customer who was last seen with the product, and one. */
  const seenWith = new Uint32Array(products);
  const last = Math.min(to, frame.customers);
  for (let customer = from; customer < last; customer++) {
    if (wanted[cell[customer]!] !== 1) continue;
    for (let order = firstOrder[customer]!; order < orderStart[customer + 1]!; order++) {
      if ((flags[order]! & VIEW.measured) === 0 || day[order]! < fromDay) continue;
      for (let line = lineStart[order]!; line < lineStart[order + 1]!; line++) {
        const code = product[line]!;
        if (code === NO_CODE || (lineLeftOut !== null && lineLeftOut[line] !== LINE_STATUS.normal)) continue;
        totals.netMinor[code]! += lineNet[line]!;
        totals.quantity[code]! += quantity[line]!;
        if (seenWith[code] === customer + 1) continue;
        seenWith[code] = customer + 1;
        totals.customers[code]!++;
      }
    }
  }
  return totals;
}

export function mergeSegmentProducts(partials: SegmentProducts[]): SegmentProducts {
  const [first, ...others] = partials;
  const sum = first!;
  for (const other of others) {
    for (let code = 0; code < sum.customers.length; code++) {
      sum.netMinor[code]! += other.netMinor[code]!;
      sum.quantity[code]! += other.quantity[code]!;
      sum.customers[code]! += other.customers[code]!;
    }
  }
  return sum;
}

/** Codes of products that somebody has bought, by net amount, then code; at most `most`. */
export function topProducts({ netMinor, customers }: SegmentProducts, most: number): number[] {
  const top: number[] = [];
  for (let code = 0; code < netMinor.length; code++) {
    if (customers[code] === 0) continue;
    if (top.length === most && netMinor[code]! <= netMinor[top[most - 1]!]!) continue;
    let at = top.length;
    while (at > 0 && netMinor[top[at - 1]!]! < netMinor[code]!) at--;
    top.splice(at, 0, code);
    if (top.length > most) top.pop();
  }
  return top;
}
