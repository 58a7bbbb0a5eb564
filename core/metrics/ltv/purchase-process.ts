import type { PurchaseModel } from '../../contract/ltv.ts';
import type { Random } from '../../maths/random.ts';
import { betaGeometricProcess } from './beta-geometric.ts';
import type { Likelihood } from './likelihood.ts';
import { paretoProcess } from './pareto.ts';
import type { Patterns } from './patterns.ts';

/** Purchases while a customer is alive, and the end of it. Times in weeks (days / 7). */
export interface PurchaseProcess {
  likelihood(patterns: Patterns): Likelihood;
  /** P(alive at T | x, t_x, T) of each pattern. */
  aliveShares(parameters: Float64Array, patterns: Patterns): Float64Array;
  /** Expected transactions a week at `after` weeks past T of a customer with x repeats who is alive at T, dropout on the way included. */
  aliveRate(parameters: Float64Array, repeats: number, age: number, after: number): number;
  /** Transactions within `horizon` weeks of one customer who is alive at T, as they may come. */
  drawAlive(parameters: Float64Array, repeats: number, age: number, horizon: number, random: Random): number;
  /** Weeks by which time is scaled for quadrature: rates are smooth in ln(scale + T + time). */
  timeScale(parameters: Float64Array): number;
  /** Share of newcomers who are still alive right after their first purchase. */
  newcomersAlive(parameters: Float64Array): number;
}

export const PURCHASE_PROCESSES: Record<PurchaseModel, PurchaseProcess> = {
  'bg-nbd': betaGeometricProcess('bg-nbd'),
  'mbg-nbd': betaGeometricProcess('mbg-nbd'),
  'pareto-nbd': paretoProcess,
};
