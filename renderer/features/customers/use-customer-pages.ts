import { useQueries } from '@tanstack/react-query';
import { type CustomerColumn, type CustomerList, type CustomerListQuery, type CustomerOrder, isRecordColumn } from '../../../core/contract/customers.ts';
import { engine } from '../../engine/client.ts';
import { useProjectState } from '../../engine/project-state.ts';

/** Rows of one page: as many as the engine answers at once. */
export const PAGE_ROWS = 500;

/** `columns`: those of the table; of records only what they show is asked for. */
export function pageQuery(order: CustomerOrder, columns: readonly CustomerColumn[], page: number): CustomerListQuery {
  return { ...order, offset: page * PAGE_ROWS, limit: PAGE_ROWS, records: columns.filter(isRecordColumn) };
}

/** Pages that hold the rows from `first` up to `end`; the first of all is already there. `undefined`: not yet fetched. */
export function useCustomerPages(order: CustomerOrder, columns: readonly CustomerColumn[], first: number, end: number, start: CustomerList): (page: number) => CustomerList | undefined {
  const generation = useProjectState((state) => state.generation);
  const from = Math.floor(first / PAGE_ROWS);
  const to = Math.floor(Math.max(first, end - 1) / PAGE_ROWS);
  const wanted = Array.from({ length: to - from + 1 }, (_, at) => from + at).filter((page) => page > 0);
  const queries = useQueries({
    queries: wanted.map((page) => {
      const request = pageQuery(order, columns, page);
      return { queryKey: [generation, 'customers.list', request], queryFn: ({ signal }: { signal: AbortSignal }) => engine().call('customers.list', request, { signal }) };
    }),
  });
  return (page) => (page === 0 ? start : queries[wanted.indexOf(page)]?.data);
}
