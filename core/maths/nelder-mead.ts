/** A point of low value by the downhill simplex, which needs no gradient; stops when the simplex is flat or after so many evaluations.
 *  Nelder & Mead (1965), “A simplex method for function minimization”. */
export function nelderMead(objective: (point: Float64Array) => number, start: ArrayLike<number>, mostEvaluations: number): Float64Array {
  const n = start.length;
  let evaluations = 0;
  const at = (point: Float64Array): { point: Float64Array; value: number } => {
    evaluations++;
    const value = objective(point);
    return { point, value: Number.isFinite(value) ? value : Infinity };
  };
  const simplex = Array.from({ length: n + 1 }, (_, corner) => at(Float64Array.from(start, (component, i) => component + (i === corner - 1 ? 0.5 : 0))));
  while (evaluations < mostEvaluations) {
    simplex.sort((left, right) => left.value - right.value);
    const best = simplex[0]!;
    const worst = simplex[n]!;
    if (worst.value - best.value <= 1e-13 * Math.abs(best.value)) break;
    const centre = Float64Array.from({ length: n }, (_, i) => simplex.slice(0, n).reduce((sum, { point }) => sum + point[i]!, 0) / n);
    const along = (factor: number): { point: Float64Array; value: number } => at(centre.map((middle, i) => middle + factor * (worst.point[i]! - middle)));
    const reflected = along(-1);
    if (reflected.value < best.value) {
      const expanded = along(-2);
      simplex[n] = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < simplex[n - 1]!.value) simplex[n] = reflected;
    else {
      const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
      if (contracted.value < Math.min(reflected.value, worst.value)) simplex[n] = contracted;
      else for (let corner = 1; corner <= n; corner++) simplex[corner] = at(simplex[corner]!.point.map((component, i) => (component + best.point[i]!) / 2));
    }
  }
  return simplex.reduce((left, right) => (right.value < left.value ? right : left)).point;
}
