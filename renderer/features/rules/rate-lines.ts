import type { CurrencyRate } from '../../../core/contract/rules.ts';

export interface RateLines {
  rates: CurrencyRate[];
  /** Numbers of lines that are no rate, from 1. */
  bad: number[];
}

const LINE = /^(?<code>\p{L}{3})[\s;,|]+(?:(?<iso>\d{4}-\d{2}-\d{2})|(?<day>\d{1,2})[./](?<month>\d{1,2})[./](?<year>\d{4}))[\s;,|]+(?<rate>\d+(?:[.,]\d+)?)$/u;

/** Rates out of pasted lines such as `USD 2025-01-31 41,25` or `USD;31.01.2025;41.25`; empty lines are nothing. */
export function parseRates(text: string): RateLines {
  const rates: CurrencyRate[] = [];
  const bad: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const rate = parseLine(line.trim());
    if (rate === null) bad.push(index + 1);
    else rates.push(rate);
  }
  return { rates, bad };
}

function parseLine(line: string): CurrencyRate | null {
  const groups = LINE.exec(line)?.groups;
  if (groups === undefined) return null;
  const { code = '', iso, day = '', month = '', year = '', rate = '' } = groups;
  const from = iso ?? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const worth = Number(rate.replace(',', '.'));
  const upper = code.toUpperCase();
  return /^[A-Z]{3}$/u.test(upper) && isDay(from) && worth > 0 ? { code: upper, from, rate: worth } : null;
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return text >= '1900-01-01' && text < '2200-01-01' && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Both lists in order of currency and day; of two rates of one currency and day, the added one holds. */
export function withRates(rates: readonly CurrencyRate[], added: readonly CurrencyRate[]): CurrencyRate[] {
  const byDay = new Map([...rates, ...added].map((rate) => [`${rate.code} ${rate.from}`, rate]));
  return [...byDay].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, rate]) => rate);
}
