import { createRandom, type Random } from '../../../../core/maths/random.ts';
import { betaVariate, exponentialVariate, gammaVariate } from '../../../../core/maths/variates.ts';
import { allocateHistory, type CustomerHistory } from '../../../../core/metrics/ltv/summary.ts';

export interface Shop {
  history: CustomerHistory;
  /** Purchases of each customer in the days after the end of the observation. */
  later: Float64Array;
}

export interface ShopPlan {
  customers: number;
  seed: number;
  /** Longest and shortest age in days. */
  ages: [shortest: number, longest: number];
  laterDays: number;
  model: 'bg-nbd' | 'mbg-nbd' | 'pareto-nbd';
  /** r, α, a, b or r, α, s, β; times in weeks. */
  purchase: [number, number, number, number];
  /** p, q, γ in major units. */
  spend: [number, number, number];
}

/** Customers who purchase as the papers’ stories tell: day by day, one purchase a day at most. */
export function simulateShop({ customers, seed, ages, laterDays, model, purchase, spend }: ShopPlan): Shop {
  const random = createRandom(seed);
  const history = allocateHistory(customers);
  const later = new Float64Array(customers);
  for (let customer = 0; customer < customers; customer++) {
    const age = ages[0] + random.nextBelow(ages[1] - ages[0] + 1);
    const days = purchaseDays(random, model, purchase, age + laterDays);
    const seen = days.filter((day) => day <= age);
    const rate = gammaVariate(random, spend[1], spend[2]);
    const repeats = seen.length;
    const mean = repeats === 0 ? 0 : gammaVariate(random, spend[0] * repeats, rate * repeats);
    history.customer[customer] = customer;
    history.repeats[customer] = repeats;
    history.recencyDays[customer] = seen.at(-1) ?? 0;
    history.lastGapDays[customer] = (seen.at(-1) ?? 0) - (seen.at(-2) ?? 0);
    history.ageDays[customer] = age;
    history.repeatMeanMinor[customer] = mean * 100;
    history.purchasedMinor[customer] = (repeats + 1) * 100 * (repeats === 0 ? 20 : mean);
    history.netMinor[customer] = history.purchasedMinor[customer]!;
    later[customer] = days.length - repeats;
  }
  return { history, later };
}

/** Days of the repeats, counted from the first purchase; times within a day are kept apart by rounding up, ties dropped. */
export function purchaseDays(random: Random, model: ShopPlan['model'], [r, alpha, c, d]: ShopPlan['purchase'], lastDay: number): number[] {
  const rate = gammaVariate(random, r, alpha);
  const days: number[] = [];
  const dropout = model === 'pareto-nbd' ? 0 : betaVariate(random, c, d);
  const life = model === 'pareto-nbd' ? exponentialVariate(random, gammaVariate(random, c, d)) : Infinity;
  if (model === 'mbg-nbd' && random.nextUnit() < dropout) return days;
  for (let week = exponentialVariate(random, rate); week <= life; week += exponentialVariate(random, rate)) {
    const day = Math.ceil(week * 7);
    if (day > lastDay) break;
    if (day !== days.at(-1)) days.push(day);
    if (random.nextUnit() < dropout) break;
  }
  return days;
}

export interface SubscribersPlan {
  customers: number;
  seed: number;
  /** α, β of the share who leave at each renewal. */
  leaving: [alpha: number, beta: number];
  /** Shortest and longest gap between purchases, days; each as likely. */
  gaps: [number, number];
  ages: [shortest: number, longest: number];
  laterDays: number;
}

/** Customers who renew, each with a share of leaving of its own, as the sBG story tells. `days` are those of each customer’s renewals since the first purchase. */
export function simulateSubscribers({ customers, seed, leaving, gaps, ages, laterDays }: SubscribersPlan): Shop & { days: number[][] } {
  const random = createRandom(seed);
  const history = allocateHistory(customers);
  const later = new Float64Array(customers);
  const days: number[][] = [];
  for (let customer = 0; customer < customers; customer++) {
    const age = ages[0] + random.nextBelow(ages[1] - ages[0] + 1);
    const share = betaVariate(random, leaving[0], leaving[1]);
    const own: number[] = [];
    for (let day = 0; random.nextUnit() >= share; own.push(day)) {
      day += gaps[0] + random.nextBelow(gaps[1] - gaps[0] + 1);
      if (day > age + laterDays) break;
    }
    const seen = own.filter((day) => day <= age);
    history.customer[customer] = customer;
    history.repeats[customer] = seen.length;
    history.recencyDays[customer] = seen.at(-1) ?? 0;
    history.lastGapDays[customer] = (seen.at(-1) ?? 0) - (seen.at(-2) ?? 0);
    history.ageDays[customer] = age;
    history.repeatMeanMinor[customer] = seen.length === 0 ? 0 : 1000;
    history.purchasedMinor[customer] = history.netMinor[customer] = (seen.length + 1) * 1000;
    later[customer] = own.length - seen.length;
    days.push(own);
  }
  return { history, later, days };
}
