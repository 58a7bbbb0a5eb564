/** Nodes in (0, 1) and weights that add up to 1. */
export interface QuadratureRule {
  nodes: Float64Array;
  weights: Float64Array;
}

/** Gauss–Legendre rule with n nodes on (0, 1), exact for polynomials up to degree 2n − 1. Newton’s method on the Legendre polynomial from
 *  Tricomi’s approximation of its roots. Press et al. (2007), “Numerical Recipes”, §4.6. */
export function gaussLegendre(n: number): QuadratureRule {
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < Math.ceil(n / 2); i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 0;
    for (let iteration = 0; iteration < 100; iteration++) {
      let before = 0;
      let value = 1;
      for (let degree = 1; degree <= n; degree++) {
        const next = ((2 * degree - 1) * x * value - (degree - 1) * before) / degree;
        before = value;
        value = next;
      }
      slope = (n * (x * value - before)) / (x * x - 1);
      const step = value / slope;
      x -= step;
      if (Math.abs(step) < 1e-16) break;
    }
    const weight = 1 / ((1 - x * x) * slope * slope);
    nodes[i] = (1 - x) / 2;
    nodes[n - 1 - i] = (1 + x) / 2;
    weights[i] = weights[n - 1 - i] = weight;
  }
  return { nodes, weights };
}
