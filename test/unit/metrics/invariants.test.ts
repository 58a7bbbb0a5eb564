import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { COHORT_MEASURES, retainedRuleSchema, type CohortQuery } from '../../../core/contract/cohorts.ts';
import { KPI_KEYS } from '../../../core/contract/kpis.ts';
import { DEFAULT_SCOPE } from '../../../core/contract/scope.ts';
import { customerRanges } from '../../../core/frame/ranges.ts';
import { completeStanding, fillStanding, prepareStanding } from '../../../core/frame/standing.ts';
import { completeView, fillView, prepareView } from '../../../core/frame/view.ts';
import { foldCohorts, planCohorts } from '../../../core/metrics/cohorts.ts';
import { planSelection, selectCustomers } from '../../../core/metrics/selection.ts';
import { foldGaps } from '../../../core/metrics/gaps.ts';
import { scenarioOf, tableOf, type Line } from '../../golden/metrics/line-table.ts';
import { buildFrame } from '../../../core/frame/build-frame.ts';
import { dayOfIso } from '../../../core/maths/calendar.ts';
import { viewFrame } from '../../../core/frame/view.ts';
import { COHORT_QUERY, KPI_QUERY, rowsOf, runCohorts, runConcentration, runGaps, runKpis, runSecondOrder } from '../../golden/metrics/run.ts';
import { naiveShop } from './naive.ts';
import { anyAsOf, randomShop, refundPlacement } from './random-shop.ts';

// Hundreds of shops a test; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

const cohortQuery: fc.Arbitrary<Partial<CohortQuery>> = fc.record({
  key: fc.constantFrom('week' as const, 'month' as const, 'quarter' as const, 'attribute:channel' as const, 'product' as const, 'discounted' as const, 'all' as const),
  age: fc.constantFrom('week' as const, 'month' as const, 'order' as const, { windowDays: 20 }),
  measure: fc.constantFrom(...COHORT_MEASURES),
  cumulative: fc.boolean(),
  retained: fc.constantFrom(...retainedRuleSchema.options),
  top: fc.constantFrom(1, 2, 50),
});

function anythingCounts(lines: Line[], asOf: string | null): boolean {
  const { ordersOf, anonymous } = naiveShop(lines, asOf);
  return ordersOf.size > 0 || anonymous.length > 0;
}

test('a metric as of a day is the metric of the file cut at that day', () => {
  fc.assert(
    fc.property(randomShop, anyAsOf, refundPlacement, cohortQuery, (lines, asOf, refunds, query) => {
      fc.pre(anythingCounts(lines, asOf));
      const firstDay = new Map<string, string>();
      for (const { order, moment } of lines) firstDay.set(order, moment < (firstDay.get(order) ?? '9') ? moment : firstDay.get(order)!);
      const whole = tableOf(lines);
      const cut = tableOf(lines.filter(({ order }) => firstDay.get(order)!.slice(0, 10) <= asOf), { like: whole });
      const options = { asOfDay: dayOfIso(asOf), refunds, filters: [] };
      const view = viewFrame(buildFrame(whole.source), options);
      const cutView = viewFrame(buildFrame(cut.source), options);
      const apart = { provenance: null };
      // Days before the first document are no part of either.
      fc.pre(view.frame.firstDay === cutView.frame.firstDay);
      expect({ ...runKpis(view), ...apart }).toEqual({ ...runKpis(cutView), ...apart });
      expect({ ...runSecondOrder(view), ...apart }).toEqual({ ...runSecondOrder(cutView), ...apart });
      expect({ ...runGaps(view), ...apart }).toEqual({ ...runGaps(cutView), ...apart });
      expect({ ...runConcentration(view), ...apart }).toEqual({ ...runConcentration(cutView), ...apart });
      const textOf = (code: number): string => `${code} ${whole.channels[code]}`;
      expect({ ...runCohorts(view, query, textOf), ...apart }).toEqual({ ...runCohorts(cutView, query, textOf), ...apart });
    }),
    { numRuns: 150 },
  );
});

test('any split of the customers gives the same results', () => {
  fc.assert(
    fc.property(randomShop, refundPlacement, cohortQuery, fc.array(fc.nat(6), { maxLength: 4 }), (lines, refunds, query, cuts) => {
      fc.pre(anythingCounts(lines, null));
      const { frame, view: viewOf, table } = scenarioOf(lines);
      const view = viewOf({ refunds });
      const ends = [...new Set(cuts.map((cut) => Math.min(cut, frame.customers)).filter((cut) => cut > 0))].toSorted((a, b) => a - b);
      const ranges = [...ends, frame.customers + 1].map((to, i) => ({ from: i === 0 ? 0 : ends[i - 1]!, to }));
      const standing = prepareStanding(frame);
      // As after a cancel that came too late: completed by the call that was given up, and by the one in its place.
      for (let call = 0; call < 2; call++) completeStanding(standing, ranges.map(({ from, to }) => fillStanding(frame, standing, from, to)));
      const empty = prepareView(frame, standing, { asOfDay: null, refunds, filters: [] });
      expect(completeView(empty, ranges.map(({ from, to }) => fillView(empty, from, to)))).toEqual(view);
      const whole = [{ from: 0, to: frame.customers + 1 }];
      const textOf = (code: number): string => `${code} ${table.channels[code]}`;
      expect(runKpis(view, {}, ranges)).toEqual(runKpis(view, {}, whole));
      expect(runCohorts(view, query, textOf, ranges)).toEqual(runCohorts(view, query, textOf, whole));
      expect(runSecondOrder(view, {}, ranges)).toEqual(runSecondOrder(view, {}, whole));
      expect(runGaps(view, {}, ranges)).toEqual(runGaps(view, {}, whole));
      expect(runConcentration(view, {}, ranges)).toEqual(runConcentration(view, {}, whole));
    }),
    { numRuns: 150 },
  );
});

test('ranges split all customers and the orders without one', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5), { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 9 }), (counts, parts) => {
      const orderStart = Uint32Array.from([0, ...counts]);
      for (let block = 1; block < orderStart.length; block++) orderStart[block]! += orderStart[block - 1]!;
      const ranges = customerRanges({ customers: counts.length - 1, orders: orderStart.at(-1)!, orderStart }, parts);
      expect(ranges.length).toBeLessThanOrEqual(parts);
      expect(ranges[0]!.from).toBe(0);
      expect(ranges.at(-1)!.to).toBe(counts.length);
      ranges.slice(1).forEach(({ from }, i) => expect(from).toBe(ranges[i]!.to));
    }),
  );
});

test('where refunds fall moves money, and nothing else', () => {
  fc.assert(
    fc.property(randomShop, (lines) => {
      fc.pre(anythingCounts(lines, null));
      const { view } = scenarioOf(lines);
      const original = runKpis(view({ refunds: 'original-order' })).series;
      const refundDay = runKpis(view({ refunds: 'refund-day' })).series;
      const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
      expect(refundDay.newCustomers).toEqual(original.newCustomers);
      expect(refundDay.returningCustomers).toEqual(original.returningCustomers);
      expect(refundDay.orders).toEqual(original.orders);
      expect(total(refundDay.figures.netRevenue)).toBe(total(original.figures.netRevenue));
    }),
  );
});

test('cohorts: sizes are all customers, nobody is retained twice, and rules are nested', () => {
  fc.assert(
    fc.property(randomShop, cohortQuery, (lines, query) => {
      fc.pre(anythingCounts(lines, null));
      const { view: viewOf, table } = scenarioOf(lines);
      const view = viewOf();
      const textOf = (code: number): string => `${code} ${table.channels[code]}`;
      const [inAge, later, every] = retainedRuleSchema.options.map((retained) => runCohorts(view, { ...query, measure: 'retainedShare', retained }, textOf));
      expect(inAge!.sizes.reduce((sum, size) => sum + size, 0)).toBe(view.tally.customers);
      inAge!.retained.forEach((retained, cell) => {
        const size = inAge!.sizes[Math.floor(cell / inAge!.ages)]!;
        expect(every!.retained[cell]).toBeLessThanOrEqual(retained);
        expect(retained).toBeLessThanOrEqual(later!.retained[cell]!);
        expect(later!.retained[cell]).toBeLessThanOrEqual(size);
        expect(inAge!.eligible[cell]).toBeLessThanOrEqual(size);
      });
      // Whoever is in a cohort has ordered in its first age.
      expect(rowsOf(inAge!, inAge!.retained).every((row, i) => row.length === 0 || inAge!.state[i * inAge!.ages] !== 0 || row[0] === inAge!.sizes[i])).toBe(true);
    }),
  );
});

test('without refunds, what adds up over ages never falls', () => {
  fc.assert(
    fc.property(randomShop, cohortQuery, fc.constantFrom('orders' as const, 'ordersPerCustomer' as const, 'grossRevenue' as const, 'netRevenue' as const), (lines, query, measure) => {
      const sales = lines.filter(({ status }) => status !== 'credit').map((line) => ({ ...line, refund: 0 }));
      fc.pre(anythingCounts(sales, null));
      const matrix = runCohorts(scenarioOf(sales).view(), { ...query, measure, cumulative: true });
      rowsOf(matrix, matrix.cells).forEach((row, i) => {
        row.forEach((value, age) => {
          const cell = i * matrix.ages + age;
          // The same customers at both ages, for others may have spent less.
          const same = age > 0 && matrix.eligible[cell] === matrix.eligible[cell - 1] && matrix.state[cell] === matrix.state[cell - 1];
          if (same && !Number.isNaN(value)) expect(value).toBeGreaterThanOrEqual(row[age - 1]! - 1e-9);
        });
      });
    }),
    { numRuns: 150 },
  );
});

test('the customers whose spread gives the interval of a mean are those of the mean', () => {
  fc.assert(
    fc.property(randomShop, cohortQuery, anyAsOf, fc.boolean(), (lines, query, asOf, cumulative) => {
      fc.pre(anythingCounts(lines, asOf) && query.age !== 'order');
      const view = scenarioOf(lines).view({ asOf });
      const asked = { ...COHORT_QUERY, ...query, measure: 'revenuePerCustomer' as const, cumulative };
      const plan = planCohorts(view, asked);
      const { groupObservedFor, groupAmount } = foldCohorts(view, plan, 0, view.frame.customers);
      const { meanEligible, weightedMean } = runCohorts(view, asked);
      const stride = plan.ages + 1;
      let amount = 0;
      meanEligible.forEach((eligible, age) => {
        let watched = 0;
        amount = cumulative ? amount : 0;
        for (let group = 0; group < plan.groups; group++) {
          for (let later = age + 1; later < stride; later++) watched += groupObservedFor[group * stride + later]!;
          amount += groupAmount[group * stride + age]!;
        }
        expect(watched).toBe(eligible);
        if (eligible > 0) expect(amount / watched).toBeCloseTo(weightedMean[age]!, 9);
      });
    }),
    { numRuns: 200 },
  );
});

test('gross less discounts and refunds is net, in every cell; margin is net less cost', () => {
  fc.assert(
    fc.property(randomShop, anyAsOf, refundPlacement, cohortQuery, fc.boolean(), (lines, asOf, refunds, query, cumulative) => {
      fc.pre(anythingCounts(lines, asOf));
      const { view: viewOf } = scenarioOf(lines);
      const view = viewOf({ asOf, refunds });
      const cells = (measure: CohortQuery['measure']): Float64Array => runCohorts(view, { ...query, cumulative, measure }).cells;
      const [gross, net, back, margin] = [cells('grossRevenue'), cells('netRevenue'), cells('refunds'), cells('margin')];
      // Without discounts in the file, gross is what a line brings before anything is given back.
      const plain = lines.every((line) => line.gross === line.net);
      gross.forEach((value, cell) => {
        const discount = value - net[cell]! - back[cell]!;
        if (plain) expect(Number.isNaN(value) ? 0 : discount).toBeCloseTo(0, 9);
        else if (!Number.isNaN(value)) expect(discount).toBeGreaterThanOrEqual(-1e-9);
        if (!Number.isNaN(value)) expect(margin[cell]).toBeLessThanOrEqual(net[cell]! + 1e-9);
      });
    }),
    { numRuns: 150 },
  );
});

test('the customers behind a figure are as many as it shows', () => {
  const countsCustomers = {
    activeCustomers: ['numerator'],
    newCustomers: ['numerator'],
    customerRetentionRate: ['denominator'],
    churnRate: ['denominator'],
    periodRepurchaseRate: ['numerator', 'denominator'],
    repeatPurchaseRate: ['numerator', 'denominator'],
    purchaseFrequency: ['denominator'],
    customerValue: ['denominator'],
    netProfitPerCustomer: ['denominator'],
    medianDaysToSecondOrder: ['numerator', 'denominator'],
  } as const;
  fc.assert(
    fc.property(randomShop, anyAsOf, fc.constantFrom(7, 30, 'p90-gap' as const), fc.constantFrom('orders' as const, 'first-order' as const, null), (lines, asOf, activityWindowDays, applies) => {
      fc.pre(anythingCounts(lines, asOf));
      const filters = applies === null ? [] : [{ field: 'channel', values: ['web', ''], applies }];
      const view = scenarioOf(lines).view({ asOf, filters });
      const query = { ...KPI_QUERY, activityWindowDays, period: { from: '2023-12-01', to: '2024-02-01' } };
      const result = runKpis(view, query);
      const context = { gaps: foldGaps(view, 0, view.frame.customers + 1), textOf: String };
      for (const key of KPI_KEYS) {
        const figure = result.figures.find((candidate) => candidate.key === key)!;
        for (const part of key in countsCustomers ? countsCustomers[key as keyof typeof countsCustomers] : []) {
          const shown = figure[part];
          if (shown === null) continue;
          const plan = planSelection(view, { kind: 'figure', key, query, part }, context);
          const selected = customerRanges(view.frame, 3).flatMap(({ from, to }) => Array.from(selectCustomers(view, plan, from, to)));
          expect([key, part, selected.length]).toEqual([key, part, shown]);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('the customers behind a cohort and its cells are as many as they show', () => {
  fc.assert(
    fc.property(randomShop, cohortQuery, fc.constantFrom('orders' as const, 'first-order' as const, null), (lines, partialQuery, applies) => {
      fc.pre(anythingCounts(lines, null));
      const { view: viewOf, table } = scenarioOf(lines);
      const view = viewOf({ filters: applies === null ? [] : [{ field: 'channel', values: ['web'], applies }] });
      const textOf = (code: number): string => `${code} ${table.channels[code]}`;
      const query = { ...COHORT_QUERY, ...partialQuery };
      const matrix = runCohorts(view, query, textOf);
      const select = (cohort: string, age: number | null): number => {
        const plan = planSelection(view, { kind: 'cohort', query, cohort, age }, { gaps: null, textOf });
        return selectCustomers(view, plan, 0, view.frame.customers + 1).length;
      };
      matrix.cohorts.forEach((cohort, row) => {
        expect(select(cohort, null)).toBe(matrix.sizes[row]);
        for (let age = 0; age < matrix.ages; age++) expect(select(cohort, age)).toBe(matrix.retained[row * matrix.ages + age]);
      });
    }),
    { numRuns: 150 },
  );
});

test('a cohort or an age that the matrix lacks is refused', () => {
  const view = scenarioOf([{ order: '1', customer: 'ann', moment: '2024-01-01', product: 'tea', quantity: 1, net: 100, refund: 0, cost: 0, status: 'normal', channel: '' }]).view();
  const select = (cohort: string, age: number): unknown => planSelection(view, { kind: 'cohort', query: { ...COHORT_QUERY, scope: DEFAULT_SCOPE }, cohort, age }, { gaps: null, textOf: String });
  expect(() => select('2024-02-01', 0)).toThrow('BAD_REQUEST');
  expect(() => select('2024-01-01', 5)).toThrow('BAD_REQUEST');
});
