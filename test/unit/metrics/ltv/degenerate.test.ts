import { expect, test } from 'vitest';
import { PURCHASE_MODELS } from '../../../../core/contract/ltv.ts';
import { createRandom } from '../../../../core/maths/random.ts';
import { exponentialVariate, gammaVariate } from '../../../../core/maths/variates.ts';
import { fitModel } from '../../../../core/metrics/ltv/fit-model.ts';
import type { Likelihood } from '../../../../core/metrics/ltv/likelihood.ts';
import { findPatterns, thinPatterns } from '../../../../core/metrics/ltv/patterns.ts';
import { PURCHASE_PROCESSES } from '../../../../core/metrics/ltv/purchase-process.ts';

type Row = [x: number, recency: number, age: number];

const random = createRandom(11);

/** Purchases at a rate a day until the end. */
function steady(rate: number): Row {
  const age = 30 + random.nextBelow(700);
  const days = new Set<number>();
  for (let at = exponentialVariate(random, rate); Math.ceil(at) <= age; at += exponentialVariate(random, rate)) days.add(Math.ceil(at));
  return [days.size, Math.max(0, ...days), age];
}

function anything(): Row {
  const age = 1 + random.nextBelow(700);
  const recency = random.nextBelow(age + 1);
  return [recency === 0 ? 0 : 1 + random.nextBelow(40), recency, age];
}

/** Shops whose likelihood has its maximum at an end of the parameters, or none. */
const SHOPS: Record<string, (i: number) => Row> = {
  'all buy at one rate and stay': () => steady(1 / 70),
  'rates differ and all stay': () => steady(gammaVariate(random, 0.5, 60)),
  'only one-time buyers': (i) => [0, 0, i % 700],
  'one history for all': () => [52, 364, 364],
  'every month to the end': (i) => [1 + (i % 20), 30 * (1 + (i % 20)), 30 * (1 + (i % 20)) + (i % 30)],
  'thousands of purchases each': (i) => [3000 + (i % 200), 700, 700 + (i % 30)],
  'a second purchase at once and none after': (i) => [1, 1, 100 + (i % 600)],
  'histories without any sense': anything,
};

test.each(Object.keys(SHOPS))('%s: the fault comes after so much work and no more', (name) => {
  const rows = Array.from({ length: 9000 }, (_, i) => SHOPS[name]!(i));
  const { patterns } = findPatterns({ repeats: rows.map(([x]) => x), recencyDays: rows.map(([, recency]) => recency), ageDays: rows.map(([, , age]) => age) });
  for (const model of PURCHASE_MODELS) {
    let summed = 0;
    const counting = (likelihood: Likelihood): Likelihood => ({
      ...likelihood,
      evaluate(parameters, gradient, from, to) {
        summed += to - from;
        return likelihood.evaluate(parameters, gradient, from, to);
      },
    });
    const process = PURCHASE_PROCESSES[model];
    const rough = patterns.count > 1000 ? counting(process.likelihood(thinPatterns(patterns, 1000))) : null;
    const { fit, logCovariance } = fitModel(model, counting(process.likelihood(patterns)), rough);
    expect(fit.fault === null).toBe(logCovariance !== null);
    // Six starts of eighty steps on the part, then the whole; a search without an end sums ten times as many.
    expect(summed, `${model}: terms summed`).toBeLessThan(5_000_000);
    if (name !== 'histories without any sense') expect(fit.fault, model).not.toBeNull();
  }
});
