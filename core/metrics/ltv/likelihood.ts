/** A model’s log-likelihood over its data; parameters are positive. */
export interface Likelihood {
  names: readonly string[];
  /** Customers, weights counted. */
  customers: number;
  /** How many terms the sum has. */
  terms: number;
  /** The sum over the terms from … to − 1; writes its derivatives by the parameters. Sums of parts add up to the whole. */
  evaluate(parameters: Float64Array, gradient: Float64Array, from: number, to: number): number;
  starts: number[][];
}
