import { describe, expect, it } from 'vitest';
import { aligned, cohortCell } from '../../../renderer/charts/cohort-values.ts';
import { cellWriter, earlierCohortsMean } from '../../../renderer/features/cohorts/cohort-text.ts';
import { cohortFinding, differenceInterval } from '../../../renderer/features/cohorts/findings.ts';
import { formatFor } from '../../../renderer/i18n/format.ts';
import { retentionMatrix } from '../results.ts';

it('the interval of a difference of shares is Newcombe’s method 10', () => {
  // Newcombe (1998), table II, example (a): 56/70 against 48/80 gives 0.0524 to 0.3339.
  const [lower, upper] = differenceInterval({ retained: 56, n: 70 }, { retained: 48, n: 80 });
  expect(lower).toBeCloseTo(0.0524, 4);
  expect(upper).toBeCloseTo(0.3339, 4);
});

describe('retention', () => {
  const rows = (older: number, newer: number, size = 600) => [
    { size, retained: [size, older, 9, 9] },
    { size, retained: [size, older, 9] },
    { size, retained: [size, newer, 9] },
    { size, retained: [size, newer] },
  ];

  it('sets the newer half of complete cohorts against the older half', () => {
    expect(cohortFinding(retentionMatrix(rows(200, 150)))).toEqual({ key: 'finding.fewer', now: 0.25, before: 1 / 3, since: '2025-03-01', age: 1, unit: 'month', withoutFirst: true });
    expect(cohortFinding(retentionMatrix(rows(150, 200)))).toMatchObject({ key: 'finding.more' });
  });

  it('does not compare the first cohort, whose customers may be older than the data', () => {
    const [first, ...others] = rows(150, 150);
    const matrix = retentionMatrix([{ ...first!, retained: [600, 400, 9, 9] }, ...others]);
    expect(cohortFinding(matrix)).toMatchObject({ key: 'finding.same', now: 0.25, before: 0.25, withoutFirst: true });
  });

  it('claims nothing that chance could do', () => {
    expect(cohortFinding(retentionMatrix(rows(20, 15, 60)))).toMatchObject({ key: 'finding.same' });
  });

  it('leaves cohorts out whose age 1 is not over', () => {
    const matrix = retentionMatrix(
      [
        { size: 500, retained: [500, 100, 1] },
        { size: 500, retained: [500, 400] },
      ],
      { running: true },
    );
    expect(cohortFinding(matrix)).toEqual({ key: 'finding.mean', now: 0.2, age: 1, unit: 'month' });
  });

  it('says when it is too early, and when there is nobody', () => {
    expect(cohortFinding(retentionMatrix([{ size: 500, retained: [500] }])).key).toBe('finding.early');
    expect(cohortFinding(retentionMatrix([{ size: 500, retained: [500, 90] }], { running: true })).key).toBe('finding.early');
    expect(cohortFinding({ ...retentionMatrix([{ size: 1, retained: [1] }]), cohorts: [], sizes: new Float64Array(0) }).key).toBe('finding.none');
  });

  it('sets the two largest values against each other, and claims a difference only beyond chance', () => {
    const query = { key: 'attribute:channel' } as const;
    const found = cohortFinding(retentionMatrix(rows(200, 150), { query }));
    expect(found).toMatchObject({ key: 'finding.alike', first: 0, second: 1, now: 1 / 3, before: 1 / 3 });
    const apart = retentionMatrix([{ size: 600, retained: [600, 150] }, { size: 500, retained: [500, 200] }], { query });
    expect(cohortFinding(apart)).toEqual({ key: 'finding.apart', first: 1, second: 0, now: 0.4, before: 0.25, age: 1, unit: 'month' });
  });

  it('by order number, counts all customers so far', () => {
    const matrix = retentionMatrix([{ size: 300, retained: [300, 60] }, { size: 100, retained: [100, 40] }], { query: { age: 'order' } });
    expect(cohortFinding(matrix)).toEqual({ key: 'finding.reached', now: 0.25, age: 1, unit: 'order' });
  });
});

it('revenue is described: what came after the first month, of all of it', () => {
  const matrix = retentionMatrix(
    [
      { size: 1, retained: [60, 20] },
      { size: 1, retained: [20] },
    ],
    { query: { measure: 'netRevenue' } },
  );
  expect(cohortFinding(matrix)).toEqual({ key: 'finding.laterRevenue', share: 0.2, unit: 'month' });
});

it('earlier cohorts at the same age are pooled over their customers, running ones left out', () => {
  const matrix = retentionMatrix(
    [
      { size: 100, retained: [100, 40, 30] },
      { size: 300, retained: [300, 60, 20] },
      { size: 100, retained: [100, 50, 9] },
    ],
    { running: true },
  );
  expect(earlierCohortsMean(matrix, 2, 1)).toBeCloseTo(100 / 400, 12);
  expect(earlierCohortsMean(matrix, 0, 1)).toBeNull();
  expect(earlierCohortsMean(matrix, 2, 2)).toBeNull();
});

it('cells write shares without the sign and money in the unit above the map', () => {
  const share = cellWriter(retentionMatrix([{ size: 100, retained: [100, 21] }]), formatFor('uk'), 2);
  expect([share.text(1), share.text(0.2116)]).toEqual(['100', '21,2']);
  const money = cellWriter(retentionMatrix([{ size: 1, retained: [4_523_400_00, 12_000_00] }], { query: { measure: 'netRevenue' } }), formatFor('en'), 2);
  expect(money.unit).toBe('thousand');
  expect([money.text(4_523_400_00), money.text(12_000_00)]).toEqual(['4,523', '12']);
});

it('two matrices side by side have the rows and ages of both, and nobody where one has none', () => {
  const a = retentionMatrix([{ size: 100, retained: [100, 40, 30] }, { size: 80, retained: [80, 20] }]);
  const b = retentionMatrix([{ size: 50, retained: [50, 10] }]);
  const later = { ...b, cohorts: ['2025-02-01'], names: ['2025-02-01'] };
  const [left, right] = aligned(a, later);
  expect([left.cohorts, right.cohorts]).toEqual([a.cohorts, a.cohorts]);
  expect([left.ages, right.ages]).toEqual([3, 3]);
  expect([...right.sizes]).toEqual([0, 50]);
  expect(cohortCell(right, 0, 0)).toMatchObject({ state: 'future', retained: 0 });
  expect(cohortCell(right, 1, 1)).toMatchObject({ retained: 10, value: 0.2 });
  expect(cohortCell(right, 1, 2)).toMatchObject({ state: 'future', value: Number.NaN });
  expect(cohortCell(left, 1, 1)).toMatchObject({ retained: 20, value: 0.25 });
});
