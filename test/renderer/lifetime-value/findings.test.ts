import { describe, expect, it } from 'vitest';
import type { LtvCurve, LtvGroups, PurchaseModel, Verdict } from '../../../core/contract/ltv.ts';
import { atRiskFinding, curveFinding, groupsFinding, heldBack, holdoutFinding, largestMiss, modelsFinding, overlapping, renewalsFinding, type TriedModel } from '../../../renderer/features/lifetime-value/findings.ts';
import { ltvFit, ltvHoldout } from '../ltv-results.ts';
import { PROVENANCE } from '../results.ts';

function tried(model: PurchaseModel, verdict: Verdict, rootMeanSquaredError: number, clv: number | null = 1_000_00): TriedModel {
  const totals = clv === null ? null : { aliveCustomers: 50, expectedTransactions: { value: 10, interval: [8, 12] as const }, expectedRevenueMinor: null, clvMinor: { value: clv, interval: [clv * 0.9, clv * 1.1] as const }, residualClvMinor: null };
  return { model, forecast: ltvFit({ totals }), tried: ltvFit({ holdout: ltvHoldout({ verdict, rootMeanSquaredError }) }) };
}

describe('models side by side', () => {
  it('claims the trusted model with the smallest error, per customer with its interval', () => {
    const finding = modelsFinding([tried('bg-nbd', 'trust', 1.7), tried('mbg-nbd', 'careful', 1.2), tried('pareto-nbd', 'trust', 1.5, 2_000_00)]);
    // 100 customers: 2,000.00 in all is 20.00 each.
    expect(finding).toEqual({ key: 'trusted', model: 'pareto-nbd', each: { value: 2000, interval: [1800, 2200].map((end) => expect.closeTo(end, 6)) } });
  });

  it('claims nothing where no model is trusted, and less where none gives a number', () => {
    expect(modelsFinding([tried('bg-nbd', 'biased', 1.7)])).toEqual({ key: 'untrusted' });
    expect(modelsFinding([tried('bg-nbd', 'trust', 1.7, null)])).toEqual({ key: 'noModel' });
    expect(modelsFinding([])).toEqual({ key: 'noModel' });
  });

  it('intervals overlap when they have a value in common, not merely one after the other', () => {
    expect(overlapping([[1, 4], [3, 6], [3.5, 9]])).toBe(true);
    expect(overlapping([[1, 3], [2, 5], [4, 6]])).toBe(false);
    expect(overlapping([[1, 3]])).toBeNull();
  });
});

describe('days held back', () => {
  it('the bias is what was foreseen over what happened', () => {
    const finding = holdoutFinding(ltvFit({ holdout: ltvHoldout({ predicted: { value: 330, interval: [300, 360] }, actualTransactions: 300 }) }));
    expect(finding).toMatchObject({ predicted: 330, actual: 300 });
    expect(finding?.bias).toBeCloseTo(0.1, 12);
  });

  it('the largest miss is looked for among frequencies of thirty customers or more', () => {
    const calibration = { frequency: [0, 1, 2, 3], customers: Float64Array.of(500, 60, 30, 29), actual: Float64Array.of(0.2, 0.5, 1, 9), expected: Float64Array.of(0.3, 0.4, 1.5, 2) };
    expect(largestMiss(calibration)).toBe(2);
    expect(largestMiss({ ...calibration, customers: Float64Array.of(3, 2, 1, 0) })).toBeNull();
  });

  it('are those of the first model that gave a number for them', () => {
    const without: TriedModel = { model: 'bg-nbd', forecast: undefined, tried: ltvFit({}) };
    expect(heldBack([without, tried('mbg-nbd', 'biased', 1)])?.verdict).toBe('biased');
    expect(heldBack([without, { ...without, tried: undefined }])).toBeNull();
  });

  it('no bias where nothing happened, no finding without days held back', () => {
    expect(holdoutFinding(ltvFit({ holdout: ltvHoldout({ actualTransactions: 0 }) }))?.bias).toBeNaN();
    expect(holdoutFinding(ltvFit({}))).toBeNull();
  });
});

function groups(customers: number[], mean: number[], half: number): LtvGroups {
  const column = (values: number[]): Float64Array => Float64Array.from(values);
  return {
    provenance: PROVENANCE,
    by: 'attribute:channel',
    group: customers.map((_, index) => `g${index}`),
    customers: column(customers),
    aliveCustomers: column(customers),
    expectedTransactions: column(customers),
    pastRevenueMinor: column(customers),
    clvMean: column(mean),
    clvLower: column(mean.map((value) => value - half)),
    clvUpper: column(mean.map((value) => value + half)),
    costBasis: null,
    costAbsence: 'no-spend',
    paybackMonth: column(customers.map(() => Number.NaN)),
    observedMonths: column(customers.map(() => 12)),
    acquisitionCostMinor: column(customers.map(() => Number.NaN)),
    unassignedSpendMinor: 0,
    ltvToCac: column(customers.map(() => Number.NaN)),
    omitted: 0,
  };
}

describe('worth by group', () => {
  it('names the extremes only where their intervals lie apart', () => {
    expect(groupsFinding(groups([100, 300, 100], [10, 20, 30], 4))).toEqual({ key: 'groupsDiffer', high: 2, low: 0 });
    // (10 × 100 + 20 × 300 + 30 × 100) ÷ 500
    expect(groupsFinding(groups([100, 300, 100], [10, 20, 30], 12))).toEqual({ key: 'groupsSame', mean: 20 });
  });

  it('claims nothing of groups of fewer than 30, nor of groups without numbers', () => {
    expect(groupsFinding(groups([29, 100, 100], [90, 20, 30], 1))).toEqual({ key: 'groupsDiffer', high: 2, low: 1 });
    expect(groupsFinding(groups([29, 100], [90, 20], 1))).toEqual({ key: 'groupsSmall' });
    expect(groupsFinding(groups([100, 100], [Number.NaN, Number.NaN], 1))).toEqual({ key: 'groupsNone' });
  });
});

describe('curve', () => {
  const curve = (changes: Partial<LtvCurve>): LtvCurve => ({
    provenance: PROVENANCE,
    query: { scope: { asOf: null, filters: [], refunds: 'original-order' }, margin: 'measured', months: 3, acquisitionCostMinor: null, discountRate: 0.1 },
    marginShare: 0.5,
    month: Float64Array.of(0, 1, 2),
    eligible: Float64Array.of(90, 60, 10),
    orders: Float64Array.of(1, 0.5, 0.4),
    revenueMinor: Float64Array.of(200, 100, 80),
    marginMinor: Float64Array.of(100, 50, 40),
    cumulativeMarginMinor: Float64Array.of(100, 150, 190),
    discountedMarginMinor: Float64Array.of(100, 149, 188),
    customers: 90,
    censored: Uint8Array.of(0, 1, 0),
    band: null,
    extrapolated: Uint8Array.of(0, 0, 1),
    monthlyRatio: 0.8,
    acquisitionCostMinor: null,
    ltvToCac: null,
    paybackMonth: null,
    paybackExtrapolated: false,
    ...changes,
  });

  it('says when the cost is paid back, and whether that was seen', () => {
    expect(curveFinding(curve({ acquisitionCostMinor: 120, paybackMonth: 2 }))).toEqual({ key: 'payback', cost: 120, month: 2 });
    expect(curveFinding(curve({ acquisitionCostMinor: 170, paybackMonth: 3, paybackExtrapolated: true }))).toEqual({ key: 'paybackExtrapolated', cost: 170, month: 3 });
    expect(curveFinding(curve({ acquisitionCostMinor: 500 }))).toEqual({ key: 'noPayback', cost: 500, months: 3 });
  });

  it('without a cost, tells the observed part from the whole', () => {
    expect(curveFinding(curve({}))).toEqual({ key: 'curve', value: 190, months: 3, observedMinor: 150 });
    expect(curveFinding(curve({ extrapolated: Uint8Array.of(1, 1, 1) }))).toMatchObject({ observedMinor: 0 });
  });
});

describe('renewals', () => {
  it('are hardly any where a quarter of those counted as lost came back, of thirty or more', () => {
    expect(renewalsFinding({ returned: 25, lost: 100 })).toEqual({ key: 'renewalsReturned', share: 0.25 });
    expect(renewalsFinding({ returned: 24, lost: 100 })).toEqual({ key: 'renewals' });
    expect(renewalsFinding({ returned: 29, lost: 29 })).toEqual({ key: 'renewals' });
    expect(renewalsFinding(null)).toEqual({ key: 'renewals' });
  });
});

describe('valuable customers at risk', () => {
  const top = (pAlive: number) => ({ ltv: { pAlive: Float64Array.of(pAlive), expectedTransactions: Float64Array.of(1), clvMinor: Float64Array.of(100) } });

  it('what they brought is added up only where all of them are there', () => {
    expect(atRiskFinding(top(0.9), { total: 2, netMinor: Float64Array.of(500, 300) })).toEqual({ key: 'gone', revenueMinor: 800 });
    expect(atRiskFinding(top(0.9), { total: 3, netMinor: Float64Array.of(500, 300) })).toEqual({ key: 'goneMany' });
    expect(atRiskFinding(top(0.9), { total: 0, netMinor: new Float64Array(0) })).toEqual({ key: 'nobodyGone' });
  });

  it('a model without numbers says nothing of anybody', () => {
    expect(atRiskFinding(top(Number.NaN), { total: 0, netMinor: new Float64Array(0) })).toEqual({ key: 'noNumber' });
    expect(atRiskFinding({ ltv: null }, { total: 0, netMinor: new Float64Array(0) })).toEqual({ key: 'noNumber' });
  });
});
