export interface Scale {
  min: number;
  max: number;
  step: number;
}

/** Round limits around [low, high] with about `steps` intervals of 1, 2, 2.5 or 5 × 10ⁿ; zero is always within. */
export function niceScale(low: number, high: number, steps = 4): Scale {
  const bottom = Math.min(0, low);
  const top = Math.max(0, high);
  const span = top - bottom;
  if (!(span > 0) || !Number.isFinite(span)) return { min: 0, max: 1, step: 1 };
  const raw = span / steps;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw * 0.999) ?? 10) * power;
  const round = (value: number): number => Number(value.toPrecision(12));
  return { min: round(Math.floor(bottom / step + 1e-9) * step), max: round(Math.ceil(top / step - 1e-9) * step), step: round(step) };
}

/** Day ticks a reader counts in: weeks, months, quarters, years. */
export function dayScale(lastDay: number): Scale {
  const step = [7, 14, 30, 60, 90, 180, 365].find((days) => lastDay / days <= 6) ?? Math.ceil(lastDay / 6 / 365) * 365;
  return { min: 0, max: Math.max(step, Math.ceil(lastDay / step) * step), step };
}

/** Moves label centres apart until each has `gap` between it and the next, keeping their order and staying within [low, high] where there is room. */
export function spread(centres: readonly number[], gap: number, low: number, high: number): number[] {
  const order = centres.map((_, index) => index).sort((a, b) => (centres[a] ?? 0) - (centres[b] ?? 0));
  const placed = [...centres];
  let floor = low;
  for (const index of order) {
    placed[index] = Math.max(centres[index] ?? 0, floor);
    floor = (placed[index] ?? 0) + gap;
  }
  let ceiling = high;
  for (const index of order.toReversed()) {
    placed[index] = Math.min(placed[index] ?? 0, ceiling);
    ceiling = (placed[index] ?? 0) - gap;
  }
  return placed;
}

/** Room that a label of the charts’ 11.5 px face takes, a little generous. */
export function textWidth(text: string): number {
  return text.length * 6.3 + 4;
}

/** Money on an axis: the power of ten that keeps its labels short. */
export function moneyUnit(maximumMajor: number): { divisor: number; unit: 'one' | 'thousand' | 'million' } {
  if (maximumMajor >= 5_000_000) return { divisor: 1_000_000, unit: 'million' };
  if (maximumMajor >= 5_000) return { divisor: 1_000, unit: 'thousand' };
  return { divisor: 1, unit: 'one' };
}

/** Every how many categories a label of `labelWidth` can stand. */
export function labelEvery(categories: number, plotWidth: number, labelWidth: number): number {
  return Math.max(1, Math.ceil((categories * (labelWidth + 8)) / Math.max(1, plotWidth)));
}
