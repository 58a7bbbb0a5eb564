import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_LTV, PURCHASE_MODELS } from '../../core/contract/ltv.ts';
import type { Progress } from '../../core/contract/rpc.ts';
import { DEFAULT_SCOPE } from '../../core/contract/scope.ts';
import { createCancelFlags } from '../../core/engine/cancel-flags.ts';
import { createComputePool, type ComputePool } from '../../core/engine/compute-pool.ts';
import { closeTeam, createTeam } from '../../core/engine/fit-team.ts';
import { spawnWorker } from '../../core/engine/spawn-worker.ts';
import { partCount } from '../../core/metrics/ltv/parts.ts';
import { PURCHASE_PROCESSES } from '../../core/metrics/ltv/purchase-process.ts';
import { purchaseWork } from '../../core/metrics/ltv/purchase-parts.ts';
import { gatherPurchases, likelihoodsOf } from '../../core/metrics/ltv/purchase-data.ts';
import { simulateShop } from '../unit/metrics/ltv/simulate.ts';
import { errorOf } from './engine-harness.ts';

const { history } = simulateShop({ customers: 28_000, seed: 5, ages: [1, 730], laterDays: 0, model: 'bg-nbd', purchase: [0.8, 8, 1, 2.5], spend: [6, 4, 15] });
const data = gatherPurchases(history, 100);
const flags = createCancelFlags();
const pools: Record<number, ComputePool> = {};

beforeAll(() => {
  for (const threads of [1, 2, 3]) pools[threads] = createComputePool(threads, flags, () => spawnWorker({ kind: 'compute', flags: flags.buffer }));
});
afterAll(() => Promise.all(Object.values(pools).map((pool) => pool.end())));

function fitOn(threads: number, model: (typeof PURCHASE_MODELS)[number], signal = new AbortController().signal) {
  const memory = createTeam();
  const query = { scope: DEFAULT_SCOPE, ...DEFAULT_LTV, model };
  const team = { memory, work: purchaseWork(model, data, query) };
  const input = { query, history, observationEnd: 20_000, hasCost: false, minorUnitDigits: 2, firstSeenLater: 0 };
  const answer = flags.guard(signal, (slot) =>
    pools[threads]!.together(
      (thread) => thread.call('fitLtv', { input, holdout: null, slot, team }),
      (thread) => thread.call('helpFit', team),
      () => closeTeam(memory),
    ),
  );
  return { answer, memory };
}

test('the parts of a likelihood add up to the whole, and so do their derivatives', () => {
  for (const model of PURCHASE_MODELS) {
    const { evaluate, terms } = PURCHASE_PROCESSES[model].likelihood(data.patterns);
    const point = Float64Array.of(0.7, 9, 1.2, 3);
    const [whole, part] = [new Float64Array(4), new Float64Array(4)];
    const value = evaluate(point, whole, 0, terms);
    let [sum, slopes] = [0, new Float64Array(4)];
    for (const [from, to] of [[0, 1], [1, 5000], [5000, 5000], [5000, terms]] as const) {
      sum += evaluate(point, part, from, to);
      slopes = slopes.map((slope, i) => slope + part[i]!);
    }
    expect(Math.abs(sum / value - 1)).toBeLessThan(1e-12);
    slopes.forEach((slope, i) => expect(Math.abs(slope - whole[i]!)).toBeLessThan(1e-9 * Math.max(1, Math.abs(value))));
  }
  const spend = likelihoodsOf(data, 'bg-nbd')(1);
  const point = Float64Array.of(5, 3, 12);
  const [whole, part] = [new Float64Array(4), new Float64Array(4)];
  const value = spend.evaluate(point, whole, 0, spend.terms);
  const sum = spend.evaluate(point, part, 0, 777) + spend.evaluate(point, part, 777, spend.terms);
  expect(Math.abs(sum / value - 1)).toBeLessThan(1e-12);
});

describe('a fit on several threads', () => {
  test.each(['bg-nbd', 'pareto-nbd'] as const)('%s: the same to the last bit on one and on three', async (model) => {
    expect(partCount(data.patterns.count)).toBeGreaterThan(1);
    const [one, three] = await Promise.all([1, 3].map((threads) => fitOn(threads, model).answer));
    expect(one!.result.purchase.fault).toBeNull();
    expect(three!.result).toEqual(one!.result);
  });

  test('two fits at once on the same threads both end', async () => {
    const [first, second] = await Promise.all([fitOn(2, 'bg-nbd').answer, fitOn(2, 'mbg-nbd').answer]);
    expect([first.result.purchase.fault, second.result.purchase.fault]).toEqual([null, null]);
  });

  test('says how far it is', async () => {
    const { answer, memory } = fitOn(2, 'bg-nbd');
    const { result } = await answer;
    expect(memory.progress[0]).toBeGreaterThan(result.purchase.iterations);
    const told: Progress['fit'] = { evaluations: memory.progress[0]!, logLikelihood: memory.progress[1]! };
    expect(told.logLikelihood).toBeLessThan(0);
  });

  test('a cancelled fit ends on all threads, which then answer other calls', async () => {
    const controller = new AbortController();
    const { answer } = fitOn(2, 'pareto-nbd', controller.signal);
    setTimeout(() => controller.abort(), 50);
    expect(await errorOf(answer)).toMatchObject({ code: 'CANCELLED' });
    const { count } = (await pools[2]!.call('gatherPurchases', { history, minorPerMajor: 100 })).patterns;
    expect(count).toBe(data.patterns.count);
  });

  test('threads are free 200 ms after a cancel, wherever the fit is', { timeout: 60_000 }, async () => {
    const started = performance.now();
    await fitOn(2, 'pareto-nbd').answer;
    const whole = performance.now() - started;
    const waits: number[] = [];
    for (const share of [0.1, 0.3, 0.5, 0.7]) {
      const controller = new AbortController();
      const { answer } = fitOn(2, 'pareto-nbd', controller.signal);
      const ended = answer.then(
        () => 'in time',
        () => 'cancelled',
      );
      await new Promise((resolve) => setTimeout(resolve, share * whole));
      const cancelledAt = performance.now();
      controller.abort();
      if ((await ended) === 'cancelled') waits.push(performance.now() - cancelledAt);
    }
    expect(waits.length).toBeGreaterThan(1);
    // One of them may have met a machine that was busy with something else.
    expect(waits.toSorted((left, right) => left - right).at(-2), waits.map(Math.round).join(' ms, ')).toBeLessThan(200);
  });
});
