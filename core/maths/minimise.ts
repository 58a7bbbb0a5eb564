import { nelderMead } from './nelder-mead.ts';

/** Value at a point; writes the gradient there. A value that is not finite marks a point outside. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

export interface Minimum {
  point: Float64Array;
  value: number;
  gradient: Float64Array;
  converged: boolean;
  iterations: number;
}

export interface MinimiseOptions {
  /** Largest absolute component of the gradient at a minimum. */
  tolerance: number;
  /** The same where rounding ends the search earlier. */
  acceptable: number;
  mostIterations: number;
  /** Values asked for at most, as far as a line search that has begun allows. */
  mostEvaluations?: number;
  /** About the inverse of the Hessian at the minimum, row-major, where it is known from elsewhere: the search then begins with Newton’s step. */
  inverseHessian?: Float64Array | null;
}

const MEMORY = 8;
const SUFFICIENT_DECREASE = 1e-4;
const CURVATURE = 0.9;
const ROUNDING = 1e-12;

/** A local minimum by limited-memory BFGS: Nocedal & Wright (2006), algorithm 7.5; steps that satisfy the weak Wolfe conditions by bisection
 *  as in Lewis & Overton (2013), “Nonsmooth optimization via quasi-Newton methods”, §4. */
export function lbfgs(objective: Objective, start: ArrayLike<number>, options: MinimiseOptions): Minimum {
  const n = start.length;
  let evaluations = 0;
  const counted: Objective = (at, slope) => {
    evaluations++;
    return objective(at, slope);
  };
  let point: Float64Array = Float64Array.from(start);
  let gradient: Float64Array = new Float64Array(n);
  let value = counted(point, gradient);
  const pairs: { step: Float64Array; change: Float64Array; curvature: number }[] = [];
  let iterations = 0;
  for (; iterations < options.mostIterations; iterations++) {
    if (!Number.isFinite(value) || largest(gradient) <= options.tolerance || evaluations >= (options.mostEvaluations ?? Infinity)) break;
    let direction = descent(gradient, pairs, options.inverseHessian ?? null);
    if (dot(direction, gradient) >= 0) {
      pairs.length = 0;
      direction = gradient.map((component) => -component);
    }
    const first = pairs.length > 0 || (options.inverseHessian ?? null) !== null ? 1 : Math.min(1, 1 / largest(gradient));
    const found = wolfeStep(counted, point, value, gradient, direction, first);
    if (found === null) {
      if (pairs.length === 0) break;
      pairs.length = 0;
      continue;
    }
    const step = found.point.map((component, i) => component - point[i]!);
    const change = found.gradient.map((component, i) => component - gradient[i]!);
    const curvature = dot(step, change);
    if (curvature > 1e-14 * dot(change, change)) {
      pairs.push({ step, change, curvature });
      if (pairs.length > MEMORY) pairs.shift();
    }
    ({ point, value, gradient } = found);
  }
  return { point, value, gradient, converged: Number.isFinite(value) && largest(gradient) <= options.tolerance, iterations };
}

/** The best of L-BFGS from several starts, in their order; where none converges, a simplex search goes on from the best and L-BFGS after it. */
export function minimiseFrom(objective: Objective, starts: ArrayLike<number>[], options: MinimiseOptions): Minimum {
  const found = starts.map((start) => lbfgs(objective, start, options));
  const best = found.reduce((left, right) => (isBetter(right, left) ? right : left));
  if (best.converged || largest(best.gradient) <= options.acceptable) return best;
  const scratch = new Float64Array(best.point.length);
  const simplex = nelderMead((point) => objective(point, scratch), best.point, 100 * best.point.length);
  const polished = lbfgs(objective, simplex, options);
  return isBetter(polished, best) ? polished : best;
}

/** A lower value by more than rounding, or as low and converged. */
function isBetter(left: Minimum, right: Minimum): boolean {
  if (!Number.isFinite(right.value)) return true;
  const margin = 1e-10 * Math.abs(right.value);
  return left.value < right.value - margin || (left.converged && !right.converged && left.value <= right.value + margin);
}

/** −H·g by the two-loop recursion. */
function descent(gradient: Float64Array, pairs: { step: Float64Array; change: Float64Array; curvature: number }[], inverseHessian: Float64Array | null): Float64Array {
  let direction: Float64Array = gradient.map((component) => -component);
  const weights = new Float64Array(pairs.length);
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { step, change, curvature } = pairs[k]!;
    weights[k] = dot(step, direction) / curvature;
    addScaled(direction, change, -weights[k]!);
  }
  const last = pairs.at(-1);
  if (inverseHessian !== null) {
    const n = direction.length;
    direction = direction.map((_, row) => dot(inverseHessian.subarray(row * n, (row + 1) * n), direction));
  } else if (last !== undefined) {
    const scale = last.curvature / dot(last.change, last.change);
    for (let i = 0; i < direction.length; i++) direction[i]! *= scale;
  }
  for (let k = 0; k < pairs.length; k++) {
    const { step, change, curvature } = pairs[k]!;
    addScaled(direction, step, weights[k]! - dot(change, direction) / curvature);
  }
  return direction;
}

function wolfeStep(objective: Objective, from: Float64Array, value: number, slopeThere: Float64Array, direction: Float64Array, first: number): Omit<Minimum, 'converged' | 'iterations'> | null {
  const slope = dot(slopeThere, direction);
  let low = 0;
  let high = Infinity;
  let length = first;
  let kept: Omit<Minimum, 'converged' | 'iterations'> | null = null;
  for (let attempt = 0; attempt < 20; attempt++) {
    const point = from.map((component, i) => component + length * direction[i]!);
    const gradient = new Float64Array(from.length);
    const reached = objective(point, gradient);
    // Near the minimum the decrease drowns in rounding, and the slope alone tells (Hager & Zhang 2005, “approximate Wolfe conditions”).
    if (!(reached <= value + SUFFICIENT_DECREASE * length * slope + ROUNDING * Math.abs(value))) high = length;
    else {
      kept = { point, value: reached, gradient };
      if (dot(gradient, direction) >= CURVATURE * slope) return kept;
      low = length;
    }
    length = high === Infinity ? 2 * low : (low + high) / 2;
    if (high - low < 1e-9 * high) break;
  }
  return kept;
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += left[i]! * right[i]!;
  return sum;
}

function addScaled(target: Float64Array, other: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i]! += factor * other[i]!;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}

/** Second derivatives as central differences of the gradient, made symmetric; row-major. */
export function hessianOf(objective: Objective, point: Float64Array, step = 1e-4): Float64Array {
  const n = point.length;
  const hessian = new Float64Array(n * n);
  const [above, below] = [new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i++) {
    const moved = Float64Array.from(point);
    moved[i] = point[i]! + step;
    objective(moved, above);
    moved[i] = point[i]! - step;
    objective(moved, below);
    for (let j = 0; j < n; j++) hessian[i * n + j] = (above[j]! - below[j]!) / (2 * step);
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) hessian[i * n + j] = hessian[j * n + i] = (hessian[i * n + j]! + hessian[j * n + i]!) / 2;
  }
  return hessian;
}
