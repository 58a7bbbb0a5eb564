import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { workerData } from 'node:worker_threads';
import { EngineFailure } from '../contract/errors.ts';
import { forecastImport, importFiles } from '../ingest/import-files.ts';
import { withDatesFound } from '../ingest/found-dates.ts';
import { inspectFile } from '../ingest/inspect-file.ts';
import { asKind } from '../ingest/kinds/recognise-file.ts';
import { bySavedMapping } from '../ingest/saved-mapping.ts';
import { writeTable } from '../output/write-table.ts';
import { openProject, type ProjectStore } from '../store/project-store.ts';
import { flagReader } from './cancel-flags.ts';
import { loadProject } from './load-project.ts';
import { saveRules } from './order-rules.ts';
import { rulesState } from './rules-state.ts';
import { asMergedCustomers, membersOf } from './merged-facts.ts';
import { exportRejections } from './export-rejections.ts';
import { createDecodeThreads } from './decode-threads.ts';
import { createFrameThreads } from './frame-threads.ts';
import { correctionOf, forgetMapping, keepMapping, readMappings } from './mappings.ts';
import { npsAnswersOf, shareRecords } from './customer-records.ts';
import { createMask } from './mask.ts';
import { maskKeyOf, readSegments, readViews, saveSegments, saveViews } from './project-settings.ts';
import { serveWorker } from './serve-worker.ts';
import { spawnWorker, type WorkerKind, type WorkerStart } from './spawn-worker.ts';
import { maskedTable } from './tables/mask-table.ts';
import { PROJECT_TABLES } from './tables/project-tables.ts';
import { runSql } from './tables/run-sql.ts';
import type { TableSource } from './tables/table-source.ts';
import type { DataApi, TablesRequest } from './worker-api.ts';

/** Smaller files are mostly read on this thread. */
const LEAST_WARMED_BYTES = 4 << 20;

/** Readers of the project gain by no more than this. */
const MOST_FRAME_THREADS = 4;

const cores = availableParallelism();
const spawn = (kind: WorkerKind) => () => spawnWorker({ ...(workerData as WorkerStart), kind });
const decodeThreads = createDecodeThreads(cores, spawn('decode'));
const frameThreads = createFrameThreads(Math.min(cores, MOST_FRAME_THREADS) - 1, spawn('frame'));
let store: ProjectStore | null = null;
/** Per customer as whom it counts in the frame that was loaded last; `null`: as itself. */
let representative: Uint32Array | null = null;
let queue: Promise<unknown> = Promise.resolve();

/** One after the other: an import waits for files, and nothing may touch the project meanwhile. */
function inTurn<T>(work: () => T | Promise<T>): Promise<T> {
  const turn = queue.then(work);
  queue = turn.catch(() => undefined);
  return turn;
}

function opened(): ProjectStore {
  if (store === null) throw new EngineFailure({ code: 'PROJECT', file: '', fault: 'no-project-open' });
  return store;
}

/** Threads that read the project let go of it first: the last one to close it puts its log away, and readers may not. */
async function letGo(): Promise<void> {
  await frameThreads.end();
  store?.close();
  store = null;
  representative = null;
}

serveWorker<DataApi>(
  ({ flags }) => ({
    open: ({ path, create }) =>
      inTurn(async () => {
        const next = openProject(path, { create });
        await letGo();
        store = next;
        frameThreads.warm(next);
        return next.info();
      }),
    close: () =>
      inTurn(async () => {
        await letGo();
        return null;
      }),
    load: ({ slot }, context) =>
      inTurn(async () => {
        const onProgress = (done: number, total: number): void => context.progress({ stage: 'loading', unit: 'rows', done, total });
        const loaded = await loadProject(opened(), frameThreads, slot, { cancelled: flagReader(flags, slot), onProgress });
        representative = loaded.representative;
        return loaded;
      }),
    inspect: async ({ path, plan, kind, profile, findDates, bySaved }) => {
      const proposal = await inspectFile(path, plan, profile);
      if (plan !== null && Object.keys(plan.mapping).length > 0) return findDates ? withDatesFound(proposal, (chosen) => inspectFile(path, chosen)) : proposal;
      const recognised = asKind(proposal, kind, store?.currency()?.code ?? null);
      const isNew = plan === null && kind === null && profile === null;
      const saved = isNew && bySaved && store !== null ? await bySavedMapping(readMappings(store), recognised, (chosen) => inspectFile(path, chosen)) : null;
      return saved ?? recognised;
    },
    import: ({ paths, plan, corrects, slot }, context) =>
      inTurn(async () => {
        const target = opened();
        // The threads start while the first file is looked at.
        if (bytesOf(paths) >= LEAST_WARMED_BYTES) decodeThreads.warm();
        const mapping = plan === null || corrects === null ? null : await correctionOf(paths[0] ?? '', corrects, plan);
        const report = await importFiles({ paths, plan, store: target, cancelled: flagReader(flags, slot), onProgress: context.progress, pool: decodeThreads });
        // A mapping by which no row landed would spoil the next file with these columns.
        if (mapping !== null && report.files.some(({ imported, updated, duplicates }) => imported + updated + duplicates > 0)) keepMapping(target, mapping);
        return { ...report, currency: target.currency() };
      }),
    sql: ({ sql, limit, masked, slot, ...tables }) => inTurn(() => runSql(tableSource(opened(), tables), masked ? createMask(maskKeyOf(opened())) : null, sql, limit, flagReader(flags, slot))),
    exportTable: ({ table, masked, byteOrderMark = true, format, path, slot, ...tables }, context) =>
      inTurn(() => {
        const whole = PROJECT_TABLES[table](tableSource(opened(), tables));
        const written = masked ? maskedTable(whole, createMask(maskKeyOf(opened()))) : whole;
        return writeTable(path, format, written, { byteOrderMark, cancelled: flagReader(flags, slot), onProgress: context.progress });
      }),
    rules: ({ slot }, context) =>
      inTurn(() =>
        rulesState(opened(), {
          cancelled: flagReader(flags, slot),
          onProgress: (done, total) => context.progress({ stage: 'loading', unit: 'rows', done, total }),
        }),
      ),
    saveRules: (rules) =>
      inTurn(() => {
        saveRules(opened(), rules);
        return null;
      }),
    mappings: () => inTurn(() => readMappings(opened())),
    forgetMapping: ({ key }) => inTurn(() => forgetMapping(opened(), key)),
    forecast: ({ paths, plan, slot }, context) =>
      inTurn(() => forecastImport({ paths, plan, store: opened(), cancelled: flagReader(flags, slot), onProgress: context.progress, pool: decodeThreads })),
    undo: ({ importId }) =>
      inTurn(() => {
        opened().undoImport(importId);
        return null;
      }),
    rejections: (query) => inTurn(() => opened().rejections(query)),
    exportRejections: ({ importId, kind, words, path, slot }, context) =>
      inTurn(async () => {
        const rejected = opened().rejectedRows({ importId, kind: kind ?? null });
        return { rows: await exportRejections(rejected, path, words, { cancelled: flagReader(flags, slot), onProgress: context.progress }) };
      }),
    records: ({ customers }) => inTurn(() => shareRecords(opened().facts('customers'), representative, customers)),
    recordsOf: ({ owners }) => inTurn(() => opened().factsOf('customers', owners)),
    recordAttributes: () => inTurn(() => opened().recordAttributes()),
    customerFacts: ({ customer }) =>
      inTurn(() => {
        const members = membersOf(customer, representative);
        return { record: opened().factsOf('customers', members), feedback: opened().factsOf('feedback', members) };
      }),
    npsAnswers: () => inTurn(() => npsAnswersOf(asMergedCustomers(opened().facts('feedback'), representative))),
    orderIds: ({ codes }) =>
      inTurn(() => {
        const dictionary = opened().dictionary('order');
        return Array.from(codes, (code) => dictionary.text(code));
      }),
    segments: () => inTurn(() => readSegments(opened())),
    saveSegments: (settings) => inTurn(() => saveSegments(opened(), settings)),
    views: () => inTurn(() => readViews(opened())),
    saveViews: (views) => inTurn(() => saveViews(opened(), views)),
    maskKey: () => inTurn(() => maskKeyOf(opened())),
  }),
  () =>
    void inTurn(async () => {
      await Promise.all([decodeThreads.end(), letGo()]);
    }),
);

/** 0 where a file cannot be looked at, which the import will say. */
function bytesOf(paths: readonly string[]): number {
  try {
    return paths.reduce((sum, path) => sum + statSync(path).size, 0);
  } catch {
    return 0;
  }
}

function tableSource(project: ProjectStore, tables: TablesRequest): TableSource {
  return {
    ...tables,
    orders: project.dictionary('order'),
    products: project.dictionary('product'),
    productNames: project.dictionary('productName'),
    feedback: () => asMergedCustomers(project.facts('feedback'), representative),
    customerRecords: () => asMergedCustomers(project.facts('customers'), representative),
  };
}
