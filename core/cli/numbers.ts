import type { Currency } from '../contract/provenance.ts';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const ratio = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const share = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Minor units to major ones: 1234 → 12.34; no currency, no change. NaN and null stay null. */
export function majorUnits(minor: number | null, currency: Currency | null): number | null {
  if (minor === null || Number.isNaN(minor)) return null;
  return minor / 10 ** (currency?.minorUnitDigits ?? 0);
}

/** For JSON, which has no NaN. */
export function numberOrNull(value: number | null | undefined): number | null {
  return value === undefined || value === null || Number.isNaN(value) ? null : value;
}

export const NO_VALUE = '—';

const orNone =
  (format: (value: number) => string) =>
  (value: number | null | undefined): string =>
    value === null || value === undefined || Number.isNaN(value) ? NO_VALUE : format(value);

export const formatCount = orNone((value) => whole.format(value));
export const formatRatio = orNone((value) => ratio.format(value));
export const formatShare = orNone((value) => share.format(value));

/** `9,747,747.93 GBP` from minor units. */
export function formatMoney(minor: number | null, currency: Currency | null): string {
  const major = majorUnits(minor, currency);
  if (major === null) return NO_VALUE;
  const digits = currency?.minorUnitDigits ?? 0;
  const text = major.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return currency === null ? text : `${text} ${currency.code}`;
}

/** Civil day since 1970-01-01 as an ISO date. */
export function isoDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

/** The day after an ISO date. */
export function nextDay(date: string): string {
  return isoDay(Date.parse(date) / 86_400_000 + 1);
}
