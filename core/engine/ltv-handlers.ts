import type { EngineApi } from '../contract/api.ts';
import type { FormulaQuery, FormulaResult } from '../contract/ltv.ts';
import type { KpiQuery, KpiResult } from '../contract/kpis.ts';
import type { CallContext, Handlers } from '../contract/rpc.ts';
import { compareModels, continuePast } from '../metrics/ltv/compare.ts';
import { formulaLtv } from '../metrics/ltv/formula.ts';
import { whatIf } from '../metrics/ltv/what-if.ts';
import type { AnalysisRunner } from './analysis-runner.ts';
import type { ComputePool } from './compute-pool.ts';
import type { LtvRunner } from './ltv-runner.ts';
import type { Mask } from './mask.ts';
import { textAt } from './shared-texts.ts';
import type { LoadedProject } from './worker-api.ts';

export interface LtvHandlerParts {
  ltv: LtvRunner;
  pool: ComputePool;
  runner: AnalysisRunner;
  withOrders: (context: CallContext) => Promise<LoadedProject>;
  maskOf: (project: LoadedProject) => Promise<Mask>;
}

const AS_MEASURED: Omit<FormulaQuery, 'scope'> = { lifetime: 'churn', averageOrderMinor: null, ordersPerMonth: null, marginShare: null, lifetimeMonths: null };

type LtvMethod = Extract<keyof EngineApi, `ltv.${string}`>;

export function createLtvHandlers({ ltv, pool, runner, withOrders, maskOf }: LtvHandlerParts): Pick<Handlers<EngineApi>, LtvMethod> {
  const formula = async (project: LoadedProject, query: FormulaQuery, context: CallContext): Promise<FormulaResult> => {
    const figures: KpiQuery = { scope: query.scope, period: null, granularity: 'month', activityWindowDays: 365 };
    const kpis = await runner.run<KpiResult>(project, { analysis: 'kpis', query: figures, scope: query.scope, attribute: null, needsGaps: false }, context);
    return formulaLtv(query, kpis, await ltv.totals(project, query.scope, context));
  };
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
      const mask = query.masked ? await maskOf(project) : (text: string): string => text;
      return { provenance, total, customer: Array.from(codes, (code) => mask(textAt(project.customers, code))), ...columns, intervals };
    },
    'ltv.customer': async (query, context) => ltv.customer(await withOrders(context), query, context),
    'ltv.groups': async (query, context) => ltv.groups(await withOrders(context), query, context),
    'ltv.compare': async (query, context) => {
      const project = await withOrders(context);
      const found = [];
      for (const model of new Set(query.models)) found.push(await ltv.fit(project, { ...query.ltv, model }, context));
      const [first] = found;
      if (first === undefined) throw new RangeError('no models to compare');
      const { state, provenance } = first;
      const scope = { ...query.ltv.scope, asOf: provenance.asOf };
      const worksheet = await formula(project, { ...AS_MEASURED, scope }, context);
      const fits = found.map((fit) => ({ ...fit.result, provenance: fit.provenance }));
      const { horizonDays } = query.ltv;
      return { provenance, query, customers: first.result.customers, rows: compareModels(fits, continuePast(state, horizonDays), worksheet, horizonDays) };
    },
    'ltv.formula': async (query, context) => formula(await withOrders(context), query, context),
    'ltv.curve': async (query, context) => (await ltv.curve(await withOrders(context), query, context)).curve,
    'ltv.whatIf': async (query, context) => {
      const { curve, newCustomers } = await ltv.curve(await withOrders(context), query.curve, context);
      return whatIf(query, curve, newCustomers);
    },
  };
}
