import { useEffect, useMemo, useRef, useState } from 'react';
import { Input, SearchField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import { z } from 'zod';
import { type CustomerColumn, type CustomerList, type CustomerOrder, type CustomerSort, customerSortSchema, MIN_OWN_GAPS, type Selection } from '../../../core/contract/customers.ts';
import type { LtvSettings } from '../../../core/contract/ltv.ts';
import type { IsoDate, Scope } from '../../../core/contract/scope.ts';
import type { RfmSettings } from '../../../core/contract/segments.ts';
import { Choice } from '../../app/choice.tsx';
import { useControls } from '../../app/controls-store.ts';
import { useScope } from '../../app/scope-store.ts';
import { useSettings } from '../../app/settings-store.ts';
import { useShownPeriod } from '../../app/use-shown-period.ts';
import { ViewState } from '../../app/view-state.tsx';
import { useEngine } from '../../engine/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { ltvControlsSchema, settingsOf } from '../lifetime-value/ltv-settings.ts';
import { ColumnsMenu } from './columns-menu.tsx';
import { EXPECTED_COLUMNS } from './customer-columns.ts';
import { ListState } from './customer-drawer.tsx';
import { CustomerTable } from './customer-table.tsx';
import { SaveList } from './save-list.tsx';
import { type Columns, useColumns } from './use-columns.ts';
import { pageQuery } from './use-customer-pages.ts';
import './customers.css';

const LISTS = ['all', 'due-to-reorder', 'at-risk-and-valuable', 'valuable-at-risk', 'birthdays'] as const;
type ListName = (typeof LISTS)[number];

const controlsSchema = z.object({
  list: z.enum(LISTS).catch('all'),
  sort: customerSortSchema.catch('netRevenue'),
  descending: z.boolean().catch(true),
  search: z.string().max(200).catch(''),
});

/** What the columns that a model fills are about. */
const YEAR = '365';
const SEARCH_PAUSE_MS = 180;

/** A list that has been fetched, and what was asked for. */
interface Shown {
  key: string;
  list: ListName;
  order: CustomerOrder;
  start: CustomerList;
}

/** The row from which a customer was opened, by the list it stands in, for the way back. */
const rowsLeft = new Map<string, number>();

/** Customers as a table of any length: everyone, or a list to act upon. */
export function CustomersPage() {
  const rfm = useEngine('segments.read', null);
  const period = useShownPeriod();
  // Mounted anew, so that no name stays on screen until the hashes come.
  const masked = useSettings((state) => state.hidesPersonalData === true);
  if (rfm.data === undefined || period === null) return <ViewState query={rfm} />;
  return <Customers key={String(masked)} rfm={rfm.data} asOf={period.asOf} masked={masked} />;
}

function Customers({ rfm, asOf, masked }: { rfm: RfmSettings; asOf: IsoDate; masked: boolean }) {
  const { t } = useTranslation('customers');
  const lifetimeValue = useTranslation('lifetimeValue').t;
  const format = useFormat();
  const scope = useScope((state) => state.scope);
  const offered = useColumns();
  const [{ list, sort, descending, search }, setControls] = useControls('customers', controlsSchema);
  // What is typed is looked for after a pause; what a saved view brings replaces it.
  const [typed, setTyped] = useState({ text: search, searched: search });
  if (typed.searched !== search) setTyped({ text: search, searched: search });
  const { text } = typed;
  useEffect(() => {
    if (text === search) return undefined;
    const pause = setTimeout(() => {
      setTyped({ text, searched: text });
      setControls({ search: text });
    }, SEARCH_PAUSE_MS);
    return () => clearTimeout(pause);
  }, [text, search, setControls]);

  const isExpected = list === 'valuable-at-risk' || [sort, ...offered.chosen].some((column) => EXPECTED_COLUMNS.includes(column));
  const columns = list === 'birthdays' ? withBirthday(offered) : list === 'valuable-at-risk' || EXPECTED_COLUMNS.includes(sort) ? withExpected(offered) : offered.chosen;
  const [controls] = useControls('lifetime-value', ltvControlsSchema);
  const ltv = useMemo(() => settingsOf({ ...controls, horizon: YEAR }), [controls]);
  const order = useMemo<CustomerOrder>(
    () => ({ selection: selectionOf(list, scope, rfm, ltv, asOf), sort, descending, rfm, masked, ...(isExpected ? { ltv } : {}), ...(search.trim() === '' ? {} : { search: search.trim() }) }),
    [list, scope, rfm, ltv, asOf, sort, descending, masked, isExpected, search],
  );
  const found = useEngine('customers.list', pageQuery(order, columns, 0));
  // While another list is on its way, the one before stays, whole.
  const [shown, setShown] = useState<Shown | null>(null);
  if (found.data !== undefined && !found.refreshing && shown?.start !== found.data) setShown({ key: JSON.stringify(order), list, order, start: found.data });

  if (found.data === undefined && found.error?.code === 'NO_ORDERS') return <ViewState query={found} />;
  const { total } = shown?.start ?? { total: 0 };
  const isSearched = shown?.order.search !== undefined;
  const isShown = found.data !== undefined && shown !== null;
  const title = isShown && shown.list === list ? t(`finding.${isSearched ? 'found' : list}`, { count: total, n: format.integer(total) }) : t(`list.${list}`);
  const date = format.date(asOf);
  const month = new Intl.DateTimeFormat(format.locale, { month: 'long', timeZone: 'UTC' }).format(new Date(asOf));

  return (
    <article className="page page-table" aria-busy={found.refreshing}>
      <h1 className="finding">{title}</h1>
      <p className="lede">
        {t(`define.${list}`, { asOf: date, month, gaps: MIN_OWN_GAPS, model: lifetimeValue(`model.${controls.model}`) })} {masked && t('page.masked')}
      </p>
      <div className="controls">
        <Choice label={t('list.label')} value={list} options={LISTS.map((name) => [name, t(`list.${name}`)])} onChange={(name) => setControls({ list: name, ...sortFor(name, sort) })} />
        <div className="customers-tools">
          <SearchBox value={text} onChange={(next) => setTyped({ text: next, searched: search })} />
          <span className="spacer" />
          <ColumnsMenu columns={offered} />
          {isShown && total > 0 && <SaveList order={order} columns={columns} name={t('page.file')} />}
        </div>
      </div>
      {found.data === undefined && <ListState query={found} />}
      {isShown && total === 0 && (
        <p className="customers-none" role="status">
          {isSearched ? t('page.noneFound') : list === 'birthdays' && !offered.hasRecords ? t('page.noBirthdays') : t('page.nobody', { asOf: date })}
        </p>
      )}
      {isShown && total > 0 && (
        <div className={`customers-panel${found.refreshing ? ' page-refreshing' : ''}`}>
          <CustomerTable
            key={shown.key}
            order={shown.order}
            start={shown.start}
            columns={columns}
            {...(rowsLeft.has(shown.key) ? { from: rowsLeft.get(shown.key) ?? 0 } : {})}
            onSort={(column, down) => setControls({ sort: column, descending: down })}
            onOpen={(code, row) => {
              rowsLeft.clear();
              rowsLeft.set(shown.key, row);
              navigate(`/customers/${code}`);
            }}
          />
        </div>
      )}
    </article>
  );
}

/** Finds customers by their id or recorded name; / leads here from anywhere on the page. */
function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('customers');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, [contenteditable]');
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping || document.querySelector('[role=dialog]') !== null) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <SearchField className="search customers-search" aria-label={t('page.search')} value={value} onChange={onChange} maxLength={200}>
      <Input ref={input} className="field-input" placeholder={`${t('page.search')}  /`} aria-keyshortcuts="/" />
    </SearchField>
  );
}

/** A list of birthdays is read from the first day of the month on; no other is. */
function sortFor(list: ListName, sort: CustomerSort): { sort?: CustomerSort; descending?: boolean } {
  if (list === 'birthdays') return { sort: 'birthDate', descending: false };
  return sort === 'birthDate' ? { sort: 'netRevenue', descending: true } : {};
}

/** The day itself is what a list of birthdays is for; in a small window it takes the place of the first order, unless that was chosen. */
function withBirthday({ offered, chosen, isUsual }: Columns): CustomerColumn[] {
  return offered.filter((column) => column === 'birthDate' || (chosen.includes(column) && !(isUsual && column === 'firstOrder')));
}

/** What the model says is what its list is for. */
function withExpected({ offered, chosen }: Columns): CustomerColumn[] {
  return offered.filter((column) => EXPECTED_COLUMNS.includes(column) || chosen.includes(column));
}

function selectionOf(list: ListName, scope: Scope, settings: RfmSettings, ltv: LtvSettings, asOf: IsoDate): Selection {
  switch (list) {
    case 'all':
      return { kind: 'all', scope };
    case 'valuable-at-risk':
      return { kind: list, scope, ltv };
    case 'birthdays':
      return { kind: 'birthdays', scope, month: Number(asOf.slice(5, 7)) };
    default:
      return { kind: list, query: { scope, settings } };
  }
}
