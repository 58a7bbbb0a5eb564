import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { DEFAULT_GRID, type RfmSettings } from '../../../core/contract/segments.ts';
import { buildFrame } from '../../../core/frame/build-frame.ts';
import { viewFrame } from '../../../core/frame/view.ts';
import { dayOfIso } from '../../../core/maths/calendar.ts';
import { quantileOfSorted } from '../../../core/maths/quantile.ts';
import { bucketOfHigh, BUCKETS, leastOfBucket, wordsOf } from '../../../core/metrics/rfm-buckets.ts';
import { scoresOfCell } from '../../../core/metrics/rfm.ts';
import { scenarioOf, tableOf, type Line } from '../../golden/metrics/line-table.ts';
import { runMovement, runRfm, scoreView } from '../../golden/metrics/run-rfm.ts';
import { amountLeft, naiveShop, sum } from './naive.ts';
import { anyAsOf, randomShop, refundPlacement } from './random-shop.ts';

// Hundreds of shops a test; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

const lookBack: fc.Arbitrary<number | null> = fc.option(fc.integer({ min: 1, max: 90 }));

interface Naive {
  recency: number;
  frequency: number;
  monetary: number;
}

/** METRICS §4 over objects: customers with an order in the window. */
function naiveValues(lines: Line[], asOf: string, days: number | null): Map<string, Naive> {
  const shop = naiveShop(lines, asOf);
  const from = days === null ? Number.NEGATIVE_INFINITY : shop.asOf - days + 1;
  const values = new Map<string, Naive>();
  for (const [customer, orders] of shop.ordersOf) {
    const within = orders.filter(({ day }) => day >= from);
    if (within.length === 0) continue;
    const documents = shop.documents.filter((document) => document.customer === customer && document.day >= from);
    values.set(customer, {
      recency: shop.asOf - Math.max(...within.map(({ day }) => day)),
      frequency: within.length,
      monetary: sum(documents, (document) => (document.credit ? -document.unmatched : document.sale ? amountLeft(document) : 0)),
    });
  }
  return values;
}

test('values, cut points and scores are those of the plain way', () => {
  fc.assert(
    fc.property(randomShop, anyAsOf, lookBack, (lines, asOf, lookBackDays) => {
      const scenario = scenarioOf(lines, { batchRows: 7 });
      const expected = naiveValues(lines, asOf, lookBackDays);
      fc.pre(naiveShop(lines, asOf).ordersOf.size > 0);
      const { window, cutPoints, tally } = scoreView(scenario.view({ asOf }), { lookBackDays, scoring: { kind: 'quantile' } });
      expect(tally.customers).toBe(expected.size);
      const sorted = (pick: (value: Naive) => number): Float64Array => Float64Array.from([...expected.values()].map(pick)).sort();
      const cuts = (pick: (value: Naive) => number): number[] => [0.2, 0.4, 0.6, 0.8].map((probability) => quantileOfSorted(sorted(pick), probability));
      const close = (found: Float64Array, wanted: number[]): void => found.forEach((cut, at) => (Number.isNaN(wanted[at]) ? expect(cut).toBeNaN() : expect(cut).toBeCloseTo(wanted[at]!, 9)));
      close(cutPoints.recencyDays, cuts(({ recency }) => recency));
      close(cutPoints.frequency, cuts(({ frequency }) => frequency));
      close(cutPoints.monetaryMinor, cuts(({ monetary }) => monetary));
      const { columns } = window;
      scenario.table.customers.forEach((name, code) => {
        const value = expected.get(name);
        expect([columns.recencyDays[code], columns.frequency[code], columns.monetaryMinor[code]]).toEqual(value === undefined ? [0, 0, 0] : [value.recency, value.frequency, value.monetary]);
        if (value === undefined) return;
        const better = (found: Float64Array, beaten: (cut: number) => boolean): number => 1 + Array.from(found).filter(beaten).length;
        expect(scoresOfCell(columns.cell[code]!)).toEqual({
          recency: better(cutPoints.recencyDays, (cut) => value.recency < cut),
          frequency: better(cutPoints.frequency, (cut) => value.frequency > cut),
          monetary: better(cutPoints.monetaryMinor, (cut) => value.monetary > cut),
        });
      });
    }),
    { numRuns: 200 },
  );
});

test('segments, grids and distributions hold each customer once, and all the money', () => {
  fc.assert(
    fc.property(randomShop, anyAsOf, refundPlacement, lookBack, (lines, asOf, refunds, lookBackDays) => {
      fc.pre(naiveShop(lines, asOf).ordersOf.size > 0);
      const result = runRfm(scenarioOf(lines).view({ asOf, refunds }), { lookBackDays });
      const total = (values: Float64Array): number => values.reduce((all, value) => all + value, 0);
      const { segments, recencyFrequency, frequencyMonetary, recencyFrequencyMonetary, distributions } = result;
      expect(total(segments.orders)).toBe(result.orders);
      for (const part of [segments, recencyFrequency, frequencyMonetary, recencyFrequencyMonetary]) {
        expect(total(part.customers)).toBe(result.customers);
        expect(total(part.netMinor)).toBe(result.netMinor);
      }
      for (const distribution of Object.values(distributions)) expect(total(distribution.customers) + distribution.below).toBe(result.customers);
      if (result.customers > 0) expect(total(segments.share)).toBeCloseTo(1, 12);
    }),
    { numRuns: 150 },
  );
});

test('RFM as of a day is RFM of the file cut at that day; any split of the customers gives the same', () => {
  fc.assert(
    fc.property(randomShop, anyAsOf, refundPlacement, lookBack, fc.array(fc.nat(6), { maxLength: 4 }), (lines, asOf, refunds, lookBackDays, cuts) => {
      fc.pre(naiveShop(lines, asOf).ordersOf.size > 0);
      const firstDay = new Map<string, string>();
      for (const { order, moment } of lines) firstDay.set(order, moment < (firstDay.get(order) ?? '9') ? moment : firstDay.get(order)!);
      const whole = tableOf(lines);
      const cut = tableOf(lines.filter(({ order }) => firstDay.get(order)!.slice(0, 10) <= asOf), { like: whole });
      const options = { asOfDay: dayOfIso(asOf), refunds, filters: [] };
      const view = viewFrame(buildFrame(whole.source), options);
      const cutView = viewFrame(buildFrame(cut.source), options);
      // Days before the first document are no part of either.
      fc.pre(view.frame.firstDay === cutView.frame.firstDay);
      const apart = { provenance: null };
      const result = { ...runRfm(view, { lookBackDays }), ...apart };
      expect(result).toEqual({ ...runRfm(cutView, { lookBackDays }), ...apart });
      const ends = [...new Set(cuts.map((part) => Math.min(part, view.frame.customers)).concat(view.frame.customers + 1))].toSorted((one, other) => one - other).filter((end) => end > 0);
      const ranges = ends.map((to, index) => ({ from: ends[index - 1] ?? 0, to }));
      expect({ ...runRfm(view, { lookBackDays }, ranges), ...apart }).toEqual(result);
    }),
    { numRuns: 150 },
  );
});

test('movement: rows are the earlier segments, columns the later ones, and each customer is in one cell', () => {
  fc.assert(
    fc.property(randomShop, anyAsOf, anyAsOf, lookBack, fc.constantFrom('own' as const, 'first' as const), (lines, one, other, lookBackDays, cutPoints) => {
      const [first, second] = [one, other].toSorted() as [string, string];
      const [early, late] = [naiveShop(lines, first), naiveShop(lines, second)];
      fc.pre(early.ordersOf.size > 0 && late.ordersOf.size > 0);
      const scenario = scenarioOf(lines);
      const { states, migration, from, to } = runMovement(scenario.view({ asOf: first }), scenario.view({ asOf: second }), { lookBackDays }, cutPoints);
      const before = runRfm(scenario.view({ asOf: first }), { lookBackDays });
      const ever = new Set([...early.ordersOf.keys(), ...late.ordersOf.keys()]);
      expect(migration.reduce((all, count) => all + count, 0)).toBe(ever.size);
      expect(Array.from(from.customers.subarray(0, DEFAULT_GRID.length))).toEqual([...before.segments.customers]);
      expect(from.customers[states.length - 2]).toBe(before.outsideLookBack.customers);
      expect(from.customers[states.length - 1]).toBe(ever.size - early.ordersOf.size);
      expect(to.customers[states.length - 1]).toBe(ever.size - late.ordersOf.size);
      if (cutPoints === 'own') expect(Array.from(to.customers.subarray(0, DEFAULT_GRID.length))).toEqual([...runRfm(scenario.view({ asOf: second }), { lookBackDays }).segments.customers]);
    }),
    { numRuns: 150 },
  );
});

test('another grid only names the cells anew', () => {
  const halves: RfmSettings['segments'] = [
    { id: 'recent', name: 'Recent', advice: null, cells: DEFAULT_GRID.flatMap(({ cells }) => cells).filter(({ recency }) => recency >= 3) },
    { id: 'gone', name: 'Gone', advice: 'Write them off', cells: DEFAULT_GRID.flatMap(({ cells }) => cells).filter(({ recency }) => recency < 3) },
  ];
  fc.assert(
    fc.property(randomShop, anyAsOf, (lines, asOf) => {
      fc.pre(naiveShop(lines, asOf).ordersOf.size > 0);
      const { segments, recencyFrequency } = runRfm(scenarioOf(lines).view({ asOf }), { segments: halves });
      const rows = (from: number, to: number): number => recencyFrequency.customers.subarray(from * 5, to * 5).reduce((all, count) => all + count, 0);
      expect([...segments.customers]).toEqual([rows(2, 5), rows(0, 2)]);
    }),
    { numRuns: 50 },
  );
});

const bucketOf = (amount: number): number => bucketOfHigh(wordsOf(Float64Array.of(amount))[1]!);

test('buckets keep the order of amounts, and begin where they say', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e15, max: 1e15 }), fc.integer({ min: -1e15, max: 1e15 }), (one, other) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      expect(bucketOf(low)).toBeLessThanOrEqual(bucketOf(high));
      expect(leastOfBucket(bucketOf(high))).toBeLessThanOrEqual(high);
    }),
  );
  for (let bucket = 1; bucket < BUCKETS; bucket++) expect(bucketOf(leastOfBucket(bucket))).toBe(bucket);
});
