import './multiples.css';

export interface Multiple {
  key: string;
  name: string;
  /** What stands beside the name: its value now. */
  value: string;
  /** Said where there are too few customers; `null` otherwise. */
  few: string | null;
  values: ArrayLike<number>;
}

interface Props {
  multiples: readonly Multiple[];
  /** The same figure for everybody, drawn pale behind each. */
  whole: ArrayLike<number>;
  /** First and last period and the top of the scale, in words. */
  scale: { from: string; to: string; top: string };
  lastIsRunning: boolean;
  onOpen: (key: string) => void;
}

/** One small line for each value, all in one scale from zero, so that heights compare. */
export function Multiples({ multiples, whole, scale, lastIsRunning, onOpen }: Props) {
  const top = multiplesTop(multiples, whole);
  return (
    <ul className="multiples">
      {multiples.map((one) => (
        <li key={one.key}>
          <button type="button" className="multiple" onClick={() => onOpen(one.key)}>
            <span className="multiple-head">
              <span className="multiple-name">{one.name}</span>
              <b>{one.value}</b>
            </span>
            <svg viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">
              <line x1="0" x2="100" y1="40" y2="40" vectorEffect="non-scaling-stroke" />
              {linesOf(whole, top).map((points, run) => (
                <polyline key={run} className="multiple-whole" points={points} vectorEffect="non-scaling-stroke" />
              ))}
              {linesOf(lastIsRunning ? Array.from(one.values).slice(0, -1) : one.values, top, one.values.length).map((points, run) => (
                <polyline key={run} points={points} vectorEffect="non-scaling-stroke" />
              ))}
            </svg>
            <span className="multiple-scale">
              <span>{scale.from}</span>
              {one.few === null ? <span>{scale.top}</span> : <span className="multiple-few">{one.few}</span>}
              <span>{scale.to}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The largest value that any line reaches. */
export function multiplesTop(multiples: readonly Pick<Multiple, 'values'>[], whole: ArrayLike<number>): number {
  let top = 0;
  for (const values of [whole, ...multiples.map((one) => one.values)]) for (const value of Array.from(values)) if (Number.isFinite(value)) top = Math.max(top, value);
  return top;
}

/** Points of each unbroken run in a box of 100 × 40 from zero to `top`. */
export function linesOf(values: ArrayLike<number>, top: number, places: number = values.length): string[] {
  const stride = 100 / Math.max(1, places - 1);
  const runs: string[][] = [[]];
  for (let at = 0; at < values.length; at++) {
    const value = values[at] ?? Number.NaN;
    if (Number.isFinite(value)) runs.at(-1)?.push(`${(at * stride).toFixed(2)},${(40 - (38 * Math.max(0, value)) / Math.max(top, Number.MIN_VALUE)).toFixed(2)}`);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 1).map((run) => run.join(' '));
}
