import type { Currency } from '../contract/provenance.ts';

const SIGNS: readonly [RegExp, string][] = [
  [/₴|грн|гривн|гривен|гривень|hrn/iu, 'UAH'],
  [/zł|złot|(?<=\d\s?)zl$/iu, 'PLN'],
  [/₽|руб|(?<=\d\s?)р\.?$/iu, 'RUB'],
  [/€/u, 'EUR'],
  [/£/u, 'GBP'],
  [/₸|тенге/iu, 'KZT'],
  [/Kč/u, 'CZK'],
  [/\$/u, 'USD'],
];

/** ISO code of a currency written as a code, a sign or a word, alone or beside an amount; `null` if none is recognised. */
export function currencyCode(text: string): string | null {
  const code = /(?<![\p{L}])(UAH|PLN|EUR|USD|GBP|RUB|CZK|KZT|CHF|SEK|NOK|DKK|HUF|RON|BGN|TRY|JPY|CNY|CAD|AUD|MDL|GEL|BYN)(?![\p{L}])/iu.exec(text)?.[1];
  if (code !== undefined) return code.toUpperCase();
  if (/^[A-Z]{3}$/u.test(text.trim())) return text.trim();
  return SIGNS.find(([sign]) => sign.test(text))?.[1] ?? null;
}

/** With the digits of its minor unit (2 for EUR, 0 for JPY), as ICU has them. */
export function currencyOf(code: string): Currency {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits ?? 2;
  return { code, minorUnitDigits: Math.min(4, digits) };
}
