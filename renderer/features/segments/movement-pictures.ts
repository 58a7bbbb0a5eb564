import type { TFunction } from 'i18next';
import { NOT_YET, OUTSIDE_LOOK_BACK, type RfmMovement } from '../../../core/contract/rfm.ts';
import type { ChartModel, Reading } from '../../charts/chart-model.ts';
import { cellsModel, stepOfShare, type Cell } from '../../charts/segment-cells.ts';
import { flowsModel } from '../../charts/segment-flows.ts';
import type { Format } from '../../i18n/format.ts';

type Words = TFunction<'segments'>;
type Name = (state: string) => string;

/** States by row and column of the picture; `null` is the sum. */
export interface MigrationPicture {
  rows: (string | null)[];
  columns: (string | null)[];
  model: ChartModel;
}

/** The migration matrix with its sums; the states besides the segments only where there is somebody in them. */
export function migrationPicture(movement: RfmMovement, name: Name, t: Words, format: Format): MigrationPicture {
  const { states, migration } = movement;
  const n = states.length;
  const of = (row: number, column: number): number => migration[row * n + column] ?? 0;
  const rowSum = (row: number): number => states.reduce((sum, _, column) => sum + of(row, column), 0);
  const columnSum = (column: number): number => states.reduce((sum, _, row) => sum + of(row, column), 0);
  const isSegment = (state: string): boolean => state !== NOT_YET && state !== OUTSIDE_LOOK_BACK;
  const indexes = states.map((_, at) => at);
  const rows = [...indexes.filter((at) => isSegment(states[at] ?? '') || rowSum(at) > 0), null];
  const columns = [...indexes.filter((at) => isSegment(states[at] ?? '') || columnSum(at) > 0), null];
  const all = migration.reduce((sum, customers) => sum + customers, 0);
  const value = (row: number | null, column: number | null): number =>
    row === null ? (column === null ? all : columnSum(column)) : column === null ? rowSum(row) : of(row, column);
  const word = (at: number | null): string => (at === null ? t('column.total') : name(states[at] ?? ''));

  const cells = rows.flatMap((row) =>
    columns.map((column): Cell => {
      const customers = value(row, column);
      const isSum = row === null || column === null;
      const ofRow = customers / value(row, null);
      const readings = [
        { label: t('column.customers'), value: format.integer(customers) },
        ...(column === null ? [] : [{ label: t('movement.ofRow'), value: format.share(ofRow) }]),
        ...(row === null ? [] : [{ label: t('movement.ofColumn'), value: format.share(customers / value(null, column)) }]),
      ];
      return {
        lines: customers === 0 ? [] : [format.integer(customers)],
        step: isSum ? 0 : stepOfShare(ofRow, 1),
        isSum,
        outlined: row === column,
        reading: { title: t('movement.pair', { one: word(row), other: word(column) }), rows: readings },
      };
    }),
  );
  return {
    rows: rows.map((at) => (at === null ? null : (states[at] ?? null))),
    columns: columns.map((at) => (at === null ? null : (states[at] ?? null))),
    model: cellsModel({
      rows: rows.map(word),
      columns: columns.map(word),
      rowEdges: [],
      columnEdges: [],
      cells,
      table: {
        columns: [`${format.date(movement.from.asOf)} → ${format.date(movement.to.asOf)}`, ...columns.map(word)],
        rows: rows.map((row) => ({
          texts: [word(row), ...columns.map((column) => format.integer(value(row, column)))],
          values: [word(row), ...columns.map((column) => value(row, column))],
        })),
      },
    }),
  };
}

const MOST_NAMED = 5;

/** The same as bands between two uprights; each state is read with where most of its customers went, or came from. */
export function flowsPicture(movement: RfmMovement, name: Name, t: Words, format: Format): ChartModel {
  const { states, migration } = movement;
  const n = states.length;
  const reading = (state: number, side: 'from' | 'to'): Omit<Reading, 'x'> => {
    const others = states
      .map((other, at) => ({ other, customers: migration[side === 'from' ? state * n + at : at * n + state] ?? 0 }))
      .filter(({ customers }) => customers > 0)
      .sort((a, b) => b.customers - a.customers);
    const asOf = format.date(movement[side].asOf);
    return {
      title: `${name(states[state] ?? '')}, ${asOf}`,
      rows: others.slice(0, MOST_NAMED).map(({ other, customers }) => ({ label: side === 'from' ? `→ ${name(other)}` : `← ${name(other)}`, value: format.integer(customers) })),
    };
  };
  const at = states.map((_, state) => state);
  const pairs = at.flatMap((from) => at.flatMap((to) => ((migration[from * n + to] ?? 0) > 0 ? [{ from, to, customers: migration[from * n + to] ?? 0 }] : [])));
  return flowsModel({
    states: states.map(name),
    counts: migration,
    quiet: states.map((state) => state === NOT_YET),
    readings: [...at.map((state) => reading(state, 'from')), ...at.map((state) => reading(state, 'to'))],
    count: format.integer,
    table: {
      columns: [format.date(movement.from.asOf), format.date(movement.to.asOf), t('column.customers')],
      rows: pairs.map(({ from, to, customers }) => ({
        texts: [name(states[from] ?? ''), name(states[to] ?? ''), format.integer(customers)],
        values: [name(states[from] ?? ''), name(states[to] ?? ''), customers],
      })),
    },
  });
}
