import type { FitFault, ModelFit } from '../../contract/ltv.ts';
import { cholesky, invertPositiveDefinite, symmetricEigenvalues } from '../../maths/linear-algebra.ts';
import { hessianOf, lbfgs, type Minimum, minimiseFrom, type Objective } from '../../maths/minimise.ts';
import { Z_95 } from '../../maths/normal.ts';
import type { Likelihood } from './likelihood.ts';

/** Logarithms of parameters stay within ±this: 10⁻⁷ … 10⁷. */
const MOST_LOG = Math.log(1e7);
const AT_BOUND = MOST_LOG - 0.2;
const WORST_CONDITION = 1e12;
const TOLERANCE = 1e-8;
/** What rounding may leave of the gradient where a line search ends. */
const LOOSE_TOLERANCE = 1e-5;
const MOST_ITERATIONS = 80;
/** Sums of more terms than this are not searched from all starts; and where they do not look like the model, about so many terms in all are
 *  summed to find that out. */
const LONG_TERMS = 8000;
const MOST_TERMS = 3_000_000;
const LEAST_EVALUATIONS = 16;
/** From where the search on a part ended at a maximum. */
const NEAR_EVALUATIONS = 48;
/** Of each search on a part. */
const PART_EVALUATIONS = 80;

export interface Estimated {
  fit: ModelFit;
  parameters: Float64Array;
  /** Covariance of the parameters’ logarithms, row-major; `null` when the Hessian gives none. */
  logCovariance: Float64Array | null;
}

/** Maximum likelihood in the logarithms of the parameters. `rough` is the likelihood of a part of the data, searched first from all starts.
 *  Standard errors come from the Hessian; the fault says why there are none, or why the numbers should not be used. */
export function fitModel(model: ModelFit['model'], likelihood: Likelihood, rough: Likelihood | null): Estimated {
  const objective = meanNegative(likelihood);
  const found = findMinimum(objective, rough === null ? null : meanNegative(rough), likelihood.starts.map((start) => start.map(Math.log)), likelihood.terms);
  const parameters = found.point.map(Math.exp);
  const n = parameters.length;
  const hessian = isConverged(found) && isInside(found) ? hessianOf(objective, found.point) : new Float64Array(n * n).fill(Number.NaN);
  const fault = faultOf(found, hessian, n);
  const covariance = hessian.every(Number.isFinite) ? invertPositiveDefinite(hessian, n)?.map((value) => value / likelihood.customers) ?? null : null;
  return {
    parameters,
    logCovariance: fault === null ? covariance : null,
    fit: {
      model,
      parameters: likelihood.names.map((name, i) => {
        const logError = covariance === null ? null : Math.sqrt(covariance[i * n + i]!);
        const value = parameters[i]!;
        return {
          name,
          value,
          standardError: logError === null ? null : value * logError,
          interval: logError === null ? null : [value * Math.exp(-Z_95 * logError), value * Math.exp(Z_95 * logError)],
        };
      }),
      logLikelihood: Number.isFinite(found.value) ? -found.value * likelihood.customers : null,
      converged: isConverged(found),
      iterations: found.iterations,
      fault,
      customers: likelihood.customers,
    },
  };
}

/** The search on a part comes first, and where it ends at a maximum the whole is not far. Where it does not, the data do not look like the
 *  model: the whole is searched from all starts, or, where that would take long, for a while from the start that fits the part best. */
function findMinimum(objective: Objective, rough: Objective | null, starts: number[][], terms: number): Minimum {
  const options = { tolerance: TOLERANCE, acceptable: LOOSE_TOLERANCE, mostIterations: MOST_ITERATIONS };
  if (rough === null) return minimiseFrom(objective, starts, options);
  const near = minimiseFrom(rough, starts, { ...options, mostEvaluations: PART_EVALUATIONS });
  const mostEvaluations = terms > LONG_TERMS ? Math.max(LEAST_EVALUATIONS, MOST_TERMS / terms) : Infinity;
  if (isConverged(near) && isInside(near)) {
    const found = lbfgs(objective, near.point, { ...options, mostEvaluations: Math.max(NEAR_EVALUATIONS, mostEvaluations), inverseHessian: inverseAt(rough, near.point) });
    if (terms > LONG_TERMS || (isConverged(found) && isInside(found))) return found;
  }
  if (terms <= LONG_TERMS) return minimiseFrom(objective, starts, options);
  const found = lbfgs(objective, bestStart(rough, starts), { ...options, mostEvaluations });
  const gradient = new Float64Array(near.point.length);
  const value = objective(near.point, gradient);
  return value < found.value ? { ...near, value, gradient, converged: false } : found;
}

function bestStart(objective: Objective, starts: number[][]): ArrayLike<number> {
  const values = starts.map((start) => objective(Float64Array.from(start), new Float64Array(start.length)));
  return starts[values.indexOf(Math.min(...values))] ?? starts[0]!;
}

function inverseAt(objective: Objective, point: Float64Array): Float64Array | null {
  const hessian = hessianOf(objective, point);
  return hessian.every(Number.isFinite) ? invertPositiveDefinite(hessian, point.length) : null;
}

/** A fit that was not tried. */
export function unfitted(model: ModelFit['model'], customers: number, fault: FitFault): ModelFit {
  return { model, parameters: [], logLikelihood: null, converged: false, iterations: 0, fault, customers };
}

function meanNegative({ evaluate, customers, terms }: Likelihood): Objective {
  return (logs, gradient) => {
    if (logs.some((value) => !(Math.abs(value) <= MOST_LOG))) return Infinity;
    const parameters = logs.map(Math.exp);
    const value = evaluate(parameters, gradient, 0, terms);
    for (let i = 0; i < gradient.length; i++) gradient[i] = (-gradient[i]! * parameters[i]!) / customers;
    return Number.isFinite(value) ? -value / customers : Infinity;
  };
}

function isConverged({ converged, gradient, value }: Minimum): boolean {
  return Number.isFinite(value) && (converged || gradient.every((component) => Math.abs(component) <= LOOSE_TOLERANCE));
}

function isInside({ point }: Minimum): boolean {
  return point.every((value) => Math.abs(value) <= AT_BOUND);
}

function faultOf(found: Minimum, hessian: Float64Array, n: number): FitFault | null {
  if (!isInside(found)) return 'at-bound';
  if (!isConverged(found)) return 'not-converged';
  if (!hessian.every(Number.isFinite) || cholesky(hessian, n) === null) return 'hessian-not-positive-definite';
  const eigenvalues = symmetricEigenvalues(hessian, n);
  return eigenvalues[n - 1]! > WORST_CONDITION * eigenvalues[0]! ? 'hessian-not-positive-definite' : null;
}
