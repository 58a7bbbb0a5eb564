import type { Interval } from '../contract/provenance.ts';
import { EngineFailure } from '../contract/errors.ts';
import type { RfmSegmentProfile, RfmSegmentQuery } from '../contract/rfm.ts';
import type { CallContext } from '../contract/rpc.ts';
import { Z_95 } from '../maths/normal.ts';
import { cellsOfSegments } from '../metrics/rfm.ts';
import { mergeSegmentProducts, topProducts } from '../metrics/segment-products.ts';
import { type AnalysisRunner, provenanceIn } from './analysis-runner.ts';
import type { ComputePool } from './compute-pool.ts';
import { productOf } from './customer-profiles.ts';
import type { NpsAnswers } from './customer-records.ts';
import { gapsOfSegments } from './customer-selection.ts';
import { foldCustomers } from './rfm-store.ts';
import type { ScoredViews } from './scored-views.ts';
import type { LoadedProject } from './worker-api.ts';

const MOST_PRODUCTS = 10;

export interface SegmentProfileParts {
  pool: ComputePool;
  scored: ScoredViews;
  runner: AnalysisRunner;
  answersOf: (project: LoadedProject) => Promise<NpsAnswers>;
}

/** What a segment buys, says, and how long it waits. */
export function createSegmentProfiles({ pool, scored, runner, answersOf }: SegmentProfileParts) {
  return {
    segment: (project: LoadedProject, { query, segment }: RfmSegmentQuery, context: CallContext): Promise<RfmSegmentProfile> => {
      const index = query.settings.segments.findIndex(({ id }) => id === segment);
      if (index < 0) throw new EngineFailure({ code: 'BAD_REQUEST', method: 'rfm.segment', detail: `no segment ${segment}` });
      return runner.remembered(project, { segmentProfile: query, segment }, () =>
        scored.use(project, query, context, async (view, findings) => {
          const { cell } = findings.window.columns;
          const wanted = cellsOfSegments(query.settings.segments, [segment]);
          const plan = { cell, wanted, fromDay: findings.window.fromDay, products: project.products.size };
          const products = mergeSegmentProducts(await foldCustomers(pool, view, 'segmentProducts', plan, context));
          const top = topProducts(products, MOST_PRODUCTS);
          const gaps = await gapsOfSegments(pool, runner, project, query, view, findings, context);
          const { feedback } = project.info.facts;
          return {
            provenance: provenanceIn(project, view, query.scope),
            segment,
            customers: findings.sums.customers.reduce((sum, count, at) => sum + (wanted[at] === 1 ? count : 0), 0),
            products: {
              product: top.map((code) => productOf(project, code).product),
              name: top.map((code) => productOf(project, code).name),
              netMinor: Float64Array.from(top, (code) => products.netMinor[code]!),
              quantity: Float64Array.from(top, (code) => products.quantity[code]!),
              customers: Float64Array.from(top, (code) => products.customers[code]!),
            },
            gaps: gaps[index] ?? null,
            nps: feedback === 0 ? null : npsOf(await answersOf(project), view.asOfDay, (customer) => customer >= 0 && wanted[cell[customer]!] === 1),
          };
        }),
      );
    },
  };
}

/** Share of promoters (9–10) less that of detractors (0–6), in percent; adjusted Wald interval: three answers added, three quarters of one
 *  to either end. METRICS §6. `null` without an answer. */
export function npsOf({ customer, day, score }: NpsAnswers, asOfDay: number, asked: (customer: number) => boolean): RfmSegmentProfile['nps'] {
  let [answers, promoters, detractors] = [0, 0, 0];
  for (let row = 0; row < score.length; row++) {
    if (day[row]! > asOfDay || !asked(customer[row]!)) continue;
    answers++;
    if (score[row]! >= 9) promoters++;
    else if (score[row]! <= 6) detractors++;
  }
  if (answers === 0) return null;
  const [upper, lower, all] = [promoters + 0.75, detractors + 0.75, answers + 3];
  const centre = (upper - lower) / all;
  const half = Z_95 * Math.sqrt(((upper + lower) / all - centre ** 2) / all);
  const interval: Interval = [100 * (centre - half), 100 * (centre + half)];
  return { answers, promoters, passives: answers - promoters - detractors, detractors, nps: (100 * (promoters - detractors)) / answers, interval };
}
