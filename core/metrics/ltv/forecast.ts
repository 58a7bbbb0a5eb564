import { sharedFloat64 } from '../../frame/shared-arrays.ts';
import { gaussLegendre } from '../../maths/quadrature.ts';
import type { Patterns } from './patterns.ts';
import type { PurchaseProcess } from './purchase-process.ts';

const WEEKS_A_YEAR = 365.25 / 7;
/** Payments later than this weigh less than e^−36 and are left aside. */
const MOST_DISCOUNT = 36;

export interface Horizon {
  weeks: number;
  /** Yearly. */
  discountRate: number;
  /** Also sum without an end (0 at a discount rate of 0). */
  residual: boolean;
}

/** Of each pattern, per customer. `discounted` counts each transaction at its present value; `residual` likewise without an end. */
export interface Forecast {
  alive: Float64Array;
  transactions: Float64Array;
  discounted: Float64Array;
  residual: Float64Array;
}

/** Nodes of the integral over the horizon, and of the interpolation over T: exact to about 1e−10, or to 1e−4 for draws of parameters. */
const EXACT = { rule: gaussLegendre(20), endless: gaussLegendre(40), agesInterpolated: 24 };
const ROUGH = { rule: gaussLegendre(8), endless: gaussLegendre(20), agesInterpolated: 10 };

/** What customers of each pattern are expected to do after T. What one alive does depends on (x, T) only, and smoothly on T: for an x with
 *  many ages it is interpolated between Chebyshev nodes in the logarithm of time. */
export function forecastPatterns(process: PurchaseProcess, parameters: Float64Array, patterns: Patterns, horizon: Horizon, precision: 'exact' | 'rough' = 'exact'): Forecast {
  const { count, repeats, ageDays } = patterns;
  const alive = process.aliveShares(parameters, patterns);
  const forecast: Forecast = { alive, transactions: new Float64Array(count), discounted: new Float64Array(count), residual: new Float64Array(count) };
  const valueOf = createAliveValue(process, parameters, horizon, precision === 'exact' ? EXACT : ROUGH);
  const mostNodes = (precision === 'exact' ? EXACT : ROUGH).agesInterpolated;
  for (const group of groupByRepeats(patterns)) {
    const x = repeats[group[0]!]!;
    const { values, at } = createAgeTable(x, group, ageDays, process.timeScale(parameters), mostNodes, valueOf);
    const found = new Float64Array(3);
    for (const pattern of group) {
      at(ageDays[pattern]!, values, found);
      forecast.transactions[pattern] = alive[pattern]! * found[0]!;
      forecast.discounted[pattern] = alive[pattern]! * found[1]!;
      forecast.residual[pattern] = alive[pattern]! * found[2]!;
    }
  }
  return forecast;
}

/** Places of all patterns in the order of their x: a part of them knows few x, and tables are made for each. */
export function placesByRepeats(patterns: Patterns): Uint32Array {
  return sortByRepeats(patterns).places;
}

/** The forecast of the patterns at some places, written to `into`. */
export function forecastPart(process: PurchaseProcess, parameters: Float64Array, patterns: Patterns, horizon: Horizon, places: Uint32Array, into: Forecast): void {
  const { repeats, recencyDays, ageDays, weight } = patterns;
  const part = {
    ...patterns,
    count: places.length,
    repeats: new Uint32Array(places.length),
    recencyDays: new Int32Array(places.length),
    ageDays: new Int32Array(places.length),
    weight: new Float64Array(places.length),
  };
  for (let i = 0; i < places.length; i++) {
    const place = places[i]!;
    part.repeats[i] = repeats[place]!;
    part.recencyDays[i] = recencyDays[place]!;
    part.ageDays[i] = ageDays[place]!;
    part.weight[i] = weight[place]!;
  }
  const { alive, transactions, discounted, residual } = forecastPatterns(process, parameters, part, horizon);
  for (let i = 0; i < places.length; i++) {
    const place = places[i]!;
    into.alive[place] = alive[i]!;
    into.transactions[place] = transactions[i]!;
    into.discounted[place] = discounted[i]!;
    into.residual[place] = residual[i]!;
  }
}

/** In shared memory. */
export function allocateForecast(patterns: number): Forecast {
  return { alive: sharedFloat64(patterns), transactions: sharedFloat64(patterns), discounted: sharedFloat64(patterns), residual: sharedFloat64(patterns) };
}

/** Expected transactions of a newcomer within each whole number of days up to `days` after the first purchase. */
export function newcomerTransactions(process: PurchaseProcess, parameters: Float64Array, days: number): Float64Array {
  const { nodes, weights } = gaussLegendre(3);
  const alive = process.newcomersAlive(parameters);
  const sums = new Float64Array(days + 1);
  for (let day = 1; day <= days; day++) {
    let rate = 0;
    for (let node = 0; node < nodes.length; node++) rate += weights[node]! * process.aliveRate(parameters, 0, 0, (day - 1 + nodes[node]!) / 7);
    sums[day] = sums[day - 1]! + (alive * rate) / 7;
  }
  return sums;
}

/** Transactions, their present value, and that without an end, of a customer alive at T; written to `found` from `offset` on. */
type AliveValue = (x: number, ageWeeks: number, found: Float64Array, offset: number) => void;

function createAliveValue(process: PurchaseProcess, parameters: Float64Array, { weeks, discountRate, residual }: Horizon, { rule, endless }: typeof EXACT): AliveValue {
  const force = Math.log1p(discountRate) / WEEKS_A_YEAR;
  const scale = process.timeScale(parameters);
  return (x, age, found, offset) => {
    const unit = scale + age;
    let [transactions, discounted, unending] = [0, 0, 0];
    const length = Math.log1p(weeks / unit);
    for (let node = 0; node < rule.nodes.length; node++) {
      const grown = Math.exp(rule.nodes[node]! * length);
      const after = unit * (grown - 1);
      const rate = rule.weights[node]! * length * unit * grown * process.aliveRate(parameters, x, age, after);
      transactions += rate;
      discounted += rate * Math.exp(-force * after);
    }
    if (residual && force > 0) {
      const endlessLength = Math.log1p(MOST_DISCOUNT / force / unit);
      for (let node = 0; node < endless.nodes.length; node++) {
        const grown = Math.exp(endless.nodes[node]! * endlessLength);
        const after = unit * (grown - 1);
        unending += endless.weights[node]! * endlessLength * unit * grown * Math.exp(-force * after) * process.aliveRate(parameters, x, age, after);
      }
    }
    found[offset] = transactions;
    found[offset + 1] = discounted;
    found[offset + 2] = unending;
  };
}

/** Places of the patterns of each x. */
function groupByRepeats(patterns: Patterns): Uint32Array[] {
  const { starts, places } = sortByRepeats(patterns);
  return Array.from({ length: patterns.mostRepeats + 1 }, (_, x) => places.subarray(starts[x], starts[x + 1])).filter((group) => group.length > 0);
}

function sortByRepeats({ count, repeats, mostRepeats }: Patterns): { starts: Uint32Array; places: Uint32Array } {
  const starts = new Uint32Array(mostRepeats + 2);
  for (let i = 0; i < count; i++) starts[repeats[i]! + 1]!++;
  for (let x = 0; x <= mostRepeats; x++) starts[x + 1]! += starts[x]!;
  const places = new Uint32Array(count);
  const next = starts.slice();
  for (let i = 0; i < count; i++) places[next[repeats[i]!]!++] = i;
  return { starts, places };
}

interface AgeTable {
  values: Float64Array;
  at: (ageDays: number, values: Float64Array, found: Float64Array) => void;
}

/** The values by age: each age once, or interpolated by the barycentric formula (Berrut & Trefethen 2004) where ages are many. */
function createAgeTable(x: number, group: Uint32Array, ageDays: Int32Array, scale: number, mostNodes: number, valueOf: AliveValue): AgeTable {
  let first = Infinity;
  let last = 0;
  for (const pattern of group) {
    first = Math.min(first, ageDays[pattern]!);
    last = Math.max(last, ageDays[pattern]!);
  }
  const days = last - first + 1;
  const byDay = new Float64Array(3 * days);
  const known = new Uint8Array(days);
  if (days <= mostNodes || group.length <= mostNodes) {
    return {
      values: byDay,
      at(age, values, found) {
        const place = age - first;
        if (known[place] === 0) valueOf(x, age / 7, values, 3 * place);
        known[place] = 1;
        found.set(values.subarray(3 * place, 3 * place + 3));
      },
    };
  }
  const [from, to] = [Math.log(scale + first / 7), Math.log(scale + last / 7)];
  const nodes = Float64Array.from({ length: mostNodes }, (_, j) => Math.cos(((2 * j + 1) * Math.PI) / (2 * mostNodes)));
  const signs = nodes.map((_, j) => (j % 2 === 0 ? 1 : -1) * Math.sin(((2 * j + 1) * Math.PI) / (2 * mostNodes)));
  const atNodes = new Float64Array(3 * mostNodes);
  for (let j = 0; j < mostNodes; j++) valueOf(x, Math.max(0, Math.exp((from + to) / 2 + (nodes[j]! * (to - from)) / 2) - scale), atNodes, 3 * j);
  return {
    values: byDay,
    at(age, values, found) {
      const place = age - first;
      if (known[place] === 0) {
        interpolate(nodes, signs, atNodes, (2 * Math.log(scale + age / 7) - from - to) / (to - from), values, 3 * place);
        known[place] = 1;
      }
      found.set(values.subarray(3 * place, 3 * place + 3));
    },
  };
}

function interpolate(nodes: Float64Array, signs: Float64Array, atNodes: Float64Array, at: number, values: Float64Array, offset: number): void {
  let [norm, transactions, discounted, unending] = [0, 0, 0, 0];
  for (let j = 0; j < nodes.length; j++) {
    const gap = at - nodes[j]!;
    const weight = gap === 0 ? 1e300 : signs[j]! / gap;
    norm += weight;
    transactions += weight * atNodes[3 * j]!;
    discounted += weight * atNodes[3 * j + 1]!;
    unending += weight * atNodes[3 * j + 2]!;
  }
  values[offset] = transactions / norm;
  values[offset + 1] = discounted / norm;
  values[offset + 2] = unending / norm;
}
