import { basename } from 'node:path';
import type { EngineApi } from '../contract/api.ts';
import { type EngineError, EngineFailure } from '../contract/errors.ts';
import type { FileToken } from '../contract/imports.ts';
import type { CallContext, Handlers } from '../contract/rpc.ts';
import type { Scope } from '../contract/scope.ts';
import type { MetricSelection } from '../metrics/selection.ts';
import { writeTable } from '../output/write-table.ts';
import type { AnalysisRequest, AnalysisRunner } from './analysis-runner.ts';
import type { CancelFlags } from './cancel-flags.ts';
import type { ComputePool } from './compute-pool.ts';
import { createFigureHandlers, segmentsOfKey, textsOfKey } from './figure-handlers.ts';
import { createLtvHandlers } from './ltv-handlers.ts';
import type { LtvRunner } from './ltv-runner.ts';
import type { KeptWorker } from './kept-worker.ts';
import { createMask } from './mask.ts';
import { perProject } from './per-project.ts';
import { productValues } from './product-values.ts';
import type { ProjectSession } from './project-session.ts';
import { createRfmHandlers } from './rfm-handlers.ts';
import type { RfmStore } from './rfm-store.ts';
import { shownTable } from './shown-table.ts';
import type { ViewStore } from './view-store.ts';
import type { DataApi, LoadedProject, TablesRequest } from './worker-api.ts';

export interface HandlerParts {
  pathOf: (token: FileToken) => string;
  /** Of a file that may be written. */
  targetOf: (token: FileToken) => string;
  data: KeptWorker<DataApi>;
  flags: CancelFlags;
  session: ProjectSession;
  ltv: LtvRunner;
  pool: ComputePool;
  rfm: RfmStore;
  runner: AnalysisRunner;
  views: ViewStore;
  /** Called when figures are likely to be asked for soon. */
  warm: () => void;
}

export function createHandlers({ ltv, pathOf, targetOf, data, flags, session, pool, views, rfm, runner, warm }: HandlerParts): Handlers<EngineApi> {
  /** The project in memory, if there is anything to compute. */
  const withOrders = async (context: CallContext): Promise<LoadedProject> => {
    const project = await session.loaded(context);
    if (project.frame.orders === 0) throw new EngineFailure({ code: 'NO_ORDERS' });
    return project;
  };

  /** What the tables are made of that is in memory. */
  const maskOf = perProject(() => data.call('maskKey', null).then(createMask));
  const withTables = async <T>(scope: Scope, context: CallContext, work: (tables: TablesRequest) => Promise<T>): Promise<T> => {
    const project = await withOrders(context);
    const { texts, customers, info } = project;
    const { currency } = info;
    if (currency === null) throw new EngineFailure({ code: 'NO_ORDERS' });
    return views.use(project, scope, context, (view) => work({ view, texts, customers, currency }));
  };

  return {
    'project.open': async ({ file, create }, context) => {
      await session.open(pathOf(file), create);
      warm();
      return (await session.loaded(context)).info;
    },
    'project.info': async (_query, context) => (await session.loaded(context)).info,
    'project.close': async () => {
      await session.close();
      return null;
    },
    'import.inspect': ({ file, plan, kind, profile, findDates, saved }) =>
      data.call('inspect', { path: pathOf(file), plan, kind: kind ?? null, profile: profile ?? null, findDates: findDates ?? false, bySaved: saved ?? true }),
    'import.run': async ({ files, plan, corrects }, { signal, progress }) => {
      session.required();
      const paths = files.map(pathOf);
      const outcome = await flags.guard(signal, (slot) => data.call('import', { paths, plan, corrects: corrects ?? null, slot }, { onProgress: progress }));
      // An import that brought nothing new left the project as it was.
      if (outcome.importId !== null) session.forget();
      return outcome;
    },
    'import.forecast': async ({ files, plan }, { signal, progress }) => {
      session.required();
      const paths = files.map(pathOf);
      return flags.guard(signal, (slot) => data.call('forecast', { paths, plan, slot }, { onProgress: progress }));
    },
    'import.undo': async ({ importId }, context) => {
      session.required();
      await data.call('undo', { importId });
      session.forget();
      return (await session.loaded(context)).info;
    },
    'import.rejections': async (query) => {
      session.required();
      return data.call('rejections', query);
    },
    'import.exportRejections': async ({ file, ...query }, { signal, progress }) => {
      session.required();
      const path = targetOf(file);
      return flags.guard(signal, (slot) => data.call('exportRejections', { ...query, path, slot }, { onProgress: progress }));
    },
    'rules.read': async (_query, { signal, progress }) => {
      session.required();
      return flags.guard(signal, (slot) => data.call('rules', { slot }, { onProgress: progress }));
    },
    'rules.save': async (rules, context) => {
      session.required();
      await data.call('saveRules', rules);
      session.forget();
      return (await session.loaded(context)).info;
    },
    'views.read': async () => {
      session.required();
      return data.call('views', null);
    },
    'views.save': async (saved) => {
      session.required();
      return data.call('saveViews', saved);
    },
    'import.mappings': async () => {
      session.required();
      return data.call('mappings', null);
    },
    'import.forgetMapping': async (query) => {
      session.required();
      return data.call('forgetMapping', query);
    },
    ...createFigureHandlers(runner, withOrders),
    ...createLtvHandlers({ ltv, pool, runner, withOrders, maskOf }),
    ...createRfmHandlers({ pool, views, rfm, runner, ltv, data, withOrders, requestOf: selectionRequest, targetOf, maskOf, required: session.required }),
    'products.values': async (query, context) => {
      const project = await withOrders(context);
      const counts = await runner.remembered(project, 'orders by product', () => pool.call('ordersByProduct', { frame: project.frame, products: project.products.size }));
      return productValues(project, counts, query);
    },
    'tables.query': ({ scope, sql, limit, masked }, context) =>
      withTables(scope, context, (tables) => flags.guard(context.signal, (slot) => data.call('sql', { ...tables, sql, limit, masked, slot }))),
    'tables.export': ({ scope, file, ...query }, context) => {
      const path = targetOf(file);
      return withTables(scope, context, (tables) => flags.guard(context.signal, (slot) => data.call('exportTable', { ...tables, ...query, path, slot }, { onProgress: context.progress })));
    },
    'tables.save': ({ columns, format, file }) => writeTable(targetOf(file), format, shownTable(columns)),
  };
}

/** The same handlers for those who must not learn where files lie: errors name files without their folders. */
export function withoutPaths(handlers: Handlers<EngineApi>): Handlers<EngineApi> {
  const wrapped = Object.entries(handlers).map(([method, handler]) => [
    method,
    async (request: never, context: CallContext): Promise<unknown> => {
      try {
        return await handler(request, context);
      } catch (thrown) {
        throw thrown instanceof EngineFailure ? new EngineFailure(withoutFolder(thrown.error)) : thrown;
      }
    },
  ]);
  return Object.fromEntries(wrapped) as Handlers<EngineApi>;
}

function withoutFolder(error: EngineError): EngineError {
  return 'file' in error ? { ...error, file: basename(error.file) } : error;
}

function selectionRequest(selection: MetricSelection): AnalysisRequest {
  const common = { analysis: 'selection', query: selection } as const;
  switch (selection.kind) {
    case 'all':
      return { ...common, scope: selection.scope, attribute: null, needsGaps: false };
    case 'figure':
      return { ...common, scope: selection.query.scope, attribute: null, needsGaps: selection.query.activityWindowDays === 'p90-gap' };
    case 'gap':
    case 'wait':
    case 'revenue':
      return { ...common, scope: selection.query.scope, attribute: null, needsGaps: false };
    case 'cohort':
      return { ...common, scope: selection.query.scope, ...textsOfKey(selection.query), ...segmentsOfKey(selection.query), needsGaps: false };
  }
}
