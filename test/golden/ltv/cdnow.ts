import { existsSync, readFileSync } from 'node:fs';

const FILE = new URL('../../../../shared/data/cdnow/CDNOW_sample.txt', import.meta.url);
const DAY_MS = 86_400_000;

export const hasCdnow = existsSync(FILE);

/** Histories of the 1/10 sample up to a day, rows of nothing counted as the published figures do. */
export function cdnowHistories(observationEnd: string): { repeats: number[]; recencyDays: number[]; ageDays: number[]; mean: number[] } {
  const end = Date.parse(observationEnd) / DAY_MS;
  const byCustomer = new Map<string, Map<number, number>>();
  for (const line of readFileSync(FILE, 'utf8').split(/\r?\n/)) {
    const [, customer, date = '', , dollars] = line.trim().split(/\s+/);
    if (customer === undefined) continue;
    const day = Date.parse(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`) / DAY_MS;
    if (day > end) continue;
    const days = byCustomer.get(customer) ?? new Map<number, number>();
    days.set(day, (days.get(day) ?? 0) + Number(dollars));
    byCustomer.set(customer, days);
  }
  const histories = Array.from(byCustomer.values(), (amounts) => {
    const days = [...amounts.keys()].sort((left, right) => left - right);
    const [first = 0, last = 0] = [days[0], days.at(-1)];
    const repeatSum = days.slice(1).reduce((sum, day) => sum + (amounts.get(day) ?? 0), 0);
    return { repeats: days.length - 1, recencyDays: last - first, ageDays: end - first, mean: days.length > 1 ? repeatSum / (days.length - 1) : 0 };
  });
  return {
    repeats: histories.map(({ repeats }) => repeats),
    recencyDays: histories.map(({ recencyDays }) => recencyDays),
    ageDays: histories.map(({ ageDays }) => ageDays),
    mean: histories.map(({ mean }) => mean),
  };
}
