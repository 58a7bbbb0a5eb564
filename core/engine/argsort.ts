/** Positions 0 … n − 1 ordered by `keys`, stable, smallest first (or largest first).
 *  Radix sort over 16-bit digits of the keys’ order-preserving bits; NaN is not allowed. */
export function argsort(keys: Float64Array, descending: boolean): Uint32Array {
  const count = keys.length;
  const bits = new Uint16Array(count * 4);
  const words = new Uint32Array(Float64Array.from(keys, (key) => key + 0).buffer);
  for (let position = 0; position < count; position++) {
    let low = words[2 * position]!;
    let high = words[2 * position + 1]!;
    // IEEE 754: flip all bits of negative numbers, the sign bit of the others; then integers compare like the numbers.
    if (high >>> 31 === 1) {
      low = ~low >>> 0;
      high = ~high >>> 0;
    } else high = (high ^ 0x8000_0000) >>> 0;
    if (descending) {
      low = ~low >>> 0;
      high = ~high >>> 0;
    }
    bits[position] = low & 0xffff;
    bits[count + position] = low >>> 16;
    bits[2 * count + position] = high & 0xffff;
    bits[3 * count + position] = high >>> 16;
  }
  let order = new Uint32Array(count);
  for (let position = 0; position < count; position++) order[position] = position;
  for (let digit = 0; digit < 4; digit++) order = sortByDigit(order, bits.subarray(digit * count, (digit + 1) * count));
  return order;
}

/** One stable counting pass; hands back `order` itself when every digit is the same. */
function sortByDigit(order: Uint32Array<ArrayBuffer>, digits: Uint16Array): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(65_537);
  for (let position = 0; position < digits.length; position++) starts[digits[position]! + 1]!++;
  if (digits.length === 0 || starts[digits[0]! + 1] === digits.length) return order;
  for (let value = 0; value < 65_536; value++) starts[value + 1]! += starts[value]!;
  const sorted = new Uint32Array(order.length);
  for (let index = 0; index < order.length; index++) {
    const position = order[index]!;
    sorted[starts[digits[position]!]!++] = position;
  }
  return sorted;
}
