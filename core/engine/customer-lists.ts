import { type CustomerExpectations, type CustomerExportQuery, type CustomerList, type CustomerListQuery, type CustomerOrder, type CustomerScores, type CustomerSort, EXPECTED_SORTS, isRecordColumn, type RecordColumn } from '../contract/customers.ts';
import { EngineFailure } from '../contract/errors.ts';
import type { CallContext } from '../contract/rpc.ts';
import type { Scope } from '../contract/scope.ts';
import type { RfmSettings } from '../contract/segments.ts';
import type { TableExport } from '../contract/tables.ts';
import type { FrameView } from '../frame/order-frame.ts';
import { codesWithin, type ExpectedColumns } from '../metrics/ltv/customer-columns.ts';
import { CELL, frequencyMonetary, NO_SEGMENT, scoresOfCell, segmentOfCells, type RfmColumns } from '../metrics/rfm.ts';
import { writeTable } from '../output/write-table.ts';
import { type AnalysisRunner, provenanceIn } from './analysis-runner.ts';
import type { ComputePool } from './compute-pool.ts';
import { customerListTable } from './customer-list-table.ts';
import { type CustomerRecords, recordTexts } from './customer-records.ts';
import type { CustomerSelector } from './customer-selection.ts';
import type { KeptWorker } from './kept-worker.ts';
import type { LtvRunner } from './ltv-runner.ts';
import type { Mask } from './mask.ts';
import { foldCustomers } from './rfm-store.ts';
import type { ScoredViews } from './scored-views.ts';
import { textAt } from './shared-texts.ts';
import type { ViewStore } from './view-store.ts';
import type { DataApi, LoadedProject, SortKeys } from './worker-api.ts';

export interface CustomerListParts {
  ltv: LtvRunner;
  pool: ComputePool;
  views: ViewStore;
  scored: ScoredViews;
  runner: AnalysisRunner;
  selector: CustomerSelector;
  data: KeptWorker<DataApi>;
  recordsOf: (project: LoadedProject) => Promise<CustomerRecords | null>;
  maskOf: (project: LoadedProject) => Promise<Mask>;
}

/** Pages of the customers behind a number: chosen, searched, sorted, each step remembered. */
export function createCustomerLists({ pool, views, scored, ltv, runner, selector, data, recordsOf, maskOf }: CustomerListParts) {
  const search = (project: LoadedProject, query: CustomerOrder, view: FrameView, codes: Uint32Array, context: CallContext): Promise<Uint32Array> | Uint32Array => {
    const { search: wanted } = query;
    if (wanted === undefined) return codes;
    return runner.remembered(project, { selection: query.selection, search: wanted }, async () => {
      const records = await recordsOf(project);
      const found = await foldCustomers(pool, view, 'searchCustomers', { texts: project.customers, names: records?.names ?? null, wanted }, context);
      return common(codes, found);
    });
  };

  const keysOf = async (project: LoadedProject, sort: CustomerSort, settings: RfmSettings | undefined, { columns, expected }: ListedView): Promise<SortKeys> => {
    if (sort === 'customer') return { by: 'number', column: await runner.remembered(project, 'customer ranks', () => pool.call('rankTexts', project.customers)) };
    if (isSummarySort(sort)) return { by: 'summary', sort };
    if (sort === 'birthDate') return { by: 'number', column: (await recordsOf(project))?.birthday ?? new Uint32Array(project.frame.customers) };
    if (isExpectedSort(sort)) {
      if (expected === null) throw new EngineFailure({ code: 'BAD_REQUEST', method: 'customers.list', detail: 'this sort needs ltv' });
      return { by: 'number', column: sort === 'clv' ? expected.clvMinor : expected[sort] };
    }
    if (columns === null || settings === undefined) throw new EngineFailure({ code: 'BAD_REQUEST', method: 'customers.list', detail: 'this sort needs rfm' });
    switch (sort) {
      case 'recency':
        return { by: 'number', column: columns.recencyDays, among: columns.frequency };
      case 'frequency':
        return { by: 'number', column: columns.frequency };
      case 'monetary':
        return { by: 'number', column: columns.monetaryMinor };
      case 'recencyScore':
        return { by: 'cell', cell: columns.cell, valueOf: scoreTable((scores) => scores.recency) };
      case 'frequencyScore':
        return { by: 'cell', cell: columns.cell, valueOf: scoreTable((scores) => scores.frequency) };
      case 'monetaryScore':
        return { by: 'cell', cell: columns.cell, valueOf: scoreTable((scores) => scores.monetary) };
      case 'frequencyMonetaryScore':
        return { by: 'cell', cell: columns.cell, valueOf: scoreTable((scores) => frequencyMonetary(scores.frequency, scores.monetary)) };
      case 'segment':
        return { by: 'cell', cell: columns.cell, valueOf: segmentOfCells(settings.segments) };
    }
  };

  const sortedCodes = async (project: LoadedProject, query: CustomerOrder, listed: ListedView, context: CallContext): Promise<Uint32Array> => {
    const { sort, descending, rfm: settings, ltv: model, within = [] } = query;
    const { view, expected } = listed;
    const selected = await selector.select(project, query.selection, view, context);
    const found = await search(project, query, view, selected, context);
    const key = { selection: query.selection, search: query.search ?? null, sort, descending, rfm: settings ?? null, ltv: model ?? null, within };
    return runner.remembered(project, key, async () => {
      const codes = expected === null || within.length === 0 ? found : codesWithin(expected, found, within);
      return pool.call('sortCustomers', { view, codes, keys: await keysOf(project, sort, settings, listed), descending });
    });
  };

  const rowsOf = async (project: LoadedProject, query: CustomerOrder, wanted: readonly RecordColumn[], { scope, view, columns, expected }: ListedView, page: Uint32Array): Promise<Omit<CustomerList, 'total'>> => {
    const { rfm: settings } = query;
    const summary = await pool.call('summarise', { view, codes: page });
    const records = await recordsOf(project);
    const mask = query.masked === true ? await maskOf(project) : null;
    const nameOf = (code: number): string => (records === null ? '' : textAt(records.names, code));
    return {
      provenance: provenanceIn(project, view, scope),
      customer: Array.from(page, (code) => (mask === null ? textAt(project.customers, code) : mask(textAt(project.customers, code)))),
      name: Array.from(page, (code) => (mask === null || nameOf(code) === '' ? nameOf(code) : mask(nameOf(code)))),
      code: page,
      ...summary,
      averageOrderMinor: summary.netMinor.map((net, at) => net / summary.orders[at]!),
      rfm: columns === null || settings === undefined ? null : scoresOfPage(columns, settings, page),
      ltv: expected === null ? null : expectationsOfPage(expected, page),
      records: await recordsOfPage(records, wanted, page, mask),
    };
  };

  const recordsOfPage = async (records: CustomerRecords | null, wanted: readonly RecordColumn[], page: Uint32Array, mask: Mask | null): Promise<CustomerList['records']> => {
    if (wanted.length === 0) return [];
    const owners = Array.from(page, (code) => records?.owner[code] ?? -1);
    return recordTexts(await data.call('recordsOf', { owners: owners.filter((owner) => owner >= 0) }), owners, wanted, mask);
  };

  const inView = async <T>(project: LoadedProject, query: CustomerOrder, context: CallContext, work: (listed: ListedView) => Promise<T>): Promise<T> => {
    const scope = selector.scopeOf(query.selection);
    const expected = query.ltv === undefined ? null : await ltv.columns(project, scope, query.ltv, context);
    return query.rfm === undefined
      ? views.use(project, scope, context, (view) => work({ scope, view, columns: null, expected }))
      : scored.use(project, { scope, settings: query.rfm }, context, (view, { window }) => work({ scope, view, columns: window.columns, expected }));
  };

  return {
    list: (project: LoadedProject, query: CustomerListQuery, context: CallContext): Promise<CustomerList> =>
      inView(project, query, context, async (listed) => {
        const codes = await sortedCodes(project, query, listed, context);
        return { total: codes.length, ...(await rowsOf(project, query, query.records ?? [], listed, codes.slice(query.offset, query.offset + query.limit))) };
      }),
    export: (project: LoadedProject, query: Omit<CustomerExportQuery, 'file'>, path: string, context: CallContext): Promise<TableExport> =>
      inView(project, query, context, async (listed) => {
        const codes = await sortedCodes(project, query, listed, context);
        const wanted = query.columns.filter(isRecordColumn);
        const table = customerListTable(query, project.info.currency?.minorUnitDigits ?? 0, codes, (part) => rowsOf(project, query, wanted, listed, part));
        return writeTable(path, query.format, table, { byteOrderMark: query.byteOrderMark ?? true, cancelled: () => context.signal.aborted, onProgress: context.progress });
      }),
  };
}

/** The scope that is listed, and the scores and expectations of its customers if they are asked for. */
interface ListedView {
  scope: Scope;
  view: FrameView;
  columns: RfmColumns | null;
  expected: ExpectedColumns | null;
}

type SummarySort = Extract<SortKeys, { by: 'summary' }>['sort'];

function isSummarySort(sort: CustomerSort): sort is SummarySort {
  return (['firstOrder', 'lastOrder', 'orders', 'netRevenue', 'averageOrderValue'] as const).some((known) => known === sort);
}

function isExpectedSort(sort: CustomerSort): sort is (typeof EXPECTED_SORTS)[number] {
  return EXPECTED_SORTS.some((known) => known === sort);
}

function expectationsOfPage({ pAlive, expectedTransactions, clvMinor }: ExpectedColumns, page: Uint32Array): CustomerExpectations {
  const of = (column: Float64Array): Float64Array => Float64Array.from(page, (code) => column[code]!);
  return { pAlive: of(pAlive), expectedTransactions: of(expectedTransactions), clvMinor: of(clvMinor) };
}

function scoresOfPage(columns: RfmColumns, settings: RfmSettings, page: Uint32Array): CustomerScores {
  const segmentOf = segmentOfCells(settings.segments);
  const cells = Uint8Array.from(page, (code) => columns.cell[code]!);
  const score = (pick: (scores: ReturnType<typeof scoresOfCell>) => number): Uint8Array => cells.map((cell) => scoreTable(pick)[cell]!);
  return {
    recencyDays: Int32Array.from(page, (code) => columns.recencyDays[code]!),
    frequency: Float64Array.from(page, (code) => columns.frequency[code]!),
    monetaryMinor: Float64Array.from(page, (code) => columns.monetaryMinor[code]!),
    recencyScore: score(({ recency }) => recency),
    frequencyScore: score(({ frequency }) => frequency),
    monetaryScore: score(({ monetary }) => monetary),
    frequencyMonetaryScore: score(({ frequency, monetary }) => frequencyMonetary(frequency, monetary)),
    segment: Array.from(cells, (cell) => (segmentOf[cell] === NO_SEGMENT ? '' : settings.segments[segmentOf[cell]!]!.id)),
  };
}

/** A score by cell; 0 where there is none. */
function scoreTable(pick: (scores: ReturnType<typeof scoresOfCell>) => number): Uint8Array {
  return Uint8Array.from({ length: CELL.outside + 1 }, (_, cell) => (cell === CELL.none || cell === CELL.outside ? 0 : pick(scoresOfCell(cell))));
}

/** Codes that are among the others; all ascending. */
function common(codes: Uint32Array, others: Uint32Array[]): Uint32Array {
  const kept: number[] = [];
  let at = 0;
  for (const part of others) {
    for (const code of part) {
      while (at < codes.length && codes[at]! < code) at++;
      if (codes[at] === code) kept.push(code);
    }
  }
  return Uint32Array.from(kept);
}
