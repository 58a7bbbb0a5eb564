import { useTranslation } from 'react-i18next';
import type { KpiResult } from '../../core/contract/kpis.ts';
import { useFormat } from '../i18n/format.ts';

/** Counted and left out, by reason, so that the parts add up to the file. */
export function ReportAccounting({ result }: { result: KpiResult }) {
  const { t } = useTranslation('report');
  const format = useFormat();
  const { eligible, anonymous, leftOut, afterAsOf, credits, currency } = result.provenance;
  const money = (minor: number): string => format.money(minor, currency, 'plain');
  const parts: { name: string; orders: number; lines: number; netMinor: number }[] = [
    { name: t('counted'), orders: eligible.orders - anonymous.orders, lines: eligible.lines - anonymous.lines, netMinor: eligible.netMinor - anonymous.netMinor },
    { name: t('anonymous'), ...anonymous },
    ...leftOut.map((entry) => ({ name: t(`leftOut.${entry.reason}`), orders: entry.orders, lines: entry.lines, netMinor: entry.netMinor })),
    ...(afterAsOf.lines === 0 ? [] : [{ name: t('afterAsOf'), ...afterAsOf }]),
  ];
  const notes = [
    credits.matched === 0 ? '' : t('creditsMatched', { count: credits.matched, n: format.integer(credits.matched), amount: money(credits.matchedMinor) }),
    credits.unmatched === 0 ? '' : t('creditsUnmatched', { count: credits.unmatched, n: format.integer(credits.unmatched), amount: money(credits.unmatchedMinor) }),
    t('window', { count: result.activityWindowDays, n: format.integer(result.activityWindowDays) }),
    t('bootstrap', { replicates: format.integer(result.bootstrap.replicates), groups: format.integer(result.bootstrap.groups), seed: String(result.bootstrap.seed) }),
  ];
  return (
    <section className="report-section">
      <h2>{t('accounting')}</h2>
      <table className="report-table">
        <thead>
          <tr>
            <th scope="col">{t('accountingColumn.part')}</th>
            <th scope="col">{t('accountingColumn.orders')}</th>
            <th scope="col">{t('accountingColumn.lines')}</th>
            <th scope="col">{t('accountingColumn.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <tr key={part.name}>
              <th scope="row">{part.name}</th>
              <td>{format.integer(part.orders)}</td>
              <td>{format.integer(part.lines)}</td>
              <td>{money(part.netMinor)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="report-sub">{notes.filter((note) => note !== '').join(' ')}</p>
    </section>
  );
}
