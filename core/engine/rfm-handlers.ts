import type { EngineApi } from '../contract/api.ts';
import { EngineFailure } from '../contract/errors.ts';
import type { FileToken } from '../contract/imports.ts';
import type { CallContext, Handlers } from '../contract/rpc.ts';
import { ORDER_KIND } from '../frame/order-frame.ts';
import { finishRfm } from '../metrics/rfm.ts';
import type { MetricSelection } from '../metrics/selection.ts';
import { type AnalysisRequest, type AnalysisRunner, provenanceIn } from './analysis-runner.ts';
import type { ComputePool } from './compute-pool.ts';
import { createCustomerLists } from './customer-lists.ts';
import { createCustomerProfiles } from './customer-profiles.ts';
import { createCustomerSelector } from './customer-selection.ts';
import type { KeptWorker } from './kept-worker.ts';
import type { LtvRunner } from './ltv-runner.ts';
import type { Mask } from './mask.ts';
import { perProject } from './per-project.ts';
import { createRfmMovements } from './rfm-movements.ts';
import type { RfmStore } from './rfm-store.ts';
import { createScoredViews } from './scored-views.ts';
import { createSegmentProfiles } from './segment-profiles.ts';
import type { ViewStore } from './view-store.ts';
import type { DataApi, LoadedProject } from './worker-api.ts';

export interface RfmHandlerParts {
  pool: ComputePool;
  views: ViewStore;
  rfm: RfmStore;
  runner: AnalysisRunner;
  ltv: LtvRunner;
  data: KeptWorker<DataApi>;
  withOrders: (context: CallContext) => Promise<LoadedProject>;
  requestOf: (selection: MetricSelection) => AnalysisRequest;
  /** Path of a file that may be written. */
  targetOf: (token: FileToken) => string;
  maskOf: (project: LoadedProject) => Promise<Mask>;
  /** Throws PROJECT no-project-open. */
  required: () => void;
}

type RfmMethods = 'rfm.table' | 'rfm.movement' | 'rfm.segment' | 'segments.read' | 'segments.save' | 'customers.list' | 'customers.profile' | 'customers.attributes' | 'customers.export';

export function createRfmHandlers(parts: RfmHandlerParts): Pick<Handlers<EngineApi>, RfmMethods> {
  const { pool, views, rfm, runner, ltv, data, withOrders, requestOf, targetOf, maskOf, required } = parts;
  const recordsOf = perProject((project) => (project.info.facts.customerRecords === 0 ? Promise.resolve(null) : data.call('records', { customers: project.frame.customers })));
  const answersOf = perProject(() => data.call('npsAnswers', null));
  const scored = createScoredViews(views, rfm);
  const movements = createRfmMovements(pool, views, rfm, runner);
  const selector = createCustomerSelector({ pool, scored, ltv, movements, runner, recordsOf, requestOf });
  const lists = createCustomerLists({ pool, views, scored, ltv, runner, selector, data, recordsOf, maskOf });
  const profiles = createCustomerProfiles({ pool, scored, runner, data, maskOf });
  const segments = createSegmentProfiles({ pool, scored, ltv, runner, answersOf });

  return {
    'rfm.table': async (query, context) => {
      const project = await withOrders(context);
      return runner.remembered(project, { rfm: query }, () =>
        scored.use(project, query, context, async (view, findings) => {
          if (view.tally.orders[ORDER_KIND.counted] === 0) throw new EngineFailure({ code: 'NO_ORDERS' });
          return finishRfm(query, findings, provenanceIn(project, view, query.scope));
        }),
      );
    },
    'rfm.movement': async (query, context) => movements.movement(await withOrders(context), query, context),
    'rfm.segment': async (query, context) => segments.segment(await withOrders(context), query, context),
    'segments.read': async () => {
      required();
      return data.call('segments', null);
    },
    'segments.save': async (settings) => {
      required();
      return data.call('saveSegments', settings);
    },
    'customers.list': async (query, context) => lists.list(await withOrders(context), query, context),
    'customers.export': async ({ file, ...query }, context) => lists.export(await withOrders(context), query, targetOf(file), context),
    'customers.attributes': async () => {
      required();
      return data.call('recordAttributes', null);
    },
    'customers.profile': async (query, context) => profiles.profile(await withOrders(context), query, context),
  };
}
