import { createRandom } from '../../core/maths/random.ts';
import { purchaseDays } from '../unit/metrics/ltv/simulate.ts';
import type { Bench } from './engine-harness.ts';

/** Orders of 500 customers over two years, kept as rows so that every history can be counted by hand. */
export interface Sale {
  customer: string;
  day: number;
  cents: number;
  channel: string;
}

const FIRST_DAY = Date.UTC(2023, 0, 1) / 86_400_000;
export const OBSERVATION_END = '2024-06-30';
export const HOLDOUT_END = '2024-12-31';
export const dayOf = (iso: string): number => Date.parse(iso) / 86_400_000;
export const isoOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

export const sales: Sale[] = [];
const random = createRandom(3);
for (let customer = 0; customer < 500; customer++) {
  const level = 1000 + random.nextBelow(9000);
  const first = random.nextBelow(600);
  for (const day of [0, ...purchaseDays(random, 'bg-nbd', [0.8, 8, 0.8, 2.5], 730 - first)]) {
    // Two orders on one day are one purchase.
    for (let order = 0; order <= random.nextBelow(2); order++) {
      sales.push({ customer: `C${customer}`, day: FIRST_DAY + first + day, cents: level + random.nextBelow(2000), channel: customer % 3 === 0 ? 'shop' : 'online' });
    }
  }
}

/** Purchase days and their cents by customer, up to and with a day. */
export function purchases(lastDay: number): Map<string, Map<number, number>> {
  const found = new Map<string, Map<number, number>>();
  for (const { customer, day, cents } of sales) {
    if (day > lastDay) continue;
    const days = found.get(customer) ?? new Map<number, number>();
    days.set(day, (days.get(day) ?? 0) + cents);
    found.set(customer, days);
  }
  return found;
}

export async function importShop(bench: Bench): Promise<void> {
  const rows = sales.map(({ customer, day, cents, channel }, index) => `${index},${isoOf(day)},${customer},p,1,${(cents / 100).toFixed(2)},${channel}`);
  await bench.importText(['order_id,date,customer_id,product_id,quantity,unit_price,channel', ...rows].join('\n'));
}
