import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type CustomerColumn, type CustomerList, type CustomerOrder, type CustomerSort, customerSortSchema } from '../../../core/contract/customers.ts';
import { useFormat } from '../../i18n/format.ts';
import { useSegmentNames } from '../segments/segment-names.ts';
import { cellText, columnLayout, columnWord, isText } from './customer-columns.ts';
import { PAGE_ROWS, useCustomerPages } from './use-customer-pages.ts';
import { useRowWindow } from './use-row-window.ts';

export const ROW_HEIGHT = 25;
const HEAD_HEIGHT = 29;
const SIDE_PADDING = 28;

interface Props {
  order: CustomerOrder;
  /** The first page. */
  start: CustomerList;
  columns: readonly CustomerColumn[];
  onSort: (sort: CustomerSort, descending: boolean) => void;
  onOpen: (code: number, row: number) => void;
  /** The row that is chosen at first; the table takes focus then. */
  from?: number;
}

/** Customers in a table of any length: only the rows in sight exist, and only their pages are fetched. */
export function CustomerTable({ order, start, columns, onSort, onOpen, from }: Props) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { name: segment } = useSegmentNames(order.rfm?.segments ?? []);
  const words = { segment, yes: t('profile.yes'), no: t('profile.no') };
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const id = useId();
  const { total } = start;
  const [chosen, setChosen] = useState<number | null>(from === undefined ? null : Math.min(from, total - 1));
  const rows = useRowWindow(scroller, { rows: total, rowHeight: ROW_HEIGHT, headHeight: HEAD_HEIGHT, from: Math.max(0, (from ?? 0) - 8) });
  const pageOf = useCustomerPages(order, columns, rows.first, rows.end, start);
  const { template, leastWidth } = columnLayout(columns);
  const focusesAtFirst = from !== undefined;

  useEffect(() => {
    if (focusesAtFirst) grid.current?.focus({ preventScroll: true });
  }, [focusesAtFirst]);

  const open = (row: number): void => {
    const code = pageOf(Math.floor(row / PAGE_ROWS))?.code[row % PAGE_ROWS];
    if (code !== undefined) onOpen(code, row);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const now = chosen ?? rows.top() - 1;
    const moves: Record<string, number> = { ArrowDown: now + 1, ArrowUp: now - 1, PageDown: now + rows.pageRows, PageUp: now - rows.pageRows, Home: 0, End: total - 1 };
    const next = moves[event.key];
    if (event.key === 'Enter' && chosen !== null) open(chosen);
    else if (next !== undefined) {
      const row = Math.min(total - 1, Math.max(0, next));
      setChosen(row);
      rows.show(row);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const inSight = Array.from({ length: rows.end - rows.first }, (_, at) => rows.first + at);
  return (
    <div ref={scroller} className="customers-scroll">
      <table
        ref={grid}
        className="customers"
        role="grid"
        aria-label={t('page.table')}
        aria-rowcount={total + 1}
        aria-activedescendant={chosen !== null && chosen >= rows.first && chosen < rows.end ? `${id}${chosen}` : undefined}
        tabIndex={0}
        onKeyDown={onKey}
        style={{ minWidth: leastWidth + 2 * SIDE_PADDING }}
      >
        <thead role="rowgroup">
          <tr role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
            {columns.map((column) => (
              <Head key={column} column={column} order={order} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" style={{ height: rows.bodyHeight }}>
          {inSight.map((row) => {
            const page = pageOf(Math.floor(row / PAGE_ROWS));
            return (
              <tr
                key={row}
                id={`${id}${row}`}
                role="row"
                aria-rowindex={row + 2}
                aria-selected={row === chosen}
                style={{ gridTemplateColumns: template, transform: `translateY(${rows.topOf(row)}px)` }}
                onClick={() => {
                  setChosen(row);
                  open(row);
                }}
              >
                {columns.map((column) => {
                  const text = page === undefined ? (column === 'customer' ? t('rowLoading') : '') : cellText(column, page, row % PAGE_ROWS, format, words);
                  const className = isText(column) ? 'customers-text' : undefined;
                  return column === 'customer' ? (
                    <th key={column} role="rowheader" scope="row" className={className} title={text}>
                      {text}
                    </th>
                  ) : (
                    <td key={column} role="gridcell" className={className} title={isText(column) ? text : undefined}>
                      {text}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Head({ column, order, onSort }: { column: CustomerColumn; order: CustomerOrder; onSort: Props['onSort'] }) {
  const { t } = useTranslation('customers');
  const className = isText(column) ? 'customers-text' : undefined;
  const sort = customerSortSchema.options.find((known) => known === column);
  if (sort === undefined) {
    return (
      <th role="columnheader" scope="col" className={className}>
        <span className="customers-sort">{columnWord(column, t)}</span>
      </th>
    );
  }
  const isSorted = sort === order.sort;
  return (
    <th role="columnheader" scope="col" className={className} aria-sort={isSorted ? (order.descending ? 'descending' : 'ascending') : 'none'}>
      <Button className="customers-sort" onPress={() => onSort(sort, isSorted ? !order.descending : !isText(sort))}>
        {columnWord(column, t)}
        {isSorted && (
          <span aria-hidden="true" className="customers-arrow">
            {order.descending ? '↓' : '↑'}
          </span>
        )}
      </Button>
    </th>
  );
}
