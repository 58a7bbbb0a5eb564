import { NO_CODE, type LineBatch } from '../../frame/line-batch.ts';

/** Lines of orders that a file and earlier ones have in common, as parallel columns in order of line. */
export interface KnownLines {
  count: number;
  order: Uint32Array;
  /** Number of the line in the project. */
  line: Uint32Array;
  product: Uint32Array;
  /** Bit 0: negative quantity; bit 1: negative net amount. */
  sign: Uint8Array;
  /** 64 bits over all that the line says: equal for lines that are alike. */
  low: Int32Array;
  high: Int32Array;
}

export function createKnownLines(): KnownLines {
  return { count: 0, ...columnsOf(0) };
}

function columnsOf(capacity: number): Omit<KnownLines, 'count'> {
  return {
    order: new Uint32Array(capacity),
    line: new Uint32Array(capacity),
    product: new Uint32Array(capacity),
    sign: new Uint8Array(capacity),
    low: new Int32Array(capacity),
    high: new Int32Array(capacity),
  };
}

/** Appends some rows of a batch whose first line has the number `firstLine`. */
export function appendLines(lines: KnownLines, batch: LineBatch, rows: Uint32Array, firstLine: number): void {
  makeRoom(lines, rows.length);
  const { count, order, line, product, sign } = lines;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]!;
    const at = count + index;
    order[at] = batch.order[row]!;
    line[at] = firstLine + row;
    product[at] = batch.product[row]!;
    sign[at] = (batch.quantity[row]! < 0 ? 1 : 0) | (batch.net[row]! < 0 ? 2 : 0);
  }
  digest(batch, rows, lines.low.subarray(count, count + rows.length), lines.high.subarray(count, count + rows.length));
  lines.count += rows.length;
}

function makeRoom(lines: KnownLines, rows: number): void {
  const { length } = lines.order;
  if (lines.count + rows <= length) return;
  const larger = columnsOf(Math.max(lines.count + rows, length * 2));
  for (const name of ['order', 'line', 'product', 'sign', 'low', 'high'] as const) larger[name].set(lines[name]);
  Object.assign(lines, larger);
}

type Column = ArrayLike<number>;

/** What a column lacks counts like what an empty cell says. */
function digest(batch: LineBatch, rows: Uint32Array, low: Int32Array, high: Int32Array): void {
  low.fill(0x2545_f491);
  high.fill(0x6c07_8965);
  for (const codes of [batch.product, batch.customer, batch.moment, batch.status]) mixWhole(codes, rows, low, high);
  for (const values of [batch.quantity, batch.gross, batch.net, batch.refund]) mixNumbers(values, rows, low, high);
  if (batch.cost === null) mixNumbers(new Float64Array(batch.rows), rows, low, high);
  else mixNumbers(batch.cost, rows, low, high);
  for (const [name, codes] of Object.entries(batch.attributes)) addAttribute(seedOf(name), codes, rows, low, high);
}

function mix(hash: number, word: number, factor: number): number {
  const product = Math.imul(hash ^ word, factor);
  return Math.imul(product ^ (product >>> 15), 0x85eb_ca6b) ^ (product >>> 13);
}

const LOW_FACTOR = 0x9e37_79b1;
const HIGH_FACTOR = 0xc2b2_ae35;

function mixWhole(values: Column, rows: Uint32Array, low: Int32Array, high: Int32Array): void {
  for (let index = 0; index < rows.length; index++) {
    const value = values[rows[index]!]!;
    low[index] = mix(low[index]!, value, LOW_FACTOR);
    high[index] = mix(high[index]!, value, HIGH_FACTOR);
  }
}

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

function mixNumbers(values: Column, rows: Uint32Array, low: Int32Array, high: Int32Array): void {
  for (let index = 0; index < rows.length; index++) {
    // −0 is 0.
    float[0] = values[rows[index]!]! + 0;
    low[index] = mix(mix(low[index]!, words[0]!, LOW_FACTOR), words[1]!, LOW_FACTOR);
    high[index] = mix(mix(high[index]!, words[0]!, HIGH_FACTOR), words[1]!, HIGH_FACTOR);
  }
}

/** Attributes are added up, so that neither their order nor one without a value makes a difference. */
function addAttribute(seed: number, codes: Uint32Array, rows: Uint32Array, low: Int32Array, high: Int32Array): void {
  for (let index = 0; index < rows.length; index++) {
    const code = codes[rows[index]!]!;
    if (code === NO_CODE) continue;
    low[index]! += mix(mix(seed, code, LOW_FACTOR), seed, LOW_FACTOR);
    high[index]! += mix(mix(seed, code, HIGH_FACTOR), seed, HIGH_FACTOR);
  }
}

function seedOf(name: string): number {
  let seed = name.length;
  for (let at = 0; at < name.length; at++) seed = mix(seed, name.charCodeAt(at), LOW_FACTOR);
  return seed;
}
