import { linesOf, MULTIPLE_BOX, multiplesTop, type Multiples as Shown } from './multiple-lines.ts';
import './multiples.css';

/** One small line for each value, all in one scale from zero, so that heights compare. */
export function Multiples({ multiples, whole, scale, lastIsRunning, onOpen }: Shown & { onOpen: (key: string) => void }) {
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
            <svg viewBox={`0 0 ${MULTIPLE_BOX.width} ${MULTIPLE_BOX.height}`} preserveAspectRatio="none" aria-hidden="true">
              <line x1="0" x2="100" y1="40" y2="40" vectorEffect="non-scaling-stroke" />
              {linesOf(whole, top).map((points, run) => (
                <polyline key={run} className="multiple-whole" points={points.join(' ')} vectorEffect="non-scaling-stroke" />
              ))}
              {linesOf(lastIsRunning ? Array.from(one.values).slice(0, -1) : one.values, top, one.values.length).map((points, run) => (
                <polyline key={run} points={points.join(' ')} vectorEffect="non-scaling-stroke" />
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
