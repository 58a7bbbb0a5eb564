import { EngineFailure } from '../contract/errors.ts';
import type { RfmSegmentProfile, RfmSegmentQuery } from '../contract/rfm.ts';
import type { CallContext } from '../contract/rpc.ts';
import { npsOf, type NpsAnswers } from '../metrics/nps.ts';
import { cellsOfSegments } from '../metrics/rfm.ts';
import { mergeSegmentProducts, topProducts } from '../metrics/segment-products.ts';
import { type AnalysisRunner, provenanceIn } from './analysis-runner.ts';
import type { ComputePool } from './compute-pool.ts';
import { productOf } from './customer-profiles.ts';
import { gapsOfSegments } from './customer-selection.ts';
import { foldCustomers } from './rfm-store.ts';
import type { LtvRunner } from './ltv-runner.ts';
import type { ScoredViews } from './scored-views.ts';
import type { LoadedProject } from './worker-api.ts';

const MOST_PRODUCTS = 10;

export interface SegmentProfileParts {
  ltv: LtvRunner;
  pool: ComputePool;
  scored: ScoredViews;
  runner: AnalysisRunner;
  answersOf: (project: LoadedProject) => Promise<NpsAnswers>;
}

/** What a segment buys, says, how long it waits, and what is expected of it. */
export function createSegmentProfiles({ pool, scored, ltv, runner, answersOf }: SegmentProfileParts) {
  return {
    segment: (project: LoadedProject, { query, segment, ltv: model }: RfmSegmentQuery, context: CallContext): Promise<RfmSegmentProfile> => {
      const index = query.settings.segments.findIndex(({ id }) => id === segment);
      if (index < 0) throw new EngineFailure({ code: 'BAD_REQUEST', method: 'rfm.segment', detail: `no segment ${segment}` });
      return runner.remembered(project, { segmentProfile: query, segment, ltv: model ?? null }, () =>
        scored.use(project, query, context, async (view, findings) => {
          const { cell } = findings.window.columns;
          const wanted = cellsOfSegments(query.settings.segments, [segment]);
          const plan = { cell, wanted, fromDay: findings.window.fromDay, products: project.products.size };
          const products = mergeSegmentProducts(await foldCustomers(pool, view, 'segmentProducts', plan, context));
          const top = topProducts(products, MOST_PRODUCTS);
          const gaps = await gapsOfSegments(pool, runner, project, query, view, findings, context);
          const { feedback } = project.info.facts;
          const fit = model === undefined ? null : await ltv.beside(project, query.scope, model, context);
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
            ltv: fit === null ? null : await pool.call('totalsOfCells', { state: fit.state, cell, wanted }),
          };
        }),
      );
    },
  };
}
