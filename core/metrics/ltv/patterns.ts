/** Distinct (x, t_x, T) with the number of customers of each: all that a purchase model’s likelihood depends on. */
export interface Patterns {
  count: number;
  repeats: Uint32Array;
  recencyDays: Int32Array;
  ageDays: Int32Array;
  weight: Float64Array;
  mostRepeats: number;
  mostDays: number;
}

export interface PurchaseColumns {
  repeats: ArrayLike<number>;
  recencyDays: ArrayLike<number>;
  ageDays: ArrayLike<number>;
}

/** The patterns of customers in the order in which they first come up, and each customer’s place among them. */
export function findPatterns({ repeats, recencyDays, ageDays }: PurchaseColumns): { patterns: Patterns; patternOf: Uint32Array } {
  const customers = repeats.length;
  let capacity = 1024;
  let slots = new Int32Array(capacity).fill(-1);
  const found = { repeats: new Uint32Array(customers), recencyDays: new Int32Array(customers), ageDays: new Int32Array(customers), weight: new Float64Array(customers) };
  const patternOf = new Uint32Array(customers);
  let count = 0;
  let mostRepeats = 0;
  let mostDays = 0;
  const slotOf = (x: number, recency: number, age: number): number => {
    let mixed = Math.imul(x, 0x9e37_79b1) ^ Math.imul(recency, 0x85eb_ca77) ^ Math.imul(age, 0xc2b2_ae3d);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b_3c6d);
    let slot = (mixed ^ (mixed >>> 13)) & (capacity - 1);
    for (;;) {
      const there = slots[slot]!;
      if (there < 0 || (found.repeats[there] === x && found.recencyDays[there] === recency && found.ageDays[there] === age)) return slot;
      slot = (slot + 1) & (capacity - 1);
    }
  };
  for (let customer = 0; customer < customers; customer++) {
    const [x, recency, age] = [repeats[customer]!, recencyDays[customer]!, ageDays[customer]!];
    let slot = slotOf(x, recency, age);
    if (slots[slot]! < 0) {
      if (2 * count >= capacity) {
        capacity *= 4;
        slots = new Int32Array(capacity).fill(-1);
        for (let pattern = 0; pattern < count; pattern++) slots[slotOf(found.repeats[pattern]!, found.recencyDays[pattern]!, found.ageDays[pattern]!)] = pattern;
        slot = slotOf(x, recency, age);
      }
      found.repeats[count] = x;
      found.recencyDays[count] = recency;
      found.ageDays[count] = age;
      slots[slot] = count++;
      if (x > mostRepeats) mostRepeats = x;
      if (age > mostDays) mostDays = age;
    }
    const pattern = slots[slot]!;
    found.weight[pattern]!++;
    patternOf[customer] = pattern;
  }
  return {
    patterns: {
      count,
      repeats: found.repeats.slice(0, count),
      recencyDays: found.recencyDays.slice(0, count),
      ageDays: found.ageDays.slice(0, count),
      weight: found.weight.slice(0, count),
      mostRepeats,
      mostDays,
    },
    patternOf,
  };
}

/** The patterns of every k-th customer, of so many customers at most, weighted by these: enough to search near the estimate. Customers and not
 *  patterns are thinned out, for most customers share few patterns: a few of those more or fewer would be a different shop. */
export function thinPatterns(patterns: Patterns, customers: number): Patterns {
  const all = patterns.weight.reduce((sum, weight) => sum + weight, 0);
  if (all <= customers) return patterns;
  const kept: number[] = [];
  const weight: number[] = [];
  let passed = 0;
  for (let i = 0; i < patterns.count; i++) {
    const before = Math.floor((passed * customers) / all);
    passed += patterns.weight[i]!;
    const taken = Math.floor((passed * customers) / all) - before;
    if (taken === 0) continue;
    kept.push(i);
    weight.push(taken);
  }
  return {
    ...patterns,
    count: kept.length,
    repeats: Uint32Array.from(kept, (i) => patterns.repeats[i]!),
    recencyDays: Int32Array.from(kept, (i) => patterns.recencyDays[i]!),
    ageDays: Int32Array.from(kept, (i) => patterns.ageDays[i]!),
    weight: Float64Array.from(weight),
  };
}

/** ln(offset + d/7) for each whole number of days d up to `mostDays`. */
export function logByDay(offset: number, mostDays: number): Float64Array {
  const table = new Float64Array(mostDays + 1);
  for (let day = 0; day <= mostDays; day++) table[day] = Math.log(offset + day / 7);
  return table;
}
