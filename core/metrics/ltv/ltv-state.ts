import type { LtvQuery, PurchaseModel } from '../../contract/ltv.ts';
import type { Estimated } from './fit-model.ts';
import type { Forecast, Horizon } from './forecast.ts';
import type { RenewalCounts } from './renewal-windows.ts';
import type { CustomerHistory } from './summary.ts';

/** What customers, groups and totals are computed from once a model stands; the long columns are in shared memory. */
interface CommonState {
  query: LtvQuery;
  history: CustomerHistory;
  minorPerMajor: number;
  /** Shares of revenue that are profit, and of purchases’ money that refunds leave. */
  marginShare: number;
  refundShare: number;
  /** Both together: share of purchases’ money that is profit. */
  profitShare: number;
  /** Place of each customer among the patterns. */
  patternOf: Uint32Array;
  /** `null`: the model gives no numbers. */
  forecast: Forecast | null;
}

export interface PurchaseState extends CommonState {
  kind: 'purchase';
  model: PurchaseModel;
  horizon: Horizon;
  purchase: Pick<Estimated, 'parameters' | 'logCovariance'>;
  /** `null`: no money. */
  spend: Pick<Estimated, 'parameters' | 'logCovariance'> | null;
}

/** How orders are read as renewals, and the sBG of them. */
export interface RenewalModel {
  parameters: Float64Array;
  logCovariance: Float64Array | null;
  periodDays: number;
  /** Share of the renewals made that are made within w days, by w. */
  delays: Float64Array;
  counts: RenewalCounts;
}

export interface RenewalState extends CommonState {
  kind: 'renewal';
  renewal: RenewalModel;
}

export type LtvState = PurchaseState | RenewalState;
