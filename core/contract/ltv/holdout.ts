import type { IsoDate } from '../scope.ts';
import type { Estimate } from './estimate.ts';

/** What predictions were compared with: the model; each customer’s own past rate; the past rate of the customer’s RFM cell. */
export const PREDICTORS = ['model', 'historic-rate', 'rfm-cell'] as const;
export type Predictor = (typeof PREDICTORS)[number];

/** Errors of transactions per customer in the holdout; bias is predicted over actual total − 1 (NaN without any). */
export interface PredictorError {
  predictor: Predictor;
  predicted: number;
  meanAbsoluteError: number;
  rootMeanSquaredError: number;
  bias: number;
}

/** `trust`: total within 10 % and no baseline has a smaller RMSE. `beaten`: a baseline does better by RMSE and by the total.
 *  `biased`: total off by more than 25 %. `careful`: in between. `too-short`: fewer than 30 transactions happened. */
export const VERDICTS = ['trust', 'careful', 'biased', 'beaten', 'too-short'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface LtvHoldout {
  from: IsoDate;
  to: IsoDate;
  days: number;
  customers: number;
  actualTransactions: number;
  /** 90 % interval of the model’s total. */
  predicted: Estimate;
  errors: PredictorError[];
  /** Weeks of seven days from the first purchase on; repeat transactions of the fitted customers. The last week may be cut. */
  tracking: { weekStart: IsoDate[]; calibration: Uint8Array; actual: Float64Array; expected: Float64Array; cumulativeActual: Float64Array; cumulativeExpected: Float64Array };
  /** By repeat transactions in the calibration, 0 … 7 (and more): mean transactions in the holdout. */
  calibration: { frequency: number[]; customers: Float64Array; actual: Float64Array; expected: Float64Array };
  verdict: Verdict;
}
