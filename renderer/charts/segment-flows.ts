import { spread, textWidth } from './axis.ts';
import type { ChartModel, ChartSize, ChartTable, Place, Reading } from './chart-model.ts';
import { band, box, shapesOption, words, type Shape } from './segment-shapes.ts';

export interface Flows {
  states: string[];
  /** states × states, row-major: from, to. */
  counts: Float64Array;
  /** States whose bands are drawn without colour: nobody moved, they came. */
  quiet: readonly boolean[];
  /** One for each state on the left, then one for each on the right. */
  readings: Omit<Reading, 'x'>[];
  count: (value: number) => string;
  table: ChartTable;
}

interface Bar extends Place {
  state: number;
  customers: number;
}

const BAR = 12;
const GAP = 5;

/** Two uprights of states with bands between them as wide as the customers who went that way. */
export function flowsModel(flows: Flows): ChartModel {
  const { states, counts, count } = flows;
  const n = states.length;
  const sums = (side: 'from' | 'to'): number[] =>
    states.map((_, state) => states.reduce((sum, __, other) => sum + (counts[side === 'from' ? state * n + other : other * n + state] ?? 0), 0));
  const label = (state: number, customers: number): string => `${states[state] ?? ''}  ${count(customers)}`;
  const [fromSums, toSums] = [sums('from'), sums('to')];
  const leftRoom = Math.max(0, ...fromSums.map((customers, state) => (customers > 0 ? textWidth(label(state, customers)) : 0)));
  const rightRoom = Math.max(0, ...toSums.map((customers, state) => (customers > 0 ? textWidth(label(state, customers)) : 0)));

  /** Both sides in one measure, so that equal heights are equal numbers. */
  const bars = (size: ChartSize, side: 'from' | 'to'): Bar[] => {
    const own = side === 'from' ? fromSums : toSums;
    const shown = Math.max(fromSums.filter((sum) => sum > 0).length, toSums.filter((sum) => sum > 0).length);
    const all = own.reduce((sum, customers) => sum + customers, 0);
    const perCustomer = all === 0 ? 0 : Math.max(0, size.height - GAP * shown - 12) / all;
    let top = 6;
    return own.map((customers, state) => {
      const bar = { state, customers, left: side === 'from' ? leftRoom : size.width - rightRoom - BAR, top, width: BAR, height: customers * perCustomer };
      if (customers > 0) top += bar.height + GAP;
      return bar;
    });
  };

  return {
    option: (size, palette) => {
      const left = bars(size, 'from');
      const right = bars(size, 'to');
      const shapes: Shape[] = [];
      const leftFilled = left.map(({ top }) => top);
      const rightFilled = right.map(({ top }) => top);
      for (let from = 0; from < n; from++) {
        for (let to = 0; to < n; to++) {
          const [one, other] = [left[from], right[to]];
          const customers = counts[from * n + to] ?? 0;
          if (customers === 0 || one === undefined || other === undefined || one.customers === 0) continue;
          const height = (customers * one.height) / one.customers;
          const [start, end] = [leftFilled[from] ?? 0, rightFilled[to] ?? 0];
          leftFilled[from] = start + height;
          rightFilled[to] = end + height;
          const fill = flows.quiet[from] === true ? palette.ink3 : palette.scale[from === to ? 2 : 4];
          shapes.push(band({ x: one.left + BAR, top: start, bottom: start + height }, { x: other.left, top: end, bottom: end + height }, fill ?? palette.accent, flows.quiet[from] === true ? 0.22 : 0.65));
        }
      }
      for (const [side, all] of [left, right].entries()) {
        const shown = all.filter(({ customers }) => customers > 0);
        const centres = spread(shown.map((bar) => bar.top + bar.height / 2), 14, 7, size.height - 7);
        for (const [index, bar] of shown.entries()) {
          shapes.push(box({ ...bar, height: Math.max(1, bar.height) }, palette.scale[5] ?? palette.accent));
          const x = side === 0 ? bar.left - 8 : bar.left + BAR + 8;
          shapes.push(words(label(bar.state, bar.customers), x, centres[index] ?? 0, { color: palette.ink2, align: side === 0 ? 'right' : 'left' }, palette));
        }
      }
      return shapesOption(shapes, palette);
    },
    readings: flows.readings.map((reading, at) => ({ x: at, ...reading })),
    places: (size) =>
      (['from', 'to'] as const).flatMap((side) =>
        bars(size, side).map((bar) => {
          const room = side === 'from' ? leftRoom : rightRoom;
          return { left: side === 'from' ? bar.left - room : bar.left, top: bar.top - 1, width: bar.customers === 0 ? 0 : BAR + room, height: bar.customers === 0 ? 0 : Math.max(4, bar.height) + 2 };
        }),
      ),
    columns: n,
    table: flows.table,
  };
}
