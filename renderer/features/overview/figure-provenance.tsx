import { Button, Dialog, Heading } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import { KPI_UNITS, type Figure, type FigureComparison, type KpiKey, type KpiQuery, type KpiResult } from '../../../core/contract/kpis.ts';
import { definitionPath } from '../../app/routes.ts';
import { useFormat } from '../../i18n/format.ts';
import { showCustomersAfter } from '../customers/show-customers.ts';
import { definitionOf } from '../definitions/definition-of.ts';
import { comparesOnce } from './findings.ts';
import { differenceIntervalText, differenceText, figureText, intervalText } from './figure-text.ts';
import { Rows, useProvenanceRows, type ProvenanceRow } from '../../app/provenance-rows.tsx';

/** Figures whose numerator is a set of customers. Of all others, money, orders or lost customers less those won back, only who is considered can be listed. */
const CUSTOMERS_IN_NUMERATOR: ReadonlySet<KpiKey> = new Set(['activeCustomers', 'newCustomers', 'customerRetentionRate', 'periodRepurchaseRate', 'repeatPurchaseRate']);

/** What a figure is made of: definition, terms, n, interval and method, what it is compared with, parameters, what was left out, and the customers behind it. */
export function FigureProvenance({ figure, result, query, close }: { figure: Figure; result: KpiResult; query: KpiQuery; close: () => void }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const shared = useProvenanceRows(result.provenance);
  const definition = definitionOf(figure.key);
  const { currency } = result.provenance;
  const name = t(`figure.${figure.key}`);
  const period = format.period(result.period);
  const text = (value: number | null): string => (value === null ? t(`missing.${figure.missing ?? 'no-denominator'}`) : figureText(figure.key, value, format, currency));
  const countsCustomers = CUSTOMERS_IN_NUMERATOR.has(figure.key);
  const isCount = KPI_UNITS[figure.key] === 'count';
  const isCountedInFull = isCount || figure.key === 'netRevenue';

  const rows: ProvenanceRow[] = [
    { label: t('provenance.period'), value: period },
    ...(figure.numerator === null || figure.denominator === null || isCount ? [] : [{ label: t('provenance.quotient'), value: quotient(figure) }]),
    ...(figure.value === null ? [] : [{ label: t('provenance.interval'), value: ownInterval() }, { label: t('provenance.method'), value: methodOf(figure.key) }]),
    ...(comparesOnce(result) ? [] : [comparisonRow('previous', figure.previous, result.previousPeriod)]),
    comparisonRow('yearBefore', figure.yearBefore, result.yearBeforePeriod),
    ...(figure.key === 'customerRetentionRate' || figure.key === 'churnRate' ? [{ label: t('provenance.window'), value: format.days(result.activityWindowDays) }] : []),
    ...shared,
  ];

  function ownInterval(): string {
    if (figure.interval !== null) return intervalText(figure.key, figure.interval, format, currency);
    return t(isCountedInFull ? 'provenance.noInterval' : 'provenance.openInterval');
  }

  function quotient({ numerator, denominator }: Figure): string {
    const integer = (value: number | null): string => format.integer(value ?? 0);
    const money = KPI_UNITS[figure.key] === 'money' || figure.key === 'repeatRevenueShare';
    if (KPI_UNITS[figure.key] === 'ratio') return t('provenance.quotientBy', { numerator: integer(numerator), denominator: integer(denominator) });
    if (!money) return t('provenance.quotientOf', { numerator: integer(numerator), denominator: integer(denominator) });
    const amount = (value: number | null): string => format.money(value ?? 0, currency, 'plain');
    const below = figure.key === 'repeatRevenueShare' ? amount(denominator) : integer(denominator);
    return t('provenance.quotientBy', { numerator: amount(numerator), denominator: below });
  }

  function methodOf(key: KpiKey): string {
    if (isCountedInFull) return t('provenance.methodCount');
    if (key === 'medianDaysToSecondOrder') return t('provenance.methodSurvival');
    if (KPI_UNITS[key] === 'share' && key !== 'repeatRevenueShare') return t('provenance.methodWilson');
    return t('provenance.methodBootstrap', { count: result.bootstrap.replicates, n: format.integer(result.bootstrap.replicates) });
  }

  function comparisonRow(which: 'previous' | 'yearBefore', comparison: FigureComparison, compared: KpiResult['period']): ProvenanceRow {
    const label = `${t(`provenance.${which}`)}, ${format.period(compared)}`;
    if (comparison.value === null) return { label, value: t(`missing.${comparison.missing ?? 'not-observed'}`) };
    const value = text(comparison.value);
    const difference = differenceText(figure.key, comparison, format, currency);
    if (comparison.differenceInterval === null) return { label, value: difference === '' ? value : t('provenance.differencePlain', { value, difference }) };
    return { label, value: t('provenance.difference', { value, difference, interval: differenceIntervalText(figure.key, comparison.differenceInterval, format, currency) }) };
  }

  const open = (part: 'numerator' | 'denominator'): void => {
    showCustomersAfter(close, { kind: 'figure', key: figure.key, query, part }, t(part === 'numerator' ? 'provenance.drawer' : 'provenance.drawerDenominator', { figure: name, period }));
  };
  const behind = countsCustomers ? figure.numerator : null;
  const considered = figure.denominator;

  return (
    <Dialog className="provenance-dialog">
      <Heading slot="title" level={2}>
        {name}: {text(figure.value)}
      </Heading>
      <p className="provenance-definition">{definition.text}</p>
      {definition.formula !== null && <p className="provenance-formula">{definition.formula}</p>}
      <Rows rows={rows} />
      <div className="provenance-actions">
        {behind !== null && behind > 0 && (
          <Button className="action action-primary" onPress={() => open('numerator')}>
            {t('provenance.show', { count: behind, n: format.integer(behind) })}
          </Button>
        )}
        {considered !== null && considered > 0 && !isCount && figure.key !== 'averageOrderValue' && figure.key !== 'repeatRevenueShare' && (
          <Button className={behind === null ? 'action action-primary' : 'action'} onPress={() => open('denominator')}>
            {t('provenance.showAll', { n: format.integer(considered) })}
          </Button>
        )}
        <Button className="action" onPress={() => navigate(definitionPath(figure.key))}>
          {t('provenance.definition')}
        </Button>
      </div>
    </Dialog>
  );
}
