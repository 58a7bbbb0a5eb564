import type { CustomerOrder } from '../../contract/customers.ts';
import { sharedFloat64 } from '../../frame/shared-arrays.ts';
import type { LtvState } from './ltv-state.ts';
import { customerReader } from './totals.ts';

/** What is expected of each customer, by code, in shared memory; NaN for customers who are not in the model, or where it gives no numbers. */
export interface ExpectedColumns {
  pAlive: Float64Array;
  expectedTransactions: Float64Array;
  clvMinor: Float64Array;
}

export function expectedColumns(state: LtvState, customers: number): ExpectedColumns {
  const column = (): Float64Array => sharedFloat64(customers).fill(Number.NaN);
  const columns: ExpectedColumns = { pAlive: column(), expectedTransactions: column(), clvMinor: column() };
  const read = customerReader(state);
  if (read === null) return columns;
  state.history.customer.forEach((code, place) => {
    const { alive, transactions, value } = read(place);
    columns.pAlive[code] = alive;
    columns.expectedTransactions[code] = transactions;
    columns.clvMinor[code] = value * state.minorPerMajor;
  });
  return columns;
}

/** The codes whose values lie in all ranges. */
export function codesWithin({ pAlive, expectedTransactions, clvMinor }: ExpectedColumns, codes: Uint32Array, within: NonNullable<CustomerOrder['within']>): Uint32Array {
  const columns = { pAlive, expectedTransactions, clv: clvMinor };
  return codes.filter((code) => within.every(({ column, from, to }) => columns[column][code]! >= (from ?? -Infinity) && columns[column][code]! <= (to ?? Infinity)));
}
