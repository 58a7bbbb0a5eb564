export { finishCohorts, pageOfCohorts, type CohortTexts } from './cohort-finish.ts';
export { foldCohorts } from './cohort-fold.ts';
export { mergeCohorts, type CohortPartial } from './cohort-partial.ts';
export { planCohorts, type CohortPlan } from './cohort-plan.ts';
