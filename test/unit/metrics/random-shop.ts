import fc from 'fast-check';
import { isoOfDay } from '../../../core/maths/calendar.ts';
import type { Line } from '../../golden/metrics/line-table.ts';

/** Around a leap day and a year’s end. */
const FIRST_DAY = 19_650;
const SPAN = 130;

const customers = ['', 'ann', 'bob', 'cid', 'dan', 'eve'];

interface OrderShape {
  customer: number;
  day: number;
  hour: number;
  status: number;
  channel: number;
  lines: { product: number; quantity: number; price: number; refundPart: number; cancelled: boolean }[];
}

const orderShape: fc.Arbitrary<OrderShape> = fc.record({
  customer: fc.nat(customers.length - 1),
  day: fc.nat(SPAN),
  hour: fc.nat(23),
  /** Sales twelve in twenty, credit notes five. */
  status: fc.nat(19),
  channel: fc.nat(2),
  lines: fc.array(
    fc.record({ product: fc.nat(2), quantity: fc.integer({ min: 1, max: 4 }), price: fc.integer({ min: 0, max: 30 }), refundPart: fc.nat(9), cancelled: fc.nat(19).map((n) => n === 0) }),
    { minLength: 1, maxLength: 3 },
  ),
});

/** Shops of a few customers over four months, dense in what goes wrong: credit notes, refunds, cancelled and test orders, ties, orders of no value. */
export const randomShop: fc.Arbitrary<Line[]> = fc.array(orderShape, { minLength: 1, maxLength: 40 }).map((orders) => orders.flatMap(linesOf));

function linesOf({ customer, day, hour, status, channel, lines }: OrderShape, index: number): Line[] {
  const credit = status >= 12 && status < 17;
  const whole: Line['status'] = credit ? 'credit' : status === 17 ? 'cancelled' : status === 18 ? 'test' : 'normal';
  return lines.map(({ product, quantity, price, refundPart, cancelled }) => {
    const net = (credit ? -1 : 1) * quantity * price;
    return {
      order: `o${index}`,
      customer: customers[customer]!,
      moment: `${isoOfDay(FIRST_DAY + day)}T${String(hour).padStart(2, '0')}:00:00`,
      product: ['', 'tea', 'cup'][product]!,
      quantity: credit ? -quantity : quantity,
      net,
      gross: price === 7 ? net + quantity : net,
      refund: !credit && refundPart === 0 ? Math.floor(net / 2) : !credit && refundPart === 1 ? net : 0,
      cost: credit ? 0 : Math.floor(net / 3),
      status: whole === 'normal' && cancelled ? 'cancelled' : whole,
      channel: ['web', 'shop', ''][channel]!,
    };
  });
}

export const anyAsOf: fc.Arbitrary<string> = fc.integer({ min: -2, max: SPAN + 2 }).map((day) => isoOfDay(FIRST_DAY + day));
export const refundPlacement = fc.constantFrom('original-order' as const, 'refund-day' as const);
