import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { PurchaseModel } from '../../../core/contract/ltv.ts';
import { digamma, lnGamma } from '../../../core/maths/gamma.ts';
import { gaussAtNegative } from '../../../core/maths/hypergeometric.ts';
import { forecastPatterns } from '../../../core/metrics/ltv/forecast.ts';
import { findPatterns } from '../../../core/metrics/ltv/patterns.ts';
import { PURCHASE_PROCESSES } from '../../../core/metrics/ltv/purchase-process.ts';

/** Written by high-precision.py: the papers’ formulas at 60 digits. */
interface Golden {
  gamma: [x: number, lnGamma: number, digamma: number][];
  gauss: [a: number, b: number, c: number, w: number, value: number][];
  models: [model: PurchaseModel, parameters: number[], x: number, recencyDays: number, ageDays: number, logLikelihood: number, alive: number, transactions: number][];
}
const golden = JSON.parse(readFileSync(new URL('high-precision.json', import.meta.url), 'utf8')) as Golden;

const relative = (value: number, truth: number): number => Math.abs(value - truth) / Math.max(Math.abs(truth), 1e-300);

test.each(golden.gamma)('ln Γ and ψ at %d', (x, lnG, psi) => {
  expect(Math.abs(lnGamma(x) - lnG)).toBeLessThan(2e-14 + 1e-15 * Math.abs(lnG));
  expect(Math.abs(digamma(x) - psi)).toBeLessThan(2e-14 + 1e-15 * Math.abs(psi));
});

test.each(golden.gauss)('₂F₁(%d, %d; %d; −%d)', (a, b, c, w, value) => {
  expect(relative(gaussAtNegative(a, b, c, w), value)).toBeLessThan(1e-11);
});

describe.each(golden.models)('%s %j with x = %d, t_x = %d d, T = %d d', (model, parameters, x, recencyDays, ageDays, logLikelihood, alive, transactions) => {
  const process = PURCHASE_PROCESSES[model];
  const { patterns } = findPatterns({ repeats: [x], recencyDays: [recencyDays], ageDays: [ageDays] });
  const point = Float64Array.from(parameters);

  test('log-likelihood, P(alive), transactions in 52 weeks', () => {
    expect(Math.abs(process.likelihood(patterns).evaluate(point, new Float64Array(4), 0, patterns.count) - logLikelihood)).toBeLessThan(1e-12 + 1e-11 * Math.abs(logLikelihood));
    const forecast = forecastPatterns(process, point, patterns, { weeks: 52, discountRate: 0, residual: false });
    expect(Math.abs(forecast.alive[0]! - alive)).toBeLessThan(1e-9 * alive + 1e-300);
    expect(relative(forecast.transactions[0]!, transactions)).toBeLessThan(1e-8);
  });

  test('the gradient is that of the likelihood', () => {
    const likelihood = process.likelihood(patterns);
    const gradient = new Float64Array(4);
    likelihood.evaluate(point, gradient, 0, patterns.count);
    for (let i = 0; i < 4; i++) {
      const step = 1e-5 * point[i]!;
      const at = (shift: number): number => likelihood.evaluate(Float64Array.from(point, (value, j) => (i === j ? value + shift * step : value)), new Float64Array(4), 0, patterns.count);
      // Fourth-order central difference.
      const slope = (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * step);
      const noise = (1e-15 * Math.abs(logLikelihood) + 1e-14) / step;
      expect(Math.abs(gradient[i]! - slope)).toBeLessThan(1e-6 * Math.abs(slope) + 20 * noise);
    }
  });
});
