import { z } from 'zod';
import { cohortQuerySchema, type CohortMatrix, type CohortQuery } from './cohorts.ts';
import { customerListQuerySchema, type CustomerList, type CustomerListQuery } from './customers.ts';
import {
  importInspectSchema,
  importRunSchema,
  rejectionPageQuerySchema,
  type ImportInspectQuery,
  type ImportOutcome,
  type ImportProposal,
  type ImportRunQuery,
  type RejectionPage,
  type RejectionPageQuery,
} from './imports.ts';
import { kpiQuerySchema, secondOrderQuerySchema, type KpiQuery, type KpiResult, type SecondOrderQuery, type SurvivalCurve } from './kpis.ts';
import { projectOpenSchema, type ProjectInfo, type ProjectOpenQuery } from './project.ts';

/** Everything the engine does. The request union, the handler table and the client are derived from it. */
export interface EngineApi {
  'project.open': (query: ProjectOpenQuery) => ProjectInfo;
  'project.info': (query: null) => ProjectInfo;
  'project.close': (query: null) => null;
  'import.inspect': (query: ImportInspectQuery) => ImportProposal;
  'import.run': (query: ImportRunQuery) => ImportOutcome;
  'import.rejections': (query: RejectionPageQuery) => RejectionPage;
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
  'import.rejections': rejectionPageQuerySchema,
  'kpis.figures': kpiQuerySchema,
  'kpis.secondOrder': secondOrderQuerySchema,
  'cohorts.matrix': cohortQuerySchema,
  'customers.list': customerListQuerySchema,
} as const satisfies { [M in EngineMethod]: z.ZodType<Parameters<EngineApi[M]>[0]> };
