import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerProfile } from '../../../core/contract/customer-profile.ts';
import { MIN_OWN_GAPS } from '../../../core/contract/customers.ts';
import { ScrollRegion } from '../../app/scroll-region.tsx';
import { useFormat } from '../../i18n/format.ts';
import { productsOf, scoresAt } from './profile-models.ts';
import { scoresText } from './profile-words.ts';

const MOST_PRODUCTS_IN_ROW = 6;

interface Column {
  title: string;
  /** `wraps`: a long text, on several lines. */
  text?: 'short' | 'wraps';
}

const CLASSES = { short: 'profile-text', wraps: 'profile-text profile-wraps' } as const;

function classOf(column: Column | undefined): string | undefined {
  return column?.text === undefined ? undefined : CLASSES[column.text];
}

/** A ruled table under its heading; scrolled where it is long. */
function Ruled({ title, note, columns, rows, empty }: { title: string; note?: string | undefined; columns: Column[]; rows: ReactNode[][]; empty: string }) {
  return (
    <section className="profile-block">
      <h2>{title}</h2>
      {note !== undefined && <p className="sub">{note}</p>}
      {rows.length === 0 ? (
        <p className="sub">{empty}</p>
      ) : (
        <ScrollRegion className="data-table-scroll" label={title}>
          <table className="data-table profile-table">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.title} scope="col" className={classOf(column)}>
                    {column.title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((cells, row) => (
                <tr key={row}>
                  {cells.map((cell, at) => (
                    <td key={at} className={classOf(columns[at])}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </section>
  );
}

/** When the next order may come, from the customer’s own gaps and from those of the segment. */
export function NextOrderTable({ profile }: { profile: CustomerProfile }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const bases = [['own', profile.next.own], ['segment', profile.next.segment]] as const;
  return (
    <Ruled
      title={t('profile.next')}
      note={t('profile.nextSub', { n: format.integer(MIN_OWN_GAPS) })}
      empty={t('profile.noGaps')}
      columns={[
        { title: t('profile.basis'), text: 'short' },
        { title: t('profile.gaps') },
        { title: t('profile.median') },
        { title: t('profile.day') },
        { title: t('profile.between') },
      ]}
      rows={bases.map(([basis, next]) =>
        next === null
          ? [t(`profile.${basis}`), format.integer(0), t('profile.noGaps'), '', '']
          : [
              t(`profile.${basis}`),
              format.integer(next.gaps),
              `${format.days(next.medianDays)} (${format.range(format.decimal(next.lowerDays, 0), format.decimal(next.upperDays, 0))})`,
              format.date(next.day),
              `${next.from.slice(0, 4) === next.to.slice(0, 4) ? format.dayMonth(next.from) : format.date(next.from)} – ${format.date(next.to)}`,
            ],
      )}
    />
  );
}

export function FavouriteProducts({ profile }: { profile: CustomerProfile }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const named = ({ product, name }: { product: string; name: string }): string => (name === '' ? product : name);
  const first = profile.firstProducts.map(named).filter((name) => name !== '');
  return (
    <Ruled
      title={t('profile.favourite')}
      note={first.length === 0 ? undefined : t('profile.firstProducts', { products: format.list(first) })}
      empty={t('profile.noProducts')}
      columns={[{ title: t('profile.product'), text: 'wraps' }, { title: t('profile.inOrders') }, { title: t('profile.quantity') }, { title: t('profile.net') }]}
      rows={profile.favouriteProducts
        .filter((product) => named(product) !== '')
        .map((product) => [named(product), format.integer(product.orders), format.decimal(product.quantity, 2), format.money(product.netMinor, profile.provenance.currency)])}
    />
  );
}

/** Documents, the latest first, with their products. */
export function DocumentTable({ profile }: { profile: CustomerProfile }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { timeline, provenance } = profile;
  const shown = timeline.order.length;
  const rows = timeline.order.map((order, at) => {
    const kind = timeline.kind[at] ?? 'order';
    const refund = timeline.refundMinor[at] ?? 0;
    const outside = kind === 'order' && timeline.measured[at] === 0 ? `, ${t('profile.outside')}` : '';
    return [
      format.day(timeline.day[at] ?? 0),
      order,
      t(`kind.${kind}`) + outside,
      format.money(timeline.netMinor[at] ?? 0, provenance.currency),
      refund === 0 ? '' : format.money(refund, provenance.currency),
      productsOf(profile, at, MOST_PRODUCTS_IN_ROW, format.list),
    ];
  });
  return (
    <Ruled
      title={t('profile.documents')}
      note={timeline.total > shown ? t('profile.documentsCut', { n: format.integer(shown), total: format.integer(timeline.total) }) : undefined}
      empty={t('profile.none', { customer: profile.customer, asOf: format.date(provenance.asOf) })}
      columns={[
        { title: t('profile.date'), text: 'short' },
        { title: t('profile.order'), text: 'short' },
        { title: t('profile.kind'), text: 'short' },
        { title: t('profile.net') },
        { title: t('profile.refunded') },
        { title: t('profile.products'), text: 'wraps' },
      ]}
      rows={rows.toReversed()}
    />
  );
}

export function AnswerTable({ profile }: { profile: CustomerProfile }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { feedback } = profile;
  return (
    <Ruled
      title={t('profile.feedback')}
      empty={t('profile.noFeedback')}
      columns={[
        { title: t('profile.date'), text: 'short' },
        { title: t('profile.survey'), text: 'short' },
        { title: t('profile.channel'), text: 'short' },
        { title: t('profile.score'), text: 'short' },
        { title: t('profile.comment'), text: 'wraps' },
      ]}
      rows={feedback.day.map((day, at) => [format.date(day), feedback.survey[at] ?? '', feedback.channel[at] ?? '', scoresText(scoresAt(profile, at), format), feedback.text[at] ?? '']).toReversed()}
    />
  );
}
