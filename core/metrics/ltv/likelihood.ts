/** A model’s log-likelihood over its data; parameters are positive. */
export interface Likelihood {
  names: readonly string[];
  /** Customers, weights counted. */
  customers: number;
  /** The log-likelihood; writes its derivatives by the parameters. */
  evaluate(parameters: Float64Array, gradient: Float64Array): number;
  starts: number[][];
}
