export { finishCohorts } from './cohort-finish.ts';
export { foldCohorts, mergeCohorts, type CohortPartial } from './cohort-fold.ts';
export { planCohorts, type CohortPlan } from './cohort-plan.ts';
