const HALF_LOG_TWO_PI = 0.91893853320467274178;
/** From here on the asymptotic series below are exact to rounding. */
const ASYMPTOTIC_FROM = 12;

/** ln Γ(x) for x > 0; absolute error below 1e−14 up to x = 30, relative 1e−15 beyond. Stirling’s series after the recurrence has carried x
 *  to where it holds: Abramowitz & Stegun (1964), 6.1.15 and 6.1.41. */
export function lnGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Infinity : Number.NaN;
  let product = 1;
  let shifted = x;
  while (shifted < ASYMPTOTIC_FROM) product *= shifted++;
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  const series =
    inverse *
    (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360360 - square * (1 / 156)))))));
  const stirling = (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + series;
  return product === 1 ? stirling : stirling - Math.log(product);
}

/** ψ(x), the derivative of ln Γ, for x > 0. Abramowitz & Stegun (1964), 6.3.5 and 6.3.18. */
export function digamma(x: number): number {
  if (!(x > 0)) return Number.NaN;
  let below = 0;
  let shifted = x;
  while (shifted < ASYMPTOTIC_FROM) below += 1 / shifted++;
  const square = 1 / (shifted * shifted);
  const series = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square * (1 / 132 - square * (691 / 32760 - square / 12))))));
  return Math.log(shifted) - 0.5 / shifted - series - below;
}

/** ln B(a, b) for a, b > 0. Where one of them is much the larger, ln Γ of the two large arguments is not subtracted but its difference
 *  is expanded, so that nothing cancels. */
export function lnBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  return lnGamma(small) - lnGammaRise(large, small);
}

/** ln Γ(x + rise) − ln Γ(x) for x > 0, rise ≥ 0, without cancellation where x is large. Stirling’s series, term by term. */
export function lnGammaRise(x: number, rise: number): number {
  if (x < 1000) return lnGamma(x + rise) - lnGamma(x);
  const sum = x + rise;
  const correction = (1 / sum - 1 / x) / 12 - (1 / (sum * sum * sum) - 1 / (x * x * x)) / 360;
  return (x - 0.5) * Math.log1p(rise / x) + rise * Math.log(sum) - rise + correction;
}
