import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { PurchaseModel } from '../../../core/contract/ltv.ts';
import { fitModel } from '../../../core/metrics/ltv/fit-model.ts';
import { forecastPatterns } from '../../../core/metrics/ltv/forecast.ts';
import { expectedSpend, gammaGammaLikelihood } from '../../../core/metrics/ltv/gamma-gamma.ts';
import { findPatterns } from '../../../core/metrics/ltv/patterns.ts';
import { PURCHASE_PROCESSES } from '../../../core/metrics/ltv/purchase-process.ts';
import { shiftedGeometricLikelihood, survivalShare } from '../../../core/metrics/ltv/shifted-beta-geometric.ts';
import { cdnowHistories, hasCdnow } from './cdnow.ts';

const SBG = new URL('../../../../shared/data/sbg/survival.csv', import.meta.url);
const significant = (value: number, digits: number): string => value.toPrecision(digits);
const valuesOf = ({ fit }: ReturnType<typeof fitModel>, digits: number): string[] => fit.parameters.map(({ value }) => significant(value, digits));

if (!hasCdnow) console.info('skipped: there is no ../shared/data/cdnow');

describe.runIf(hasCdnow)('the CDNOW 1/10 sample, calibrated to 1997-09-30', () => {
  const histories = hasCdnow ? cdnowHistories('1997-09-30') : { repeats: [], recencyDays: [], ageDays: [], mean: [] };
  const { patterns } = findPatterns(histories);

  // BG/NBD: Fader, Hardie & Lee (2005), table 2; errors as the Python package lifetimes prints them. MBG/NBD: lifetimes’ own test of its fit.
  // Pareto/NBD: Fader & Hardie’s note, whose β has a standard error of 6.2.
  test.each<[PurchaseModel, number[], number | null]>([
    ['bg-nbd', [0.243, 4.41, 0.793, 2.43], -9582.43],
    ['mbg-nbd', [0.525, 6.18, 0.891, 1.61], null],
    ['pareto-nbd', [0.553, 10.6, 0.606, 11.7], -9594.98],
  ])('%s', (model, parameters, logLikelihood) => {
    const estimated = fitModel(model, PURCHASE_PROCESSES[model].likelihood(patterns), null);
    expect(estimated.fit).toMatchObject({ converged: true, fault: null, customers: 2357 });
    expect(valuesOf(estimated, 3)).toEqual(parameters.map((value) => significant(value, 3)));
    if (logLikelihood !== null) expect(estimated.fit.logLikelihood).toBeCloseTo(logLikelihood, 2);
  });

  test('standard errors', () => {
    const errors = (model: PurchaseModel): string[] =>
      fitModel(model, PURCHASE_PROCESSES[model].likelihood(patterns), null).fit.parameters.map(({ standardError }) => significant(standardError ?? Number.NaN, 2));
    expect(errors('bg-nbd')).toEqual(['0.013', '0.38', '0.19', '0.71'].map((text) => (text === '0.71' ? expect.stringMatching(/^0\.7[01]$/) : text)));
    expect(errors('pareto-nbd')[3]).toBe('6.2');
  });

  test('Gamma-Gamma: Fader & Hardie (2013)', () => {
    const repeaters = histories.repeats.flatMap((x, place) => (x > 0 ? [place] : []));
    const spend = { repeats: Uint32Array.from(repeaters, (place) => histories.repeats[place]!), mean: Float64Array.from(repeaters, (place) => histories.mean[place]!) };
    const estimated = fitModel('gamma-gamma', gammaGammaLikelihood(spend), null);
    expect(valuesOf(estimated, 3)).toEqual(['6.25', '3.74', '15.4']);
    expect(estimated.fit.logLikelihood).toBeCloseTo(-4055.92, 2);
    expect(estimated.fit.customers).toBe(946);
    // The population’s mean, p·γ/(q − 1), for a customer who never came back.
    expect(expectedSpend(Float64Array.of(6.25, 3.74, 15.44), 0, 0)).toBeCloseTo((6.25 * 15.44) / 2.74, 10);
  });

  test('parameters do not depend on where the search starts, nor on a first search on a part', () => {
    const likelihood = PURCHASE_PROCESSES['bg-nbd'].likelihood(patterns);
    const plain = fitModel('bg-nbd', likelihood, null);
    const far = fitModel('bg-nbd', { ...likelihood, starts: [[5, 60, 5, 0.5]] }, null);
    const part = fitModel('bg-nbd', likelihood, PURCHASE_PROCESSES['bg-nbd'].likelihood({ ...patterns, count: 300 }));
    expect(valuesOf(far, 5)).toEqual(valuesOf(plain, 5));
    expect(valuesOf(part, 5)).toEqual(valuesOf(plain, 5));
  });
});

test('a customer with x = 2, t_x = 30.43, T = 38.86 is expected to buy 1.226 times in 39 weeks', () => {
  // Fader, Hardie & Lee (2005), “Implementing the BG/NBD model … in Excel”, the worked example. Days: 30.43·7 = 213, 38.86·7 = 272.
  const { patterns } = findPatterns({ repeats: [2], recencyDays: [213], ageDays: [272] });
  const forecast = forecastPatterns(PURCHASE_PROCESSES['bg-nbd'], Float64Array.of(0.243, 4.414, 0.793, 2.426), patterns, { weeks: 39, discountRate: 0, residual: false });
  expect(forecast.transactions[0]).toBeCloseTo(1.226, 3);
});

if (!existsSync(SBG)) console.info('skipped: there is no ../shared/data/sbg');

describe.runIf(existsSync(SBG))('sBG on the survival of Fader & Hardie (2007), years 1–7', () => {
  const rows = existsSync(SBG) ? readFileSync(SBG, 'utf8').trim().split(/\r?\n/).slice(1).map((line) => line.split(',').map(Number)) : [];

  test.each([
    ['High End', 1, 0.668, 3.806],
    ['Regular', 2, 0.704, 1.182],
  ])('%s', (_name, column, alpha, beta) => {
    const share = (year: number): number => rows[year]![column]! / 100;
    const lost = Float64Array.from({ length: 8 }, (_, year) => (year === 0 ? 0 : 1000 * (share(year - 1) - share(year))));
    const censored = Float64Array.from({ length: 8 }, (_, year) => (year === 7 ? 1000 * share(7) : 0));
    const estimated = fitModel('sbg', shiftedGeometricLikelihood({ lost, censored }), null);
    expect(estimated.parameters[0]).toBeCloseTo(alpha, 3);
    expect(estimated.parameters[1]).toBeCloseTo(beta, 3);
    // The paper’s point: the projection to year 12 stays within two points of what happened.
    expect(Math.abs(survivalShare(estimated.parameters, 12) - share(12))).toBeLessThan(0.02);
  });
});
