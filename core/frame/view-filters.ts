import { LINE_STATUS, NO_CODE } from './line-batch.ts';
import { ORDER_KIND, VIEW, type FrameView, type OrderFrame, type ResolvedFilter } from './order-frame.ts';

/** Orders without customer have no first order, so a filter on first orders drops them. */
export function applyFilter(view: FrameView, filter: ResolvedFilter, from: number, to: number): void {
  const passes = createTest(filter);
  const first = view.frame.orderStart[from]!;
  const last = view.frame.orderStart[to]!;
  const codes = view.frame.attributes[filter.field]?.subarray(first, last) ?? decisiveProducts(view.frame, first, last, passes, filter.except);
  if (filter.applies === 'first-order') filterCustomers(view, from, to, codes, passes);
  else filterOrders(view, first, last, codes, passes);
}

/** Of each order [first, last) the product that decides: one of those wanted, or, with `except`, one that is not; otherwise any. */
function decisiveProducts({ lineStart, product, lineLeftOut }: OrderFrame, first: number, last: number, passes: Uint8Array, except: boolean): Uint32Array {
  const rest = passes.length - 1;
  const codes = new Uint32Array(last - first).fill(NO_CODE);
  for (let order = first; order < last; order++) {
    for (let line = lineStart[order]!; line < lineStart[order + 1]!; line++) {
      if (lineLeftOut !== null && lineLeftOut[line] !== LINE_STATUS.normal) continue;
      codes[order - first] = product[line]!;
      if ((passes[placeOfCode(product[line]!, rest)] === PASSES) !== except) break;
    }
  }
  return codes;
}

/** `codes`: of the orders of customers [from, to). */
function filterCustomers({ frame, flags, firstOrder }: FrameView, from: number, to: number, codes: Uint32Array, passes: Uint8Array): void {
  const rest = passes.length - 1;
  const base = frame.orderStart[from]!;
  for (let block = from; block < to; block++) {
    const first = block < frame.customers ? firstOrder[block]! : NO_CODE;
    if (first !== NO_CODE && passes[placeOfCode(codes[first - base]!, rest)] === PASSES) continue;
    if (block < frame.customers) firstOrder[block] = NO_CODE;
    flags.fill(0, frame.orderStart[block], frame.orderStart[block + 1]);
  }
}

/** What earlier orders take of a credit note is filtered by those orders. */
function filterOrders({ frame, standing, flags, net }: FrameView, first: number, last: number, codes: Uint32Array, passes: Uint8Array): void {
  const { kind } = frame;
  const { corrected } = standing;
  const rest = passes.length - 1;
  for (let order = first; order < last; order++) {
    const mask = passes[placeOfCode(codes[order - first]!, rest)]!;
    if (!corrected || kind[order] !== ORDER_KIND.creditNote) flags[order]! &= mask;
    else if (mask !== PASSES) net[order] = 0;
  }
}

const PASSES = 0xff;

/** The smaller of code + 1 (0 for NO_CODE) and the last place. Values come in no order, so a branch here would be guessed wrong time and again. */
function placeOfCode(code: number, last: number): number {
  const beyond = ((code + 1) | 0) - last;
  return last + (beyond & (beyond >> 31));
}

/** What a filter leaves of an order’s flags, by `placeOfCode`: first comes NO_CODE, and last all codes beyond those named. */
function createTest({ codes }: ResolvedFilter): Uint8Array {
  const places = codes.map((code) => code + 1);
  const passes = new Uint8Array(places.reduce((most, place) => Math.max(most, place), 0) + 2).fill(VIEW.counted);
  for (const place of places) passes[place] = PASSES;
  return passes;
}
