import { z } from 'zod';
import { cohortQuerySchema, type CohortMatrix, type CohortQuery } from './cohorts.ts';
import { customerListQuerySchema, type CustomerList, type CustomerListQuery } from './customers.ts';
import {
  importInspectSchema,
  importRunSchema,
  importUndoSchema,
  exportRejectionsSchema,
  rejectionPageQuerySchema,
  type ExportRejectionsQuery,
  type ImportForecast,
  type ImportInspectQuery,
  type ImportOutcome,
  type ImportProposal,
  type ImportRunQuery,
  type ImportUndoQuery,
  type RejectionPage,
  type RejectionPageQuery,
} from './imports.ts';
import { forgetMappingSchema, type ForgetMappingQuery, type SavedMapping } from './mappings.ts';
import { kpiQuerySchema, secondOrderQuerySchema, type KpiQuery, type KpiResult, type SecondOrderQuery, type SurvivalCurve } from './kpis.ts';
import { projectOpenSchema, type ProjectInfo, type ProjectOpenQuery } from './project.ts';

/** Everything the engine does. The request union, the handler table and the client are derived from it. */
export interface EngineApi {
  'project.open': (query: ProjectOpenQuery) => ProjectInfo;
  'project.info': (query: null) => ProjectInfo;
  'project.close': (query: null) => null;
  'import.inspect': (query: ImportInspectQuery) => ImportProposal;
  'import.run': (query: ImportRunQuery) => ImportOutcome;
  'import.forecast': (query: ImportRunQuery) => ImportForecast;
  'import.undo': (query: ImportUndoQuery) => ProjectInfo;
  'import.rejections': (query: RejectionPageQuery) => RejectionPage;
  /** Writes nothing when there are no such rows. */
  'import.exportRejections': (query: ExportRejectionsQuery) => { rows: number };
  /** Remembered corrections, newest first. */
  'import.mappings': (query: null) => SavedMapping[];
  'import.forgetMapping': (query: ForgetMappingQuery) => SavedMapping[];
  'kpis.figures': (query: KpiQuery) => KpiResult;
  'kpis.secondOrder': (query: SecondOrderQuery) => SurvivalCurve;
  'cohorts.matrix': (query: CohortQuery) => CohortMatrix;
  'customers.list': (query: CustomerListQuery) => CustomerList;
}

export type EngineMethod = keyof EngineApi;

/** Validation of each request on arrival. */
export const ENGINE_REQUESTS = {
  'project.open': projectOpenSchema,
  'project.info': z.null(),
  'project.close': z.null(),
  'import.inspect': importInspectSchema,
  'import.run': importRunSchema,
  'import.forecast': importRunSchema,
  'import.undo': importUndoSchema,
  'import.rejections': rejectionPageQuerySchema,
  'import.exportRejections': exportRejectionsSchema,
  'import.mappings': z.null(),
  'import.forgetMapping': forgetMappingSchema,
  'kpis.figures': kpiQuerySchema,
  'kpis.secondOrder': secondOrderQuerySchema,
  'cohorts.matrix': cohortQuerySchema,
  'customers.list': customerListQuerySchema,
} as const satisfies { [M in EngineMethod]: z.ZodType<Parameters<EngineApi[M]>[0]> };
