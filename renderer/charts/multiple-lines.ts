/** The box that lines are drawn in, whatever its size on the screen. */
export const MULTIPLE_BOX = { width: 100, height: 40 };

export interface Multiple {
  key: string;
  name: string;
  /** What stands beside the name: its value now. */
  value: string;
  /** Said where there are too few customers; `null` otherwise. */
  few: string | null;
  values: ArrayLike<number>;
}

export interface Multiples {
  multiples: readonly Multiple[];
  /** The same figure for everybody, drawn pale behind each. */
  whole: ArrayLike<number>;
  /** First and last period and the top of the scale, in words. */
  scale: { from: string; to: string; top: string };
  lastIsRunning: boolean;
}

/** The largest value that any line reaches. */
export function multiplesTop(multiples: readonly Pick<Multiple, 'values'>[], whole: ArrayLike<number>): number {
  let top = 0;
  for (const values of [whole, ...multiples.map((one) => one.values)]) for (const value of Array.from(values)) if (Number.isFinite(value)) top = Math.max(top, value);
  return top;
}

/** Points of each unbroken run in a box of 100 × 40 from zero to `top`. */
export function linesOf(values: ArrayLike<number>, top: number, places: number = values.length): [number, number][][] {
  const stride = 100 / Math.max(1, places - 1);
  const runs: [number, number][][] = [[]];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? Number.NaN;
    if (Number.isFinite(value)) runs.at(-1)?.push([rounded(at * stride), rounded(40 - (38 * Math.max(0, value)) / Math.max(top, Number.MIN_VALUE))]);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 1);
}

function rounded(coordinate: number): number {
  return Math.round(coordinate * 100) / 100;
}
