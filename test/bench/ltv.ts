import { DEFAULT_LTV, type LtvQuery } from '../../core/contract/ltv.ts';
import type { Scope } from '../../core/contract/scope.ts';

/** The rows of the benchmark for lifetime value: fit of both models with every customer’s predictions; DuckDB has nothing to set beside it. */
export const ltvQuery = (scope: Scope, model: 'bg-nbd' | 'pareto-nbd'): LtvQuery => ({ scope, ...DEFAULT_LTV, model });
