import { EngineFailure } from '../contract/errors.ts';
import type { FrameView } from '../frame/order-frame.ts';
import { fillStanding } from '../frame/standing.ts';
import { fillView } from '../frame/view.ts';
import { summariseCustomers } from '../metrics/customers.ts';
import { ANALYSES, type AnalysisSteps } from './analyses.ts';
import { argsort } from './argsort.ts';
import { flagReader } from './cancel-flags.ts';
import { collectGarbage } from './collect-garbage.ts';
import { ltvMethods } from './ltv-worker.ts';
import { serveWorker } from './serve-worker.ts';
import { ordersByProduct } from './product-values.ts';
import { rankTexts, type SharedTexts, textAt } from './shared-texts.ts';
import { type ComputeApi, type Job, JOB_CELLS, type Pieces, type SortKeys } from './worker-api.ts';

serveWorker<ComputeApi>(({ flags }) => {
  /** Takes ranges until none is left. Throws CANCELLED between two of them. */
  const work = <T>({ ranges, control, slot }: Job, piece: (from: number, to: number) => T): Pieces<T> => {
    const cancelled = flagReader(flags, slot);
    const cells = new Int32Array(control);
    const pieces: Pieces<T> = [];
    for (;;) {
      if (cancelled()) throw new EngineFailure({ code: 'CANCELLED' });
      const index = Atomics.add(cells, JOB_CELLS.next, 1);
      const range = ranges[index];
      if (range === undefined) return pieces;
      pieces.push({ range: index, piece: piece(range.from, range.to) });
      Atomics.add(cells, JOB_CELLS.done, range.to - range.from);
    }
  };

  return {
    ...ltvMethods(work, (slot) => flagReader(flags, slot)),
    fillStanding: async ({ job, frame, standing }) => work(job, (from, to) => fillStanding(frame, standing, from, to)),
    fillView: async ({ job, view }) => work(job, (from, to) => fillView(view, from, to)),
    plan: async ({ analysis, view, query, gaps, texts, spend, segments }) => ANALYSES[analysis].plan(view, query, { gaps, textOf: reader(texts), spend, segments }),
    fold: async ({ job, analysis, view, plan }) => {
      const { fold, merge }: AnalysisSteps = ANALYSES[analysis];
      const pieces = work(job, (from, to) => fold(view, plan, from, to));
      return merge === undefined || pieces.length < 2 ? pieces : [{ range: pieces[0]!.range, piece: merge(pieces.map(({ piece }) => piece)) }];
    },
    finish: async ({ analysis, plan, partials, provenance, texts, names }) => ANALYSES[analysis].finish(plan, partials, provenance, { textOf: reader(texts), nameOf: reader(names) }),
    sortCustomers: async ({ view, codes, keys, descending }) => {
      const order = argsort(sortKeys(view, codes, keys), descending);
      const sorted = new Uint32Array(new SharedArrayBuffer(codes.byteLength));
      for (let index = 0; index < order.length; index++) sorted[index] = codes[order[index]!]!;
      return sorted;
    },
    summarise: async ({ view, codes }) => summariseCustomers(view, codes),
    rankTexts: async (texts) => rankTexts(texts),
    ordersByProduct: async ({ frame, products }) => ordersByProduct(frame, products),
    collectGarbage: async () => {
      collectGarbage();
      return null;
    },
  };
});

function reader(texts: SharedTexts | null): (code: number) => string {
  return (code) => (texts === null ? '' : textAt(texts, code));
}

function sortKeys(view: FrameView, codes: Uint32Array, keys: SortKeys): Float64Array {
  if (keys.by === 'cell') return Float64Array.from(codes, (code) => keys.valueOf[keys.cell[code]!]!);
  if (keys.by === 'number') {
    const { column, among } = keys;
    return Float64Array.from(codes, (code) => {
      if (among !== undefined && among[code] === 0) return Number.POSITIVE_INFINITY;
      return Number.isNaN(column[code]!) ? Number.NEGATIVE_INFINITY : column[code]!;
    });
  }
  const summary = summariseCustomers(view, codes);
  if (keys.sort === 'averageOrderValue') return summary.netMinor.map((net, at) => (summary.orders[at] === 0 ? 0 : net / summary.orders[at]!));
  const columns = { firstOrder: summary.firstOrderDay, lastOrder: summary.lastOrderDay, orders: summary.orders, netRevenue: summary.netMinor };
  return Float64Array.from(columns[keys.sort]);
}
