/** What tells one customer from another, written in one way. */

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;
/** Fewest and most digits of a number that reaches one person from anywhere (ITU-T E.164 has at most 15). */
const FEWEST_DIGITS = 9;
const MOST_DIGITS = 15;

/** Without spaces around it, in lower case and Unicode’s compatibility form (NFKC); `null` for what is no address. Dots and what stands behind
 *  a plus are kept: only some providers ignore them. */
export function normalisedEmail(text: string): string | null {
  const address = text.normalize('NFKC').trim().toLowerCase();
  return EMAIL.test(address) ? address : null;
}

/** Digits with the country in front; `null` for what is no number, or only one digit again and again. Of several numbers, the first one counts.
 *  Behind a + or 00 the country is there. Otherwise: 0 and nine digits are Ukrainian (380…), as are 80 and nine digits; 8 and ten other digits are Russian
 *  or Kazakh (7…), as are ten digits that begin with 9; nine digits are Polish (48…). All others stay as they are. */
export function normalisedPhone(text: string): string | null {
  const written = (text.normalize('NFKC').split(/[,;/]/u)[0] ?? '').trim();
  const all = written.replace(/\D+/gu, '');
  const isInternational = (written.startsWith('+') || all.startsWith('00')) && !/^\+\s*0[1-9]/u.test(written);
  const digits = isInternational ? all.replace(/^00/u, '') : withCountry(all);
  return digits.length < FEWEST_DIGITS || digits.length > MOST_DIGITS || /^(?:\d{0,3})(\d)\1+$/u.test(digits) ? null : digits;
}

function withCountry(digits: string): string {
  if (/^0[1-9]\d{8}$/u.test(digits)) return `38${digits}`;
  if (/^80\d{9}$/u.test(digits)) return `3${digits}`;
  if (/^8[1-9]\d{9}$/u.test(digits)) return `7${digits.slice(1)}`;
  if (/^9\d{9}$/u.test(digits)) return `7${digits}`;
  return /^[1-9]\d{8}$/u.test(digits) ? `48${digits}` : digits;
}
