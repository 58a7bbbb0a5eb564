import { DEFAULT_LTV, type LtvQuery } from '../../core/contract/ltv.ts';
import type { Scope } from '../../core/contract/scope.ts';

/** The rows of the benchmark for lifetime value: fit of both models with every customer’s predictions; DuckDB has nothing to set beside it.
 *  There is a customer for five lines: --lines 5000000 has nearly a million customers with a purchase, 15000000 nearly three. */
export const ltvQuery = (scope: Scope, model: 'bg-nbd' | 'pareto-nbd'): LtvQuery => ({ scope, ...DEFAULT_LTV, model });
