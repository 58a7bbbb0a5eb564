import { z } from 'zod';
import { cohortQuerySchema, type CohortMatrix, type CohortQuery } from './cohorts.ts';
import { customerExportSchema, customerListQuerySchema, type CustomerExportQuery, type CustomerList, type CustomerListQuery } from './customers.ts';
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
import {
  curveQuerySchema,
  formulaQuerySchema,
  ltvCompareQuerySchema,
  ltvCustomerQuerySchema,
  ltvCustomersQuerySchema,
  ltvGroupsQuerySchema,
  ltvQuerySchema,
  whatIfQuerySchema,
  type CurveQuery,
  type FormulaQuery,
  type FormulaResult,
  type LtvCompareQuery,
  type LtvComparison,
  type LtvCurve,
  type LtvCustomer,
  type LtvCustomerQuery,
  type LtvCustomers,
  type LtvCustomersQuery,
  type LtvFit,
  type LtvGroups,
  type LtvGroupsQuery,
  type LtvQuery,
  type WhatIfQuery,
  type WhatIfResult,
} from './ltv.ts';
import { forgetMappingSchema, type ForgetMappingQuery, type SavedMapping } from './mappings.ts';
import {
  acquisitionQuerySchema,
  concentrationQuerySchema,
  gapQuerySchema,
  kpiBreakdownQuerySchema,
  kpiQuerySchema,
  secondOrderQuerySchema,
  type Acquisition,
  type AcquisitionQuery,
  type Concentration,
  type ConcentrationQuery,
  type GapDistribution,
  type GapQuery,
  type KpiBreakdown,
  type KpiBreakdownQuery,
  type KpiQuery,
  type KpiResult,
  type SecondOrderQuery,
  type SurvivalCurve,
} from './kpis.ts';
import { sqlQuerySchema, tableExportSchema, tableSaveSchema, type SqlQuery, type SqlResult, type TableExport, type TableExportQuery, type TableSaveQuery } from './tables.ts';
import { customerProfileQuerySchema, type CustomerProfile, type CustomerProfileQuery } from './customer-profile.ts';
import { productValuesQuerySchema, type ProductValues, type ProductValuesQuery } from './products.ts';
import { projectOpenSchema, type ProjectInfo, type ProjectOpenQuery } from './project.ts';
import { orderRulesSchema, type OrderRules, type OrderRulesState } from './rules.ts';
import {
  rfmMovementQuerySchema,
  rfmQuerySchema,
  rfmSegmentQuerySchema,
  type RfmMovement,
  type RfmMovementQuery,
  type RfmQuery,
  type RfmResult,
  type RfmSegmentProfile,
  type RfmSegmentQuery,
} from './rfm.ts';
import { rfmSettingsSchema, type RfmSettings } from './segments.ts';
import { savedViewsSchema, type SavedView } from './views.ts';

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
  'rules.read': (query: null) => OrderRulesState;
  'rules.save': (query: OrderRules) => ProjectInfo;
  'kpis.figures': (query: KpiQuery) => KpiResult;
  'kpis.secondOrder': (query: SecondOrderQuery) => SurvivalCurve;
  'kpis.gaps': (query: GapQuery) => GapDistribution;
  'kpis.concentration': (query: ConcentrationQuery) => Concentration;
  'kpis.breakdown': (query: KpiBreakdownQuery) => KpiBreakdown;
  'kpis.acquisition': (query: AcquisitionQuery) => Acquisition;
  'cohorts.matrix': (query: CohortQuery) => CohortMatrix;
  'ltv.fit': (query: LtvQuery) => LtvFit;
  'ltv.customers': (query: LtvCustomersQuery) => LtvCustomers;
  'ltv.customer': (query: LtvCustomerQuery) => LtvCustomer;
  'ltv.groups': (query: LtvGroupsQuery) => LtvGroups;
  'ltv.compare': (query: LtvCompareQuery) => LtvComparison;
  'ltv.formula': (query: FormulaQuery) => FormulaResult;
  'ltv.curve': (query: CurveQuery) => LtvCurve;
  'ltv.whatIf': (query: WhatIfQuery) => WhatIfResult;
  'customers.list': (query: CustomerListQuery) => CustomerList;
  'customers.profile': (query: CustomerProfileQuery) => CustomerProfile;
  /** Names of the further columns that records of customers have. */
  'customers.attributes': (query: null) => string[];
  'customers.export': (query: CustomerExportQuery) => TableExport;
  'rfm.table': (query: RfmQuery) => RfmResult;
  'rfm.movement': (query: RfmMovementQuery) => RfmMovement;
  'rfm.segment': (query: RfmSegmentQuery) => RfmSegmentProfile;
  /** How this project scores and names customers. */
  'segments.read': (query: null) => RfmSettings;
  'segments.save': (query: RfmSettings) => RfmSettings;
  /** Filters and views that this project keeps under names. */
  'views.read': (query: null) => SavedView[];
  /** Replaces all of them. */
  'views.save': (query: SavedView[]) => SavedView[];
  'products.values': (query: ProductValuesQuery) => ProductValues;
  'tables.query': (query: SqlQuery) => SqlResult;
  'tables.export': (query: TableExportQuery) => TableExport;
  'tables.save': (query: TableSaveQuery) => TableExport;
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
  'rules.read': z.null(),
  'rules.save': orderRulesSchema,
  'kpis.figures': kpiQuerySchema,
  'kpis.secondOrder': secondOrderQuerySchema,
  'kpis.gaps': gapQuerySchema,
  'kpis.concentration': concentrationQuerySchema,
  'kpis.breakdown': kpiBreakdownQuerySchema,
  'kpis.acquisition': acquisitionQuerySchema,
  'cohorts.matrix': cohortQuerySchema,
  'ltv.fit': ltvQuerySchema,
  'ltv.customers': ltvCustomersQuerySchema,
  'ltv.customer': ltvCustomerQuerySchema,
  'ltv.groups': ltvGroupsQuerySchema,
  'ltv.compare': ltvCompareQuerySchema,
  'ltv.formula': formulaQuerySchema,
  'ltv.curve': curveQuerySchema,
  'ltv.whatIf': whatIfQuerySchema,
  'customers.list': customerListQuerySchema,
  'customers.profile': customerProfileQuerySchema,
  'customers.attributes': z.null(),
  'customers.export': customerExportSchema,
  'rfm.table': rfmQuerySchema,
  'rfm.movement': rfmMovementQuerySchema,
  'rfm.segment': rfmSegmentQuerySchema,
  'segments.read': z.null(),
  'segments.save': rfmSettingsSchema,
  'views.read': z.null(),
  'views.save': savedViewsSchema,
  'products.values': productValuesQuerySchema,
  'tables.query': sqlQuerySchema,
  'tables.export': tableExportSchema,
  'tables.save': tableSaveSchema,
} as const satisfies { [M in EngineMethod]: z.ZodType<Parameters<EngineApi[M]>[0]> };
