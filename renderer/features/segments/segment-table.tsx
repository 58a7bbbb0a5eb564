import { FEW_CUSTOMERS, type Interval } from '../../../core/contract/provenance.ts';
import { useRef, type KeyboardEvent } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RfmMovement, RfmResult } from '../../../core/contract/rfm.ts';
import { useFormat } from '../../i18n/format.ts';
import type { useSegmentNames } from './segment-names.ts';

interface Props {
  result: RfmResult;
  movement: RfmMovement | null;
  names: ReturnType<typeof useSegmentNames>;
  onOpen: (segment: string) => void;
}

/** A row for each segment; the name opens it, and the arrow keys go from name to name. */
export function SegmentTable({ result, movement, names, onOpen }: Props) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const body = useRef<HTMLTableSectionElement>(null);
  const { segments, provenance } = result;
  const { currency } = provenance;
  const widest = Math.max(0.01, ...segments.shareUpper.filter(Number.isFinite), ...segments.netShare.filter(Number.isFinite));
  const move = (event: KeyboardEvent): void => {
    const openers = [...(body.current?.querySelectorAll<HTMLElement>('.segment-open') ?? [])];
    const at = openers.findIndex((element) => element === event.target);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: openers.length - 1 }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    openers[next]?.focus();
  };

  return (
    <div className="segments-scroll">
      <table className="ruled segment-table">
        <thead>
          <tr>
            <th scope="col">{t('column.segment')}</th>
            <th scope="col">{t('column.customers')}</th>
            {movement !== null && <th scope="col">{t('column.moved', { date: format.month(movement.from.asOf).replaceAll(' ', '\u00a0') })}</th>}
            <th scope="col" className="segment-share">
              <span className="segment-key">{t('column.share')}</span>
              <span className="segment-key segment-key-revenue">{t('column.netShare')}</span>
            </th>
            <th scope="col">{t('column.netRevenue')}</th>
            <th scope="col">{t('column.averageOrder')}</th>
            <th scope="col">{t('column.ordersPerCustomer')}</th>
            <th scope="col">{t('column.lastOrder')}</th>
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={move}>
          {result.query.settings.segments.map((segment, at) => {
            const customers = segments.customers[at] ?? 0;
            const few = customers > 0 && customers < FEW_CUSTOMERS;
            return (
              // The name’s button does the same for the keyboard.
              <tr key={segment.id} className={few ? 'segment-few' : undefined} onClick={() => onOpen(segment.id)}>
                <th scope="row" className="text">
                  <Button className="segment-open" onPress={() => onOpen(segment.id)}>
                    {names.name(segment.id)}
                  </Button>
                  <span className="segment-advice">{names.advice(segment)}</span>
                </th>
                <td title={few ? t('few') : undefined}>
                  {format.integer(customers)}
                  {few && (
                    <>
                      <span aria-hidden="true">*</span>
                      <span className="visually-hidden"> {t('few')}</span>
                    </>
                  )}
                </td>
                {movement !== null && <td>{format.signed((movement.to.customers[at] ?? 0) - (movement.from.customers[at] ?? 0), format.integer)}</td>}
                <td className="segment-share">
                  <span className="segment-shares">
                    <ShareBar share={segments.share[at] ?? Number.NaN} interval={[segments.shareLower[at] ?? Number.NaN, segments.shareUpper[at] ?? Number.NaN]} widest={widest} />
                    <span>{format.share(segments.share[at] ?? Number.NaN)}</span>
                    <ShareBar share={segments.netShare[at] ?? Number.NaN} interval={null} widest={widest} />
                    <span>{format.share(segments.netShare[at] ?? Number.NaN)}</span>
                  </span>
                </td>
                <td>{format.money(segments.netMinor[at] ?? 0, currency, 'plain')}</td>
                <td>{format.money(segments.averageOrderMinor[at] ?? Number.NaN, currency, 'plain')}</td>
                <td>{format.decimal(segments.ordersPerCustomer[at] ?? Number.NaN, 1, true)}</td>
                <td>{format.decimal(segments.medianRecencyDays[at] ?? Number.NaN, 0)}</td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('column.total')}</th>
            <td>{format.integer(result.customers)}</td>
            {movement !== null && <td>{format.signed(scored(movement, 'to') - scored(movement, 'from'), format.integer)}</td>}
            <td className="segment-share" />
            <td>{format.money(result.netMinor, currency, 'plain')}</td>
            <td>{format.money(result.orders === 0 ? Number.NaN : result.netMinor / result.orders, currency, 'plain')}</td>
            <td>{format.decimal(result.orders / result.customers, 1, true)}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** A share as a bar from zero, with its interval as a line over the end of it: lighter where there is one. */
function ShareBar({ share, interval, widest }: { share: number; interval: Interval | null; widest: number }) {
  const x = (value: number): number => (Number.isFinite(value) ? Math.max(0, (100 * value) / widest) : 0);
  return (
    <svg className={interval === null ? 'segment-bar segment-bar-revenue' : 'segment-bar'} aria-hidden="true" viewBox="0 0 100 12" preserveAspectRatio="none">
      <rect x={0} y={2} width={x(share)} height={8} />
      {interval !== null && <line x1={x(interval[0])} x2={x(interval[1])} y1={6} y2={6} />}
    </svg>
  );
}

/** Customers in any segment: the states but the last two. */
function scored(movement: RfmMovement, side: 'from' | 'to'): number {
  return movement[side].customers.subarray(0, -2).reduce((sum, customers) => sum + customers, 0);
}
