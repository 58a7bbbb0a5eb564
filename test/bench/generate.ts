import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { argsort } from '../../core/engine/argsort.ts';

/** Grows with every change of what is written, so that kept files are known as old. */
export const ORDERS_VERSION = 2;

const FIRST_DAY = 19_358; // 2023-01-01
const DAYS = 731;
const CHANNELS = ['online', 'marketplace', 'mobile-app', 'store', 'phone'];
const CHANNEL_WEIGHTS = [0.42, 0.25, 0.18, 0.12, 0.03];
const CITIES = ['Kyiv', 'Warszawa', 'Lviv', 'Kraków', 'Odesa', 'Gdańsk', 'Dnipro', 'Łódź', 'Kharkiv', 'Poznań', 'Vinnytsia', 'Wrocław'];
const PRODUCTS = 5000;
const LINES_PER_CUSTOMER = 5;
const MEAN_LINES_PER_ORDER = 2.4;
const ANONYMOUS_SHARE = 0.02;
const CANCELLED_SHARE = 0.02;
/** Purchases a day of a customer ~ Gamma(½, this many days); after each, the customer leaves for good with a chance ~ Beta(1, this). With these
 *  the window holds about as many orders a customer as `MEAN_LINES_PER_ORDER` and `LINES_PER_CUSTOMER` ask for, and half buy once. */
const RATE_SCALE_DAYS = 60;
const DROPOUT_BETA = 2.5;

/** Writes `lines` order lines as CSV, in order of time, about 73 bytes a line; the same seed gives the same bytes.
 *  One customer for five lines. How often a customer buys is gamma-distributed, customers drop out, each with a chance of its own, and most buy
 *  once or twice; products follow Zipf’s law; 2 % of the orders have no customer, 2 % were cancelled, a tenth of the lines has a discount. */
export function generateOrders(path: string, lines: number, seed = 20_261_121): { bytes: number } {
  const random = mulberry32(seed);
  const orders = drawOrders(lines, random);
  const byTime = argsort(orders.moment, false);
  const productCumulative = zipf(PRODUCTS);
  const productPrice = Float64Array.from({ length: PRODUCTS }, () => Math.round(100 * Math.exp(2.6 + 0.9 * normal(random))));

  mkdirSync(dirname(path), { recursive: true });
  const partial = `${path}.partial`;
  const file = openSync(partial, 'w');
  let text = 'order_id,date,customer_id,product_id,quantity,unit_price,discount,channel,city,status\n';
  let written = 0;
  for (let rank = 0; rank < byTime.length && written < lines; rank++) {
    const order = byTime[rank]!;
    const customer = orders.customer[order]!;
    const anonymous = random() < ANONYMOUS_SHARE;
    const head = `${pad(rank + 1, 8)},${isoMoment(orders.moment[order]!)},${anonymous ? '' : `C${pad(customer + 1, 7)}`},`;
    const channel = CHANNELS[pick(CHANNEL_WEIGHTS, random())];
    const tail = `${channel},${CITIES[(customer * 7919) % CITIES.length]},${random() < CANCELLED_SHARE ? 'cancelled' : 'paid'}\n`;
    const lineCount = Math.min(lines - written, 1 + geometric(MEAN_LINES_PER_ORDER, random));
    for (let line = 0; line < lineCount; line++) {
      const product = lowerBound(productCumulative, random());
      const price = productPrice[product]!;
      const quantity = 1 + geometric(1.6, random);
      const discount = random() < 0.1 ? Math.round(price * quantity * 0.1) : 0;
      text += `${head}P${pad(product + 1, 5)},${quantity},${money(price)},${discount === 0 ? '' : money(discount)},${tail}`;
      written++;
    }
    if (text.length > 4_000_000) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
  renameSync(partial, path);
  return { bytes: statSync(path).size };
}

/** More orders than needed, each with customer and civil second. */
function drawOrders(lines: number, random: () => number): { customer: Uint32Array; moment: Float64Array } {
  const wanted = Math.ceil((lines / MEAN_LINES_PER_ORDER) * 1.02) + 100;
  const customers = Math.max(1, Math.round(lines / LINES_PER_CUSTOMER));
  const customer = new Uint32Array(wanted);
  const moment = new Float64Array(wanted);
  const lastSecond = (FIRST_DAY + DAYS) * 86_400 - 1;
  for (let order = 0, buyer = 0; order < wanted; buyer++) {
    let second = FIRST_DAY * 86_400 + Math.floor(DAYS * 86_400 * Math.sqrt(random()));
    const daysBetween = RATE_SCALE_DAYS / gammaHalf(random);
    const dropout = 1 - random() ** (1 / DROPOUT_BETA);
    for (let repeats = 0; order < wanted && second <= lastSecond; repeats++) {
      customer[order] = buyer % customers;
      moment[order] = second;
      order++;
      if (repeats > 0 && random() < dropout) break;
      second += Math.ceil(-Math.log(1 - random()) * daysBetween * 86_400);
    }
  }
  return { customer, moment };
}

/** A small seeded generator (mulberry32, Tommy Ettinger, public domain): uniform on [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Gamma with shape ½ and mean ½: half a squared normal. */
function gammaHalf(random: () => number): number {
  return normal(random) ** 2 / 2;
}

/** Failures before the first success, so that 1 + the result has the given mean. */
function geometric(mean: number, random: () => number): number {
  return Math.floor(Math.log(1 - random()) / Math.log(1 - 1 / mean));
}

function zipf(count: number): Float64Array {
  const cumulative = new Float64Array(count);
  let sum = 0;
  for (let rank = 0; rank < count; rank++) cumulative[rank] = sum += 1 / (rank + 1) ** 0.9;
  return cumulative.map((value) => value / sum);
}

function lowerBound(cumulative: Float64Array, value: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cumulative[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pick(weights: number[], value: number): number {
  let rest = value;
  for (let index = 0; index < weights.length; index++) {
    rest -= weights[index]!;
    if (rest < 0) return index;
  }
  return 0;
}

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');
const money = (minor: number): string => (minor / 100).toFixed(2);
const isoMoment = (second: number): string => new Date(second * 1000).toISOString().slice(0, 16).replace('T', ' ');
