import type { CohortMatrix, CohortQuery } from '../../core/contract/cohorts.ts';
import type { KpiResult, SurvivalCurve } from '../../core/contract/kpis.ts';
import type { ProjectInfo } from '../../core/contract/project.ts';
import type { Filter } from '../../core/contract/scope.ts';
import type { ReportRequest } from '../../core/contract/shell.ts';
import { productsOfFilters } from '../app/field-values.ts';
import type { EngineLink } from '../engine/link.ts';

/** Everything that the report prints. */
export interface ReportData {
  project: ProjectInfo;
  figures: KpiResult;
  secondOrder: SurvivalCurve;
  secondOrderYearBefore: SurvivalCurve;
  retention: CohortMatrix;
  revenue: CohortMatrix;
  /** Of products that filters name by their codes. */
  productNames: ReadonlyMap<string, string>;
}

/** Asks the engine for all of it. Rejects with the engine’s own error. */
export async function loadReport(engine: Pick<EngineLink, 'call'>, { scope, period }: ReportRequest): Promise<ReportData> {
  const cohorts: CohortQuery = { scope, key: 'month', age: 'month', measure: 'retainedShare', cumulative: false, retained: 'in-age', acquired: null };
  const [project, figures, retention, revenue] = await Promise.all([
    engine.call('project.info', null),
    engine.call('kpis.figures', { scope, period, granularity: 'month', activityWindowDays: 365 }),
    engine.call('cohorts.matrix', cohorts),
    engine.call('cohorts.matrix', { ...cohorts, measure: 'netRevenue' }),
  ]);
  const [secondOrder, secondOrderYearBefore] = await Promise.all([
    engine.call('kpis.secondOrder', { scope, acquired: figures.period, orderNumber: 2 }),
    engine.call('kpis.secondOrder', { scope, acquired: figures.yearBeforePeriod, orderNumber: 2 }),
  ]);
  return { project, figures, secondOrder, secondOrderYearBefore, retention, revenue, productNames: await productNames(engine, project, scope.filters) };
}

async function productNames(engine: Pick<EngineLink, 'call'>, { attributes }: ProjectInfo, filters: readonly Filter[]): Promise<ReadonlyMap<string, string>> {
  const products = productsOfFilters(filters, attributes);
  if (products.length === 0) return new Map();
  const found = await engine.call('products.values', { search: '', products });
  return new Map(found.product.map((product, index) => [product, found.name[index] || product]));
}
