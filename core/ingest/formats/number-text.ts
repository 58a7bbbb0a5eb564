/** A number as digits with a decimal mark, never with an exponent: the shortest text that is the same double, so 17850.0 is `17850`.
 *  The empty text for what is no number. */
export function numberText(value: number, decimal: '.' | ','): string {
  if (!Number.isFinite(value)) return '';
  let text = String(value);
  if (text.includes('e')) text = withoutExponent(text);
  return decimal === '.' ? text : text.replace('.', decimal);
}

/** Digits × 10^−scale, every digit kept. */
export function scaledText(digits: bigint, scale: number, decimal: '.' | ','): string {
  if (scale <= 0) return `${digits * 10n ** BigInt(-scale)}`;
  const isNegative = digits < 0n;
  const text = `${isNegative ? -digits : digits}`.padStart(scale + 1, '0');
  const fraction = text.slice(-scale).replace(/0+$/u, '');
  return `${isNegative ? '-' : ''}${text.slice(0, -scale)}${fraction === '' ? '' : decimal + fraction}`;
}

function withoutExponent(text: string): string {
  const [mantissa = '', exponent = '0'] = text.split('e');
  const isNegative = mantissa.startsWith('-');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  return scaledText(BigInt((isNegative ? '-' : '') + whole + fraction), fraction.length - Number(exponent), '.');
}

/** Civil moment of epoch milliseconds as `2024-01-31`, or `2024-01-31 14:05:09` when it is not midnight; fractions of a second are kept. */
export function momentText(milliseconds: number): string {
  if (!Number.isFinite(milliseconds) || Math.abs(milliseconds) > 8.64e15) return '';
  const text = new Date(milliseconds).toISOString();
  const time = text.slice(text.indexOf('T') + 1, -1);
  const day = text.slice(0, text.indexOf('T'));
  if (time === '00:00:00.000') return day;
  return `${day} ${time.endsWith('.000') ? time.slice(0, -4) : time}`;
}
