import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kaplanMeier, survivalQuantile } from '../../../core/maths/survival.ts';

/** Counts by time. */
function histogram(times: number[], length = 1 + Math.max(0, ...times)): Uint32Array {
  const counts = new Uint32Array(length);
  for (const time of times) counts[time]!++;
  return counts;
}

describe('Kaplan–Meier on the 6-MP group of Freireich et al. (1963), weeks in remission', () => {
  const curve = kaplanMeier(histogram([6, 6, 6, 7, 10, 13, 16, 22, 23]), histogram([6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]));

  // Survival and Greenwood’s error as in Klein & Moeschberger (2003), example 4.1; log-log intervals as Stata’s `sts list` prints them.
  test.each([
    [6, 21, 0.857, 0.0764, 0.6197, 0.9516],
    [7, 17, 0.807, 0.0869, 0.5631, 0.9228],
    [10, 15, 0.753, 0.0963, 0.5032, 0.8894],
    [13, 12, 0.69, 0.1068, 0.4316, 0.8491],
    [16, 11, 0.627, 0.1141, 0.3675, 0.8049],
    [22, 7, 0.538, 0.1282, 0.2678, 0.7468],
    [23, 6, 0.448, 0.1346, 0.1881, 0.6801],
  ])('at %i weeks', (time, atRisk, survival, error, lower, upper) => {
    const point = curve.time.indexOf(time);
    expect(curve.atRisk[point]).toBe(atRisk);
    expect(curve.survival[point]).toBeCloseTo(survival, 3);
    expect(curve.standardError[point]).toBeCloseTo(error, 4);
    expect(curve.lower[point]).toBeCloseTo(lower, 4);
    expect(curve.upper[point]).toBeCloseTo(upper, 4);
  });

  test('counts subjects and events', () => {
    expect([curve.subjects, curve.events, curve.time.length]).toEqual([21, 9, 7]);
  });

  // From the intervals above: S falls to ¾ at 13, its lower end at 6, its upper end at 22 (0.7468); to ½ at 23, the lower end at 13.
  test('quantiles with Brookmeyer–Crowley ends', () => {
    expect(survivalQuantile(curve, 0.25)).toEqual({ time: 13, interval: [6, 22] });
    expect(survivalQuantile(curve, 0.5)).toEqual({ time: 23, interval: [13, null] });
    expect(survivalQuantile(curve, 0.75).time).toBeNull();
  });
});

test('without censoring the curve is the share of those still waiting', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { minLength: 1, maxLength: 50 }), (times) => {
      const curve = kaplanMeier(histogram(times), []);
      curve.time.forEach((time, point) => {
        expect(curve.survival[point]).toBeCloseTo(times.filter((other) => other > time).length / times.length, 12);
      });
    }),
  );
});

test('an event and a censoring at one time: the censored one was still at risk', () => {
  const curve = kaplanMeier([0, 1, 0], [0, 1, 0]);
  expect(Array.from(curve.survival)).toEqual([0.5]);
});

test('nobody gives an empty curve', () => {
  const curve = kaplanMeier([], [0, 2]);
  expect([curve.subjects, curve.events, curve.time.length, survivalQuantile(curve, 0.5).time]).toEqual([2, 0, 0, null]);
});
