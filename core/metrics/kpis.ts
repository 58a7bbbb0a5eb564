export { finishKpis } from './kpi-finish.ts';
export { foldKpis, mergeKpis, type KpiPartial } from './kpi-fold.ts';
export { planKpis, type KpiPlan } from './kpi-plan.ts';
