import { LINE_STATUS, NO_CODE } from './line-batch.ts';
import { ORDER_KIND, type CreditLinks, type OrderFrame } from './order-frame.ts';
import { sharedFloat64, sharedInt32, sharedUint32 } from './shared-arrays.ts';

/** Links under construction: plain arrays, since their number is that of credit-note lines. */
interface Links {
  creditOrder: number[];
  target: number[];
  amount: number[];
}

/** Sale lines of the customer at hand, as one stack a product: the latest line with quantity left is on top. */
interface Shelves {
  /** Per product code (the last entry: lines without product): top line of its stack, −1 for none. */
  top: Int32Array;
  /** Per line pushed: the line below it, its order, and the quantity not yet given back. */
  below: number[];
  order: number[];
  left: number[];
  touched: number[];
}

/** Gives each line of a credit note to the same customer’s latest earlier orders of the product with quantity not yet given back.
 *  Only earlier documents matter, so links of a file cut at a day are those of the whole file up to that day.
 *  Time is linear in the lines of customers who have a credit note: a stack loses a line for good once it is given back. */
export function linkCredits(frame: OrderFrame): CreditLinks {
  const links: Links = { creditOrder: [], target: [], amount: [] };
  let shelves: Shelves | null = null;
  for (let customer = 0; customer <= frame.customers; customer++) {
    const from = frame.orderStart[customer]!;
    const to = frame.orderStart[customer + 1]!;
    if (!hasCredit(frame.kind, from, to)) continue;
    shelves ??= createShelves(frame.product);
    for (let order = from; order < to; order++) {
      const kind = frame.kind[order];
      if (kind === ORDER_KIND.creditNote) giveBack(frame, order, shelves, links);
      // Orders without customer have nobody to give back to.
      else if (kind === ORDER_KIND.counted && customer < frame.customers) shelve(frame, order, shelves);
    }
    clear(shelves);
  }
  const credits: CreditLinks = {
    creditOrder: sharedUint32(links.amount.length),
    target: sharedInt32(links.amount.length),
    day: sharedInt32(links.amount.length),
    amount: sharedFloat64(links.amount.length),
  };
  credits.creditOrder.set(links.creditOrder);
  credits.target.set(links.target);
  credits.day.set(links.creditOrder.map((order) => frame.day[order]!));
  credits.amount.set(links.amount);
  return credits;
}

/** Links whose credit note stands in orders [first, last). */
export function creditRange({ creditOrder }: CreditLinks, first: number, last: number): { from: number; to: number } {
  return { from: lowerBound(creditOrder, first), to: lowerBound(creditOrder, last) };
}

function lowerBound(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function hasCredit(kind: Uint8Array, from: number, to: number): boolean {
  for (let order = from; order < to; order++) {
    if (kind[order] === ORDER_KIND.creditNote) return true;
  }
  return false;
}

function createShelves(product: Uint32Array): Shelves {
  let products = 0;
  for (let line = 0; line < product.length; line++) {
    if (product[line]! !== NO_CODE && product[line]! >= products) products = product[line]! + 1;
  }
  return { top: new Int32Array(products + 1).fill(-1), below: [], order: [], left: [], touched: [] };
}

function shelve(frame: OrderFrame, order: number, shelves: Shelves): void {
  for (let line = frame.lineStart[order]!; line < frame.lineStart[order + 1]!; line++) {
    const quantity = frame.quantity[line]!;
    if (quantity <= 0 || isLeftOut(frame, line)) continue;
    const shelf = shelfOf(frame.product[line]!, shelves);
    shelves.below.push(shelves.top[shelf]!);
    shelves.order.push(order);
    shelves.left.push(quantity);
    shelves.top[shelf] = shelves.left.length - 1;
    shelves.touched.push(shelf);
  }
}

function giveBack(frame: OrderFrame, creditOrder: number, shelves: Shelves, links: Links): void {
  // Some shops write credit notes with positive amounts.
  const sign = frame.net[creditOrder]! > 0 ? 1 : -1;
  for (let line = frame.lineStart[creditOrder]!; line < frame.lineStart[creditOrder + 1]!; line++) {
    const amount = sign * frame.lineNet[line]!;
    if (amount === 0 || isLeftOut(frame, line)) continue;
    const quantity = Math.abs(frame.quantity[line]!);
    const shelf = shelfOf(frame.product[line]!, shelves);
    let open = quantity;
    let openAmount = amount;
    while (amount > 0 && open > 0 && shelves.top[shelf]! >= 0) {
      const top = shelves.top[shelf]!;
      const taken = Math.min(open, shelves.left[top]!);
      open -= taken;
      // What is still open keeps its share, so that the parts add up to the line.
      const takenAmount = openAmount - Math.round((amount * open) / quantity);
      openAmount -= takenAmount;
      addLink(links, creditOrder, shelves.order[top]!, takenAmount);
      shelves.left[top]! -= taken;
      if (shelves.left[top] === 0) shelves.top[shelf] = shelves.below[top]!;
    }
    addLink(links, creditOrder, -1, openAmount);
  }
}

function isLeftOut(frame: OrderFrame, line: number): boolean {
  return frame.lineLeftOut !== null && frame.lineLeftOut[line] !== LINE_STATUS.normal;
}

function addLink(links: Links, creditOrder: number, target: number, amount: number): void {
  if (amount === 0) return;
  links.creditOrder.push(creditOrder);
  links.target.push(target);
  links.amount.push(amount);
}

function shelfOf(product: number, shelves: Shelves): number {
  return product === NO_CODE ? shelves.top.length - 1 : product;
}

function clear(shelves: Shelves): void {
  for (const shelf of shelves.touched) shelves.top[shelf] = -1;
  shelves.below.length = 0;
  shelves.order.length = 0;
  shelves.left.length = 0;
  shelves.touched.length = 0;
}
