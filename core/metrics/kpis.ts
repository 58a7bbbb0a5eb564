export { finishKpis } from './kpi-finish.ts';
export { foldKpis } from './kpi-fold.ts';
export { mergeKpis, type KpiPartial } from './kpi-partial.ts';
export { planKpis, type KpiPlan } from './kpi-plan.ts';
