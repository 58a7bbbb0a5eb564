/** Lifetime value, METRICS §5. */
export * from './ltv/models.ts';
export * from './ltv/query.ts';
export * from './ltv/estimate.ts';
export * from './ltv/fit.ts';
export * from './ltv/holdout.ts';
export * from './ltv/renewals.ts';
export * from './ltv/customers.ts';
export * from './ltv/customer.ts';
export * from './ltv/groups.ts';
export * from './ltv/compare.ts';
export * from './ltv/formula.ts';
export * from './ltv/curve.ts';
