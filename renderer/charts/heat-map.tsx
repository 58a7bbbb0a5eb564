import { FEW_CUSTOMERS } from '../../core/contract/provenance.ts';
import { useRef, useState, type KeyboardEvent } from 'react';
import type { CohortMatrix } from '../../core/contract/cohorts.ts';
import { agesBegun, cohortCell, cohortName, startsAtWhole, type CohortCell } from './cohort-values.ts';
import type { ChartFormat } from './chart-format.ts';
import { cutsOfRows, heatStep, type CutsOfRow } from './heat-scale.ts';
import './heat-map.css';

export interface HeatMapWords {
  caption: string;
  cohort: string;
  customers: string;
  mean: string;
  /** “month 3”, for screen readers; the column itself shows the number. */
  age: (age: number) => string;
  /** “3”, “30” for days 30–59: the head of the column. */
  column: (age: number) => string;
  /** What else is to be said of a running cell: that it is not over, and of how many customers it is. */
  eligible: (customers: number) => string;
  running: string;
  few: string;
}

export interface HeatMapProps {
  matrix: CohortMatrix;
  format: ChartFormat;
  /** Absent: one scale for all rows. */
  cuts?: CutsOfRow;
  words: HeatMapWords;
  /** Short text of a value within a cell; the unit stands in the line above. */
  cellText: (value: number) => string;
  /** Absent in print. */
  onCell?: (cell: CohortCell, element: HTMLElement) => void;
  onCohort?: (cohort: number, element: HTMLElement) => void;
  onMean?: (age: number, element: HTMLElement) => void;
}

/** Cohorts × ages as a real table: a grid for the arrow keys on screen, a plain table in print.
 *  Ages not over yet are hatched, ages not begun are blank, cohorts of few customers carry no colour. */
export function HeatMap({ matrix, format, cuts = cutsOfRows([matrix], 'table'), words, cellText, onCell, onCohort, onMean }: HeatMapProps) {
  const interactive = onCell !== undefined;
  const table = useRef<HTMLTableElement>(null);
  const [focus, setFocus] = useState<readonly [row: number, column: number]>([0, 1]);
  const ages = agesBegun(matrix);
  const meanRow = matrix.cohorts.length;

  const place = (row: number, column: number) =>
    interactive
      ? {
          'data-place': `${row}:${column}`,
          tabIndex: focus[0] === row && focus[1] === column ? 0 : -1,
          onFocus: () => setFocus([row, column]),
        }
      : {};
  const move = (event: KeyboardEvent<HTMLTableElement>): void => {
    const target = nextPlace(event, focus, meanRow, ages);
    if (target === null) {
      if ((event.key === 'Enter' || event.key === ' ') && event.target instanceof HTMLElement) {
        event.preventDefault();
        event.target.click();
      }
      return;
    }
    event.preventDefault();
    const cell = reachable(table.current, target, event.key);
    cell?.focus();
  };

  return (
    <div className="heat-scroll">
      <table ref={table} className={interactive ? 'heat' : 'heat heat-print'} role={interactive ? 'grid' : undefined} onKeyDown={interactive ? move : undefined}>
        <caption className="visually-hidden">{words.caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="heat-cohort">
              {words.cohort}
            </th>
            <th scope="col" className="heat-size">
              {words.customers}
            </th>
            {Array.from({ length: ages }, (_, age) => (
              <th key={age} scope="col" aria-label={words.age(age)}>
                {words.column(age)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.cohorts.map((cohort, row) => {
            const few = (matrix.sizes[row] ?? 0) < FEW_CUSTOMERS;
            return (
              <tr key={`${matrix.kinds[row] ?? ''} ${cohort}`} className={few ? 'heat-few' : undefined}>
                <th scope="row" className="heat-cohort" title={cohortName(matrix, row, format)} {...place(row, 0)} onClick={(event) => onCohort?.(row, event.currentTarget)}>
                  {cohortName(matrix, row, format)}
                </th>
                <td className="heat-size" title={few ? words.few : undefined}>
                  {format.count(matrix.sizes[row] ?? 0)}
                  {few && <span className="visually-hidden"> {words.few}</span>}
                </td>
                {Array.from({ length: ages }, (_, age) => {
                  const cell = cohortCell(matrix, row, age);
                  if (cell.state === 'future' || !Number.isFinite(cell.value)) return <td key={age} className="heat-none" />;
                  const step = startsAtWhole(matrix) && age === 0 ? 6 : heatStep(cell.value, cuts(row));
                  return (
                    <td
                      key={age}
                      className={`heat-cell heat-${few ? 'none' : step}${cell.state === 'running' ? ' heat-running' : ''}`}
                      title={cell.state === 'running' ? words.eligible(cell.eligible) : undefined}
                      {...place(row, age + 1)}
                      onClick={(event) => onCell?.(cell, event.currentTarget)}
                    >
                      <span>{cellText(cell.value)}</span>
                      {cell.state === 'running' && <span className="visually-hidden"> ({words.running})</span>}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
        <tbody className="heat-mean">
          <tr>
            <th scope="row" className="heat-cohort">
              {words.mean}
            </th>
            <td className="heat-size" />
            {Array.from({ length: ages }, (_, age) => {
              const value = matrix.weightedMean[age] ?? Number.NaN;
              if (!Number.isFinite(value)) return <td key={age} />;
              return (
                <td key={age} {...place(meanRow, age + 1)} onClick={(event) => onMean?.(age, event.currentTarget)}>
                  {cellText(value)}
                </td>
              );
            })}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

/** The steps of the scale with their limits, for the line above the map. */
export function HeatKey({ cuts, cellText, low, high }: { cuts: readonly number[]; cellText: (value: number) => string; low: string; high: string }) {
  if (cuts.length === 0) return null;
  return (
    <p className="heat-key">
      <span>{low}</span>
      {cuts.map((cut, index) => (
        <span key={index} className="heat-key-step">
          <i className={`heat-${index + 1}`} />
          {cellText(cut)}
        </span>
      ))}
      <i className="heat-6" />
      <span>{high}</span>
    </p>
  );
}

function nextPlace(event: KeyboardEvent, [row, column]: readonly [number, number], lastRow: number, lastColumn: number): [number, number] | null {
  switch (event.key) {
    case 'ArrowRight':
      return [row, Math.min(lastColumn, column + 1)];
    case 'ArrowLeft':
      return [row, Math.max(0, column - 1)];
    case 'ArrowDown':
      return [Math.min(lastRow, row + 1), column];
    case 'ArrowUp':
      return [Math.max(0, row - 1), column];
    case 'Home':
      return event.ctrlKey || event.metaKey ? [0, 0] : [row, 0];
    case 'End':
      return event.ctrlKey || event.metaKey ? [lastRow, lastColumn] : [row, lastColumn];
    default:
      return null;
  }
}

/** The cell at the place, or, where that one is blank, the nearest in its row that is not. */
function reachable(table: HTMLTableElement | null, [row, column]: readonly [number, number], key: string): HTMLElement | null {
  const at = (place: number): HTMLElement | null => table?.querySelector(`[data-place="${row}:${place}"]`) ?? null;
  if (key === 'ArrowRight') return at(column);
  for (let place = column; place >= 0; place--) {
    const cell = at(place);
    if (cell !== null) return cell;
  }
  return null;
}
