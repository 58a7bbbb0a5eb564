import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerProfile } from '../../../core/contract/customer-profile.ts';
import type { ChartModel } from '../../charts/chart-model.ts';
import { customerHistoryModel } from '../../charts/customer-history-model.ts';
import { customerTimelineModel, type TimelineAnswer, type TimelineOrder } from '../../charts/customer-timeline-model.ts';
import { useFormat } from '../../i18n/format.ts';
import { forecastInUse, moodOf, scoresText } from './profile-words.ts';

const MS_PER_DAY = 86_400_000;

export function useTimelineModel(profile: CustomerProfile): ChartModel {
  const { t } = useTranslation('customers');
  const format = useFormat();
  return useMemo(() => {
    const { timeline, feedback, provenance } = profile;
    const money = (minor: number): string => format.money(minor, provenance.currency);
    const orders = timeline.order.map((order, at): TimelineOrder => {
      const kind = timeline.kind[at] ?? 'order';
      const netMinor = (timeline.netMinor[at] ?? 0) - (timeline.refundMinor[at] ?? 0);
      return {
        day: timeline.day[at] ?? 0,
        netMinor,
        counts: kind === 'order' && timeline.measured[at] === 1,
        reading: {
          title: format.day(timeline.day[at] ?? 0),
          rows: [
            { label: t(`kind.${kind}`), value: order },
            { label: t('profile.net'), value: money(netMinor) },
          ],
          note: productsOf(profile, at, 3, format.list),
        },
      };
    });
    const answers = feedback.day.flatMap((day, at): TimelineAnswer[] => {
      const scores = scoresAt(profile, at);
      const mood = moodOf(scores);
      if (mood === null) return [];
      const comment = feedback.text[at] ?? '';
      return [{ day: dayOf(day), mood, reading: { title: format.date(day), rows: [{ label: t('profile.score'), value: scoresText(scores, format) }], ...(comment === '' ? {} : { note: shortened(comment) }) } }];
    });
    const next = forecastInUse(profile);
    const expected = next === null ? null : { day: dayOf(next.day), from: dayOf(next.from), to: dayOf(next.to) };
    const table = {
      columns: [t('profile.date'), t('profile.kind'), t('profile.order'), t('profile.net')],
      rows: [
        ...orders.map((order, at) => {
          const kind = t(`kind.${timeline.kind[at] ?? 'order'}`);
          return { texts: [format.day(order.day), kind, timeline.order[at] ?? '', money(order.netMinor)], values: [isoOf(order.day), kind, timeline.order[at] ?? '', order.netMinor / 10 ** provenance.currency.minorUnitDigits] };
        }),
        ...answers.map(({ day, reading }) => {
          const score = reading.rows[0]?.value ?? '';
          return { texts: [format.day(day), t('profile.answers'), score, ''], values: [isoOf(day), t('profile.answers'), score, null] };
        }),
      ],
    };
    return customerTimelineModel(orders, answers, expected, dayOf(provenance.asOf), table, {
      orders: t('profile.orders'),
      answers: t('profile.answers'),
      expected: t('profile.expected'),
      date: (day) => format.month(isoOf(day)),
    });
  }, [profile, t, format]);
}

export function useHistoryModel({ history, provenance }: CustomerProfile): ChartModel {
  const { t } = useTranslation('customers');
  const format = useFormat();
  return useMemo(
    () =>
      customerHistoryModel(history, {
        date: t('profile.date'),
        recency: t('profile.recency'),
        frequency: t('profile.frequency'),
        monetary: t('profile.monetary'),
        day: format.date,
        count: format.integer,
        money: (minor) => format.money(minor, provenance.currency, 'plain'),
        axisMoney: (minor) => format.money(minor, provenance.currency, 'compact'),
      }),
    [history, provenance, t, format],
  );
}

/** Names of a document’s products, or their ids; the first few and how many more. */
export function productsOf({ timeline }: CustomerProfile, document: number, most: number, list: (names: string[]) => string): string {
  const from = timeline.lineStart[document] ?? 0;
  const to = timeline.lineStart[document + 1] ?? from;
  const names = Array.from({ length: to - from }, (_, at) => {
    const name = timeline.productName[from + at] ?? '';
    const quantity = timeline.quantity[from + at] ?? 1;
    const text = name === '' ? (timeline.product[from + at] ?? '') : name;
    return text === '' || quantity === 1 || Number.isNaN(quantity) ? text : `${quantity} × ${text}`;
  }).filter((name) => name !== '');
  return names.length > most ? `${names.slice(0, most).join(', ')} … +${names.length - most}` : list(names);
}

export function scoresAt({ feedback }: CustomerProfile, at: number): { nps: number | null; csat: number | null; ces: number | null; stars: number | null } {
  return { nps: feedback.nps[at] ?? null, csat: feedback.csat[at] ?? null, ces: feedback.ces[at] ?? null, stars: feedback.stars[at] ?? null };
}

function shortened(text: string): string {
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}

function dayOf(iso: string): number {
  return Date.parse(iso) / MS_PER_DAY;
}

function isoOf(day: number): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}
