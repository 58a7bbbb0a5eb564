import type { EngineApi } from '../contract/api.ts';
import type { CallContext, Handlers } from '../contract/rpc.ts';
import type { ComputePool } from './compute-pool.ts';
import type { LtvRunner } from './ltv-runner.ts';
import { textAt } from './shared-texts.ts';
import type { LoadedProject } from './worker-api.ts';

export interface LtvHandlerParts {
  ltv: LtvRunner;
  pool: ComputePool;
  withOrders: (context: CallContext) => Promise<LoadedProject>;
}

type LtvMethod = Extract<keyof EngineApi, `ltv.${string}`>;

export function createLtvHandlers({ ltv, pool, withOrders }: LtvHandlerParts): Pick<Handlers<EngineApi>, LtvMethod> {
  return {
    'ltv.fit': async (query, context) => {
      const { result, provenance } = await ltv.fit(await withOrders(context), query, context);
      return { ...result, provenance };
    },
    'ltv.customers': async (query, context) => {
      const project = await withOrders(context);
      const { state, provenance } = await ltv.fit(project, query.ltv, context);
      const ranks = query.sort === 'customer' ? await pool.call('rankTexts', project.customers) : null;
      const { total, codes, columns, intervals } = await pool.call('pageOfCustomers', { state, query, ranks });
      return { provenance, total, customer: Array.from(codes, (code) => textAt(project.customers, code)), ...columns, intervals };
    },
  };
}
