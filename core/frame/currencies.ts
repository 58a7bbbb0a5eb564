import type { Currency } from '../contract/provenance.ts';
import type { CurrencyRate } from '../contract/rules.ts';
import { dayOfIso, dayOfMoment } from '../maths/calendar.ts';
import { changedBatch } from './changed-batch.ts';
import { LINE_CURRENCY, LINE_STATUS, NO_CODE, type LineBatch } from './line-batch.ts';
import type { LineSource } from './line-source.ts';

/** The currencies of a project’s lines: its own, which lines have that name none, and those by code of the dictionary LINE_CURRENCY. */
export interface LineCurrencies {
  home: Currency;
  others: readonly Currency[];
}

/** How many lines are in which currency; the project’s own first, then by code. */
export function countCurrencyLines(source: LineSource, { others }: LineCurrencies): Float64Array {
  const lines = new Float64Array(others.length + 1);
  if (!source.attributeNames.includes(LINE_CURRENCY)) {
    lines[0] = source.lines;
    return lines;
  }
  for (const batch of source.batches()) {
    const codes = batch.attributes[LINE_CURRENCY]!;
    for (let row = 0; row < batch.rows; row++) lines[placeOf(codes[row]!)]!++;
  }
  return lines;
}

/** The one with most lines; of several, the first. */
export function mostUsedCurrency({ home, others }: LineCurrencies, lines: Float64Array): Currency {
  let place = 0;
  for (let other = 1; other < lines.length; other++) if (lines[other]! > lines[place]!) place = other;
  return place === 0 ? home : others[place - 1]!;
}

/** Place of a line’s currency among the project’s own (0) and the others. */
export function placeOf(code: number): number {
  return code === NO_CODE ? 0 : code + 1;
}

/** An amount of one currency’s minor units in those of another, on a day, rounded half away from zero; NaN without a rate, or beyond ±(2^53 − 1). */
export type Exchange = (amountMinor: number, day: number) => number;

/** Rates of `code` in a dated table: the latest one from the day or before it. */
export function exchangeOf(from: Currency, to: Currency, rates: readonly CurrencyRate[]): Exchange {
  const dated = rates
    .filter(({ code }) => code === from.code)
    .map((rate) => ({ day: dayOfIso(rate.from), ...ratioOf(rate.rate, to.minorUnitDigits - from.minorUnitDigits) }))
    .sort((one, other) => one.day - other.day);
  return (amountMinor, day) => {
    let low = 0;
    let high = dated.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (dated[middle]!.day <= day) low = middle + 1;
      else high = middle;
    }
    const rate = dated[low - 1];
    return rate === undefined ? Number.NaN : scaled(amountMinor, rate.numerator, rate.denominator);
  };
}

/** rate × 10^shift as a fraction of whole numbers, the rate taken as it is written in decimals. */
function ratioOf(rate: number, shift: number): { numerator: bigint; denominator: bigint } {
  const [mantissa = '', exponent = '0'] = String(rate).split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const power = Number(exponent) - fraction.length + shift;
  const digits = BigInt(whole + fraction);
  return { numerator: digits * 10n ** BigInt(Math.max(0, power)), denominator: 10n ** BigInt(Math.max(0, -power)) };
}

/** amount × numerator ÷ denominator, exact, rounded half away from zero. */
function scaled(amount: number, numerator: bigint, denominator: bigint): number {
  const product = amount * Number(numerator);
  if (Number.isSafeInteger(product) && denominator <= 1_000_000_000_000_000n) {
    // Remainders of whole numbers are exact.
    const divisor = Number(denominator);
    const size = Math.abs(product);
    const rest = size % divisor;
    return Math.sign(product) * ((size - rest) / divisor + (rest * 2 >= divisor ? 1 : 0));
  }
  const exact = BigInt(amount) * numerator;
  const size = exact < 0n ? -exact : exact;
  const rounded = Number((size * 2n + denominator) / (denominator * 2n));
  if (!Number.isSafeInteger(rounded)) return Number.NaN;
  return exact < 0n ? -rounded : rounded;
}

export interface CurrencyTarget {
  /** Of the results. */
  currency: Currency;
  /** `null`: lines in other currencies are left out. */
  rates: readonly CurrencyRate[] | null;
}

/** The lines with all money in one currency. A line in another one, or without a rate, has no money and the status that says so, unless it
 *  is left out for another reason already. */
export function inOneCurrency(source: LineSource, currencies: LineCurrencies, { currency, rates }: CurrencyTarget): LineSource {
  const isMixed = source.attributeNames.includes(LINE_CURRENCY);
  if (!isMixed && currencies.home.code === currency.code) return source;
  const exchanges = [currencies.home, ...currencies.others].map((from): Exchange | null =>
    from.code === currency.code ? null : rates === null ? () => Number.NaN : exchangeOf(from, currency, rates),
  );
  const missing = rates === null ? LINE_STATUS.otherCurrency : LINE_STATUS.noRate;
  return {
    ...source,
    *batches() {
      for (const batch of source.batches()) yield convertBatch(batch, isMixed ? batch.attributes[LINE_CURRENCY]! : null, exchanges, missing);
    },
  };
}

function convertBatch(batch: LineBatch, codes: Uint32Array | null, exchanges: readonly (Exchange | null)[], missing: number): LineBatch {
  const { rows, moment } = batch;
  const exchange = (row: number): Exchange | null => exchanges[codes === null ? 0 : placeOf(codes[row]!)]!;
  let row = 0;
  while (row < rows && exchange(row) === null) row++;
  if (row === rows) return batch;
  const status = batch.status.slice();
  const gross = new Float64Array(batch.gross);
  const net = new Float64Array(batch.net);
  const refund = new Float64Array(batch.refund);
  const cost = batch.cost === null ? null : new Float64Array(batch.cost);
  const money = [gross, net, refund, ...(cost === null ? [] : [cost])];
  for (; row < rows; row++) {
    const convert = exchange(row);
    if (convert === null) continue;
    const day = dayOfMoment(moment[row]!);
    let isKnown = true;
    for (const column of money) {
      column[row] = convert(column[row]!, day);
      isKnown &&= !Number.isNaN(column[row]);
    }
    if (isKnown) continue;
    for (const column of money) column[row] = 0;
    if (status[row] === LINE_STATUS.normal || status[row] === LINE_STATUS.credit) status[row] = missing;
  }
  return changedBatch(batch, { status: () => status, gross: () => gross, net: () => net, refund: () => refund, cost: () => cost });
}
