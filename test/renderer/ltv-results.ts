import { DEFAULT_LTV, type LtvFit, type LtvHoldout } from '../../core/contract/ltv.ts';
import { DEFAULT_SCOPE } from '../../core/contract/scope.ts';
import { PROVENANCE } from './results.ts';

/** A fit of 100 customers with nothing foreseen, but for the changes. */
export function ltvFit(changes: Partial<LtvFit>): LtvFit {
  return {
    provenance: PROVENANCE,
    query: { ...DEFAULT_LTV, scope: DEFAULT_SCOPE },
    observationEnd: '2025-06-30',
    timeUnit: 'weeks',
    customers: 100,
    onlyZeroValueCustomers: 0,
    repeaters: 40,
    patterns: 80,
    leftOut: [],
    purchase: { model: 'bg-nbd', parameters: [], logLikelihood: -1, converged: true, iterations: 5, fault: null, customers: 100 },
    spend: null,
    independence: null,
    margin: { share: 0.5, measured: true },
    refundShare: 1,
    warnings: [],
    totals: null,
    survival: null,
    holdout: null,
    renewalHoldout: null,
    ...changes,
  };
}

/** Four weeks learned from and two held back, the last of which is cut after three days. */
export function ltvHoldout({ rootMeanSquaredError = 1, ...changes }: Partial<LtvHoldout> & { rootMeanSquaredError?: number }): LtvHoldout {
  return {
    from: '2025-01-29',
    to: '2025-02-07',
    days: 10,
    customers: 100,
    actualTransactions: 300,
    predicted: { value: 310, interval: [280, 340] },
    errors: [{ predictor: 'model', predicted: 310, meanAbsoluteError: 0.8, rootMeanSquaredError, bias: 310 / 300 - 1 }],
    tracking: {
      weekStart: ['2025-01-01', '2025-01-08', '2025-01-15', '2025-01-22', '2025-01-29', '2025-02-05'],
      calibration: Uint8Array.of(1, 1, 1, 1, 0, 0),
      actual: Float64Array.of(0, 10, 20, 30, 40, 5),
      expected: Float64Array.of(1, 11, 19, 31, 38, 4),
      cumulativeActual: Float64Array.of(0, 10, 30, 60, 100, 105),
      cumulativeExpected: Float64Array.of(1, 12, 31, 62, 100, 104),
    },
    calibration: { frequency: [0, 1, 2, 3, 4, 5, 6, 7], customers: Float64Array.of(60, 20, 10, 5, 3, 0, 1, 1), actual: Float64Array.of(0.1, 0.5, 1, 1.5, 2, Number.NaN, 3, 4), expected: Float64Array.of(0.2, 0.4, 1.1, 1.4, 2, Number.NaN, 3, 5) },
    verdict: 'trust',
    ...changes,
  };
}
