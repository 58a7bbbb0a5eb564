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
const LONG_CUSTOMERS = 50_000;
const LONG_ITERATIONS = 25;

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
  const found = findMinimum(objective, rough === null ? null : meanNegative(rough), likelihood.starts.map((start) => start.map(Math.log)), likelihood.customers > LONG_CUSTOMERS);
  const parameters = found.point.map(Math.exp);
  const n = parameters.length;
  const hessian = hessianOf(objective, found.point);
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
 *  model: the whole is searched from all starts, or, where that would take long, a little on from where the part ended. */
function findMinimum(objective: Objective, rough: Objective | null, starts: number[][], isLong: boolean): Minimum {
  const options = { tolerance: TOLERANCE, acceptable: LOOSE_TOLERANCE, mostIterations: MOST_ITERATIONS };
  if (rough === null) return minimiseFrom(objective, starts, options);
  const near = minimiseFrom(rough, starts, options);
  const isNear = isConverged(near) && isInside(near);
  const found = isNear ? lbfgs(objective, near.point, { ...options, inverseHessian: inverseAt(rough, near.point) }) : null;
  if (found !== null && (isLong || (isConverged(found) && isInside(found)))) return found;
  return isLong ? lbfgs(objective, near.point, { ...options, mostIterations: LONG_ITERATIONS }) : minimiseFrom(objective, starts, options);
}

function inverseAt(objective: Objective, point: Float64Array): Float64Array | null {
  const hessian = hessianOf(objective, point);
  return hessian.every(Number.isFinite) ? invertPositiveDefinite(hessian, point.length) : null;
}

/** A fit that was not tried. */
export function unfitted(model: ModelFit['model'], customers: number, fault: FitFault): ModelFit {
  return { model, parameters: [], logLikelihood: null, converged: false, iterations: 0, fault, customers };
}

function meanNegative({ evaluate, customers }: Likelihood): Objective {
  return (logs, gradient) => {
    if (logs.some((value) => !(Math.abs(value) <= MOST_LOG))) return Infinity;
    const parameters = logs.map(Math.exp);
    const value = evaluate(parameters, gradient);
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
