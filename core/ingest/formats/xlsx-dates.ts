/** What a number in a cell stands for, by the number format of its style. */
export const PLAIN = 0;
export const MOMENT = 1;
export const TIME_OF_DAY = 2;
export const DURATION = 3;

const SECONDS_A_DAY = 86_400;
const DAYS_FROM_1899_12_30_TO_1970 = 25_569;
const DAYS_FROM_1904_TO_1970 = 24_107;
/** The last serial of a year that four digits can write. */
const LAST_SERIAL = 2_958_466;

/** Kind of a built-in format (ECMA-376, 18.8.30; 27–36 and 50–58 are dates in the East Asian versions). */
export function builtInKind(id: number): number {
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58)) return MOMENT;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 47) return TIME_OF_DAY;
  return id === 46 ? DURATION : PLAIN;
}

/** Kind of a format code such as `dd/mm/yyyy hh:mm` or `#,##0.00 "zł"`: letters outside of quotation marks, escapes and brackets decide. */
export function formatKind(code: string): number {
  const first = code.replace(/"[^"]*"|\\.|_.|\*./gu, '').split(';')[0] ?? '';
  if (/\[(?:h+|m+|s+)\]/iu.test(first)) return DURATION;
  const bare = first.replace(/\[[^\]]*\]/gu, '').replace(/general/giu, '').replace(/am\/pm|a\/p/giu, 'h');
  if (/[0#?]/u.test(bare.replace(/s\.0+/giu, 's'))) return PLAIN;
  if (/[dyegb]/iu.test(bare)) return MOMENT;
  if (/[hs]/iu.test(bare)) return TIME_OF_DAY;
  return /m/iu.test(bare) ? MOMENT : PLAIN;
}

/** A serial number as ISO text, to the second: `2024-01-31`, `2024-01-31 14:05:09`, or for a time or a duration `14:05:09`; `null` outside of
 *  the calendar. Serials count days from 1900-01-01 = 1, with a 29 February 1900 that never was (serial 60), or from 1904-01-01 = 0. */
export function serialText(serial: number, kind: number, is1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial >= LAST_SERIAL) return null;
  const seconds = Math.round(serial * SECONDS_A_DAY);
  const days = Math.floor(seconds / SECONDS_A_DAY);
  const rest = seconds - days * SECONDS_A_DAY;
  if (kind === DURATION) return clock(seconds);
  if (kind === TIME_OF_DAY && days === 0) return clock(rest);
  if (!is1904 && days === 60) return '1900-02-29';
  const since1970 = is1904 ? days - DAYS_FROM_1904_TO_1970 : days - DAYS_FROM_1899_12_30_TO_1970 + (days < 60 ? 1 : 0);
  const date = new Date(since1970 * SECONDS_A_DAY * 1000).toISOString().slice(0, 10);
  return rest === 0 ? date : `${date} ${clock(rest)}`;
}

function clock(seconds: number): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}
