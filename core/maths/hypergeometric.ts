import { lnBeta } from './gamma.ts';

const SERIES_UP_TO = 0.995;
const RESCALE_ABOVE = 1e200;

/** ₂F₁(a, b; c; −w) for w ≥ 0, a > 0, c > b > 0: the mean of (1 + p·w)^−a over p ~ Beta(b, c − b), so between 0 and 1 and without a sign
 *  to lose. Pfaff’s transformations carry the argument to w/(1 + w) (Abramowitz & Stegun 1964, 15.3.4 and 15.3.5); the one whose series has
 *  no or hardly any terms of changing sign is summed, and close to 1 the mean is integrated instead. Relative error about 1e−12. */
export function gaussAtNegative(a: number, b: number, c: number, w: number): number {
  if (w === 0) return 1;
  const z = w / (1 + w);
  if (z > SERIES_UP_TO && c < 200) return integrated(a, b, c, w);
  return c - a > -2 ? Math.exp(lnPowerSeries(c - a, b, c, z) - b * Math.log1p(w)) : Math.exp(lnPowerSeries(a, c - b, c, z) - a * Math.log1p(w));
}

/** ln of Σ (a)ₙ(b)ₙ/(c)ₙ zⁿ/n! for 0 ≤ z < 1, where the sum is positive. */
function lnPowerSeries(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  let logScale = 0;
  for (let n = 0; n < 1_000_000; n++) {
    const ratio = (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    term *= ratio;
    sum += term;
    // What is left is about a geometric series of the ratio, which tends to z.
    const rate = Math.max(Math.abs(ratio), z);
    if (rate < 1 && Math.abs(term) * rate <= sum * (1 - rate) * 1e-16) break;
    if (sum > RESCALE_ABOVE) {
      term /= RESCALE_ABOVE;
      sum /= RESCALE_ABOVE;
      logScale += Math.log(RESCALE_ABOVE);
    }
  }
  return Math.log(sum) + logScale;
}

/** The same mean by the trapezoidal rule in the variable t of p = 1/(1 + exp(−π sinh t)), halving the step until it stands:
 *  Takahasi & Mori (1974), “Double exponential formulas for numerical integration”. */
function integrated(a: number, b: number, c: number, w: number): number {
  const rest = c - b;
  const lnNorm = lnBeta(b, rest);
  const integrand = (t: number): number => {
    const odds = Math.PI * Math.sinh(t);
    const lnP = -softplus(-odds);
    const lnQ = -softplus(odds);
    return Math.exp(b * lnP + rest * lnQ - a * Math.log1p(w * Math.exp(lnP)) - lnNorm) * Math.PI * Math.cosh(t);
  };
  // Beyond, b·ln p falls below ln 1e−17.
  const reach = (exponent: number): number => Math.asinh((40 / exponent + 40) / Math.PI);
  const [from, to] = [-reach(b), reach(rest)];
  let step = 0.125;
  let sum = trapezoid(integrand, from, to, step, 0, step);
  for (let halving = 0; halving < 8; halving++) {
    const refined = sum / 2 + trapezoid(integrand, from, to, step, step / 2, step / 2);
    step /= 2;
    const settled = Math.abs(refined - sum) <= 1e-13 * refined;
    sum = refined;
    if (settled) break;
  }
  return sum;
}

function trapezoid(integrand: (t: number) => number, from: number, to: number, step: number, offset: number, weight: number): number {
  let sum = 0;
  for (let k = Math.floor(from / step); k * step + offset <= to; k++) sum += integrand(k * step + offset);
  return sum * weight;
}

/** ln(1 + eˣ). */
function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}
