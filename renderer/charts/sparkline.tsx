/** Points of a line through `values` in a box of 100 × 22, gaps left where a value is missing; one list for each unbroken run. */
export function sparkRuns(values: ArrayLike<number>): { x: number; y: number }[][] {
  const finite = Array.from(values).filter(Number.isFinite);
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  const span = high > low ? high - low : 1;
  const stride = 100 / Math.max(1, values.length - 1);
  const runs: { x: number; y: number }[][] = [];
  let run: { x: number; y: number }[] = [];
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? Number.NaN;
    if (Number.isFinite(value)) {
      if (run.length === 0) runs.push(run);
      run.push({ x: index * stride, y: high > low ? 20 - (18 * (value - low)) / span : 11 });
    } else run = [];
  }
  return runs;
}

/** The course of a figure; decoration beside numbers that say the same, so hidden from screen readers. The step into a running period is dashed. */
export function Sparkline({ values, lastIsRunning }: { values: ArrayLike<number>; lastIsRunning: boolean }) {
  const runs = sparkRuns(values);
  const lastX = (values.length - 1) * (100 / Math.max(1, values.length - 1));
  return (
    <svg className="sparkline" viewBox="0 0 100 22" preserveAspectRatio="none" aria-hidden="true">
      {runs.map((run, index) => {
        const endsRunning = lastIsRunning && run.at(-1)?.x === lastX && run.length > 1;
        const solid = endsRunning ? run.slice(0, -1) : run;
        return (
          <g key={index}>
            {solid.length > 1 && <polyline points={path(solid)} vectorEffect="non-scaling-stroke" />}
            {endsRunning && <polyline className="sparkline-running" points={path(run.slice(-2))} vectorEffect="non-scaling-stroke" />}
          </g>
        );
      })}
    </svg>
  );
}

function path(points: readonly { x: number; y: number }[]): string {
  return points.map((point) => `${point.x.toFixed(2)},${point.y.toFixed(2)}`).join(' ');
}
