import type { ExportRejectionsQuery, ImportForecast, ImportKind, ImportOutcome, ImportPlan, ImportProposal, ImportUndoQuery, ProfileName, RejectionPage, RejectionPageQuery } from '../contract/imports.ts';
import type { ForgetMappingQuery, SavedMapping } from '../contract/mappings.ts';
import type { ProjectInfo } from '../contract/project.ts';
import type { OrderRules, OrderRulesState } from '../contract/rules.ts';
import type { SqlResult, TableExport, TableExportQuery } from '../contract/tables.ts';
import type { Provenance } from '../contract/provenance.ts';
import type { RfmSettings } from '../contract/segments.ts';
import type { SavedView } from '../contract/views.ts';
import type { FrameView, OrderFrame, Standing } from '../frame/order-frame.ts';
import type { CustomerRange } from '../frame/ranges.ts';
import type { StandingCounts } from '../frame/standing.ts';
import type { ViewPart } from '../frame/view.ts';
import type { CustomerSummary } from '../metrics/customers.ts';
import type { SegmentKey } from '../metrics/cohort-keys.ts';
import type { SpendFacts } from '../metrics/spend.ts';
import type { AnalysisName } from './analyses.ts';
import type { NpsAnswers } from '../metrics/nps.ts';
import type { CustomerFacts, CustomerRecords } from './customer-records.ts';
import type { LtvComputeApi } from './ltv-worker.ts';
import type { FactColumns } from '../store/facts/fact-readers.ts';
import type { SharedTexts } from './shared-texts.ts';
import type { TableSource } from './tables/table-source.ts';

/** What the data thread keeps of a project besides the frame. */
export type StoredInfo = Omit<ProjectInfo, 'attributes'>;

/** A project in memory: shared by all threads, copied by none. */
export interface LoadedProject {
  info: ProjectInfo;
  frame: OrderFrame;
  /** Texts of each attribute’s codes. */
  texts: Record<string, SharedTexts>;
  /** Names of the customers, by code. */
  customers: SharedTexts;
  /** Per customer code as whom it counts by the project’s rules; `null`: everybody as themselves. */
  representative: Uint32Array | null;
  /** Products by code: as the files identify them, and by name. */
  products: SharedTexts;
  productNames: SharedTexts;
  /** `null`: no file says. */
  spend: SpendFacts | null;
}

/** What tables are made of; the rest is in the project file. */
export type TablesRequest = Pick<TableSource, 'view' | 'texts' | 'customers' | 'currency'>;

export interface SqlRequest extends TablesRequest {
  sql: string;
  limit: number;
  masked: boolean;
  slot: number;
}

/** `slot` is the call’s place among the cancel flags. */
export interface DataApi {
  open: (request: { path: string; create: boolean }) => StoredInfo;
  close: (request: null) => null;
  load: (request: { slot: number }) => LoadedProject;
  /** `kind` and `profile`: in the user’s word; `null`: as recognised. `bySaved`: a remembered correction may answer in place of recognising. */
  inspect: (request: { path: string; plan: ImportPlan | null; kind: ImportKind | null; profile: ProfileName | null; findDates: boolean; bySaved: boolean }) => ImportProposal;
  /** `corrects`: what was recognised, where the plan is to be remembered as its correction. */
  import: (request: { paths: string[]; plan: ImportPlan | null; corrects: ImportPlan | null; slot: number }) => ImportOutcome;
  forecast: (request: { paths: string[]; plan: ImportPlan | null; slot: number }) => ImportForecast;
  undo: (request: ImportUndoQuery) => null;
  rejections: (request: RejectionPageQuery) => RejectionPage;
  exportRejections: (request: Omit<ExportRejectionsQuery, 'file'> & { path: string; slot: number }) => { rows: number };
  /** Names and birthdays of the customers’ records, and whose record is whose. */
  records: (request: { customers: number }) => CustomerRecords;
  /** The records under these codes, in their order. */
  recordsOf: (request: { owners: number[] }) => FactColumns<'customers'>;
  recordAttributes: (request: null) => string[];
  /** The records, of which the first counts, and the answers of one customer. */
  customerFacts: (request: { customer: number }) => CustomerFacts;
  /** Net promoter scores of all answers, by customer code and civil second. */
  npsAnswers: (request: null) => NpsAnswers;
  orderIds: (request: { codes: Uint32Array }) => string[];
  segments: (request: null) => RfmSettings;
  saveSegments: (request: RfmSettings) => RfmSettings;
  views: (request: null) => SavedView[];
  saveViews: (request: SavedView[]) => SavedView[];
  /** The key under which names are masked; made when it is first asked for. */
  maskKey: (request: null) => string;
  /** One SELECT over the tables of the project. */
  sql: (request: SqlRequest) => SqlResult;
  exportTable: (request: TablesRequest & Omit<TableExportQuery, 'scope' | 'file'> & { path: string; slot: number }) => TableExport;
  rules: (request: { slot: number }) => OrderRulesState;
  saveRules: (request: OrderRules) => null;
  mappings: (request: null) => SavedMapping[];
  forgetMapping: (request: ForgetMappingQuery) => SavedMapping[];
}

/** One piece of parallel work: threads take the next range until none is left. */
export interface Job {
  ranges: CustomerRange[];
  /** Int32Array of JOB_CELLS in shared memory. */
  control: SharedArrayBuffer;
  slot: number;
}

/** Cells of a job’s control: the next range to take, and the customers done. */
export const JOB_CELLS = { next: 0, done: 1 } as const;

/** What one thread made of the ranges that it took. */
export type Pieces<T> = { range: number; piece: T }[];

export interface ComputeApi extends LtvComputeApi {
  fillStanding: (request: { job: Job; frame: OrderFrame; standing: Standing }) => Pieces<StandingCounts>;
  fillView: (request: { job: Job; view: FrameView }) => Pieces<ViewPart>;
  plan: (request: { analysis: AnalysisName; view: FrameView; query: unknown; gaps: Uint32Array | null; texts: SharedTexts | null; spend: SpendFacts | null; segments: SegmentKey | null }) => unknown;
  fold: (request: { job: Job; analysis: AnalysisName; view: FrameView; plan: unknown }) => Pieces<unknown>;
  finish: (request: { analysis: AnalysisName; plan: unknown; partials: unknown[]; provenance: Provenance; texts: SharedTexts | null; names: SharedTexts | null }) => unknown;
  /** All `codes` in the order asked for. */
  sortCustomers: (request: { view: FrameView; codes: Uint32Array; keys: SortKeys; descending: boolean }) => Uint32Array;
  summarise: (request: { view: FrameView; codes: Uint32Array }) => CustomerSummary;
  rankTexts: (request: SharedTexts) => Uint32Array;
  /** See ordersByProduct. */
  ordersByProduct: (request: { frame: OrderFrame; products: number }) => Uint32Array;
  /** Lets go of frames of earlier calls. */
  collectGarbage: (request: null) => null;
}

/** What customers are sorted by: what the view says of them, a number by customer code (where `among` is 0, the largest; NaN is the smallest), or the value of
 *  their cell of scores. */
export type SortKeys =
  | { by: 'summary'; sort: 'firstOrder' | 'lastOrder' | 'orders' | 'netRevenue' | 'averageOrderValue' }
  | { by: 'number'; column: Uint32Array | Int32Array | Float64Array; among?: Uint32Array }
  | { by: 'cell'; cell: Uint8Array; valueOf: Uint8Array };
