import { useQueries } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { CUSTOMER_SORTS, type CustomerList, type CustomerListQuery, type Selection } from '../../../core/contract/customers.ts';
import { engine, useEngine } from '../../engine/client.ts';
import { useProjectState } from '../../engine/project-state.ts';
import { useFormat, type Format } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';

type Sort = (typeof CUSTOMER_SORTS)[number];

const PAGE = 200;
const ROW_HEIGHT = 25;

/** A table of any length: only the rows in sight exist, and only their pages are fetched. */
export function CustomerTable({ selection }: { selection: Selection }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const words = useWords();
  const [sort, setSort] = useState<Sort>('netRevenue');
  const [descending, setDescending] = useState(true);
  const first = useEngine('customers.list', pageQuery(selection, sort, descending, 0));
  const scroller = useRef<HTMLDivElement>(null);
  const total = first.data?.total ?? 0;
  const rows = useVirtualizer({ count: total, getScrollElement: () => scroller.current, estimateSize: () => ROW_HEIGHT, overscan: 12 });
  const visible = rows.getVirtualItems();
  const pages = usePages(selection, sort, descending, visible.map((row) => row.index), first.data);

  const sortBy = (column: Sort): void => {
    setDescending(column === sort ? !descending : column !== 'customer');
    setSort(column);
    scroller.current?.scrollTo({ top: 0 });
  };

  if (first.error !== null) {
    return (
      <div className="drawer-state" role="alert">
        <p>{t('error')}</p>
        <p className="drawer-note">{words.error(first.error)}</p>
        <Button className="action" onPress={first.refetch}>
          {t('again')}
        </Button>
      </div>
    );
  }
  if (first.data === undefined) {
    return (
      <p className="drawer-state" role="status">
        {t('loading')}
      </p>
    );
  }
  if (total === 0) return <p className="drawer-state">{t('empty')}</p>;

  return (
    <>
      <p className="drawer-note">
        <strong>{t('total', { count: total, n: format.integer(total) })}</strong> {t('counted', { asOf: format.date(first.data.provenance.asOf) })}
      </p>
      <div ref={scroller} className="customers-scroll">
        <table className="customers" aria-rowcount={total + 1}>
          <thead>
            <tr aria-rowindex={1}>
              {CUSTOMER_SORTS.map((column) => (
                <th key={column} scope="col" aria-sort={column === sort ? (descending ? 'descending' : 'ascending') : 'none'}>
                  <Button className="customers-sort" onPress={() => sortBy(column)}>
                    {t(`column.${column}`)}
                    {column === sort && (
                      <span aria-hidden="true" className="customers-arrow">
                        {descending ? '↓' : '↑'}
                      </span>
                    )}
                  </Button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody style={{ height: rows.getTotalSize() }}>
            {visible.map((row) => {
              const page = pages(Math.floor(row.index / PAGE));
              return (
                <tr key={row.key} aria-rowindex={row.index + 2} style={{ transform: `translateY(${row.start}px)` }}>
                  {page === undefined ? <td className="customers-waiting">{t('rowLoading')}</td> : <Cells page={page} at={row.index % PAGE} format={format} />}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Cells({ page, at, format }: { page: CustomerList; at: number; format: Format }) {
  return (
    <>
      <th scope="row" title={page.customer[at]}>
        {page.customer[at]}
      </th>
      <td>{format.day(page.firstOrderDay[at] ?? 0)}</td>
      <td>{format.day(page.lastOrderDay[at] ?? 0)}</td>
      <td>{format.integer(page.orders[at] ?? 0)}</td>
      <td>{format.money(page.netMinor[at] ?? 0, page.provenance.currency)}</td>
    </>
  );
}

function pageQuery(selection: Selection, sort: Sort, descending: boolean, page: number): CustomerListQuery {
  return { selection, sort, descending, offset: page * PAGE, limit: PAGE };
}

/** Pages of the rows in sight; the first is already there. */
function usePages(selection: Selection, sort: Sort, descending: boolean, indexes: readonly number[], first: CustomerList | undefined): (page: number) => CustomerList | undefined {
  const generation = useProjectState((state) => state.generation);
  const wanted = [...new Set(indexes.map((index) => Math.floor(index / PAGE)))].filter((page) => page > 0);
  const queries = useQueries({
    queries: wanted.map((page) => {
      const request = pageQuery(selection, sort, descending, page);
      return { queryKey: [generation, 'customers.list', request], queryFn: ({ signal }: { signal: AbortSignal }) => engine().call('customers.list', request, { signal }) };
    }),
  });
  return (page) => (page === 0 ? first : queries[wanted.indexOf(page)]?.data);
}
