import { useMemo, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { navigate } from 'wouter/use-hash-location';
import type { CustomerList, CustomerListQuery, CustomerSort, Selection } from '../../../core/contract/customers.ts';
import { useControlsStore } from '../../app/controls-store.ts';
import { useScope } from '../../app/scope-store.ts';
import { useSettings } from '../../app/settings-store.ts';
import { useEngine } from '../../engine/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { atRiskFinding } from './findings.ts';
import { LtvBar, type LtvViewProps } from './ltv-bar.tsx';
import { settingsOf } from './ltv-settings.ts';
import { hasFailed, LtvWaiting } from './ltv-waiting.tsx';
import { useLtvWords } from './use-ltv-words.ts';

/** Customers of a list in sight; the rest is on the page of customers. */
const SHOWN = 15;
/** As many as the engine answers at once: their revenue is added up. */
const MOST_ADDED = 500;
/** Less is not told apart. */
const LEAST_CHANCE = 0.01;

/** Who is worth most from now on, and who of the valuable has likely gone. */
export function CustomersView(props: LtvViewProps) {
  const { controls } = props;
  const scope = useScope((state) => state.scope);
  const masked = useSettings((state) => state.hidesPersonalData === true);
  const ltv = useMemo(() => settingsOf(controls), [controls]);
  const listOf = (selection: Selection, sort: CustomerSort, limit: number): CustomerListQuery => ({ selection, sort, descending: true, ltv, masked, offset: 0, limit });
  const top = useEngine('customers.list', listOf({ kind: 'all', scope }, 'clv', SHOWN));
  const risk = useEngine('customers.list', listOf({ kind: 'valuable-at-risk', scope, ltv }, 'netRevenue', MOST_ADDED));
  const bar = <LtvBar {...props} settings={['model', 'horizon', 'discount', 'margin']} />;
  const queries = [top, risk];
  if (hasFailed(queries) || top.data === undefined || risk.data === undefined) return <LtvWaiting queries={queries} bar={bar} />;
  const isRefreshing = top.refreshing || risk.refreshing;
  return (
    <div className={isRefreshing ? 'page-refreshing' : undefined} aria-busy={isRefreshing}>
      <Lists top={top.data} risk={risk.data} controls={controls} bar={bar} />
    </div>
  );
}

function Lists({ top, risk, controls, bar }: { top: CustomerList; risk: CustomerList; bar: ReactNode } & Pick<LtvViewProps, 'controls'>) {
  const { t } = useTranslation('customerValue');
  const ltv = useTranslation('lifetimeValue').t;
  const format = useFormat();
  const words = useLtvWords(top.provenance.currency);
  const model = ltv(`model.${controls.model}`);
  const horizon = ltv(`inHorizon.${controls.horizon}`);
  const finding = atRiskFinding(top, risk);
  const title =
    finding.key === 'noNumber'
      ? t('lists.noNumber', { model })
      : finding.key === 'gone'
        ? t('lists.gone', { n: format.integer(risk.total), value: words.money(finding.revenueMinor) })
        : t(`lists.${finding.key}`, { n: format.integer(risk.total) });
  const open = (list: 'all' | 'valuable-at-risk', sort: CustomerSort): void => {
    useControlsStore.setState((state) => ({ customers: { ...state.customers, list, sort, descending: true, search: '' } }));
    navigate('/customers');
  };
  return (
    <>
      <h1 className="finding">{title}</h1>
      <p className="lede">{t('lists.sub', { model, horizon, rate: format.share(controls.discountRate, 0) })}</p>
      {bar}
      {finding.key !== 'noNumber' && (
        <div className="charts ltv-lists">
          <section>
            <h2>{t('lists.risk')}</h2>
            <p className="sub">{t('lists.riskSub')}</p>
            <ListTable list={risk} columns={['netRevenue', 'lastOrder', 'pAlive', 'clv']} caption={t('lists.risk')} />
            {risk.total > 0 && (
              <Button className="action" onPress={() => open('valuable-at-risk', 'netRevenue')}>
                {t('lists.showRisk', { count: risk.total, n: format.integer(risk.total) })}
              </Button>
            )}
          </section>
          <section>
            <h2>{t('lists.top', { horizon })}</h2>
            <p className="sub">{t('lists.topSub', { n: format.integer(Math.min(SHOWN, top.total)) })}</p>
            <ListTable list={top} columns={['pAlive', 'expectedTransactions', 'clv']} caption={t('lists.top', { horizon })} />
            <Button className="action" onPress={() => open('all', 'clv')}>
              {t('lists.showTop')}
            </Button>
          </section>
        </div>
      )}
    </>
  );
}

function ListTable({ list, columns, caption }: { list: CustomerList; columns: readonly ('netRevenue' | 'lastOrder' | 'pAlive' | 'expectedTransactions' | 'clv')[]; caption: string }) {
  const { t } = useTranslation('customerValue');
  const columnWords = useTranslation('customers').t;
  const format = useFormat();
  const words = useLtvWords(list.provenance.currency);
  if (list.total === 0) return <p className="sub">{t('lists.none')}</p>;
  const at = (column: ArrayLike<number> | undefined, row: number): number => column?.[row] ?? Number.NaN;
  const chance = (share: number): string => (share < LEAST_CHANCE ? `< ${format.share(LEAST_CHANCE, 0)}` : format.share(share, 0));
  const cells = {
    netRevenue: (row: number) => words.whole(at(list.netMinor, row)),
    lastOrder: (row: number) => format.day(at(list.lastOrderDay, row)),
    pAlive: (row: number) => chance(at(list.ltv?.pAlive, row)),
    expectedTransactions: (row: number) => format.decimal(at(list.ltv?.expectedTransactions, row), 1, true),
    clv: (row: number) => words.whole(at(list.ltv?.clvMinor, row)),
  };
  return (
    <table className="ruled">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{columnWords('column.customer')}</th>
          {columns.map((column) => (
            <th key={column} scope="col">
              {columnWords(`column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {list.customer.slice(0, SHOWN).map((customer, row) => (
          <tr key={list.code[row]}>
            <th scope="row">
              <Link href={`/customers/${list.code[row] ?? 0}`}>{list.name[row] === undefined || list.name[row] === '' ? customer : list.name[row]}</Link>
            </th>
            {columns.map((column) => (
              <td key={column}>{cells[column](row)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
