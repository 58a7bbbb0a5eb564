import type { TFunction } from 'i18next';
import type { CustomerProfile } from '../../../core/contract/customer-profile.ts';
import { MIN_OWN_GAPS } from '../../../core/contract/customers.ts';
import type { LtvCustomer } from '../../../core/contract/ltv.ts';
import type { IsoDate } from '../../../core/contract/scope.ts';
import type { Mood } from '../../charts/customer-timeline-model.ts';
import type { Format } from '../../i18n/format.ts';

type Words = TFunction<'customers'>;

/** What is to be expected of a customer: the next order within an interval, or one that has not come. */
export type ProfileFinding =
  | { key: 'none' }
  | { key: 'ordered' }
  | { key: 'forecast' | 'late'; from: IsoDate; to: IsoDate };

/** From the customer’s own gaps where there are enough of them, otherwise from the segment’s: as the lists do. */
export function forecastInUse({ next }: Pick<CustomerProfile, 'next'>): CustomerProfile['next']['own'] {
  return next.own !== null && next.own.gaps >= MIN_OWN_GAPS ? next.own : (next.segment ?? next.own);
}

export function profileFinding(profile: Pick<CustomerProfile, 'orders' | 'next' | 'provenance'>): ProfileFinding {
  if (profile.orders === 0) return { key: 'none' };
  const forecast = forecastInUse(profile);
  if (forecast === null) return { key: 'ordered' };
  return { key: profile.provenance.asOf > forecast.to ? 'late' : 'forecast', from: forecast.from, to: forecast.to };
}

export function wordProfile(profile: CustomerProfile, t: Words, format: Format): string {
  const finding = profileFinding(profile);
  const customer = profile.record?.name ?? profile.customer;
  if (finding.key === 'none') return t('profile.none', { customer, asOf: format.date(profile.provenance.asOf) });
  const ordered = t('profile.ordered', { count: profile.orders, n: format.integer(profile.orders), customer, net: format.money(profile.netMinor, profile.provenance.currency, 'plain') });
  if (finding.key === 'ordered') return ordered;
  return `${ordered}; ${t(`profile.${finding.key}`, { from: format.date(finding.from), to: format.date(finding.to) })}`;
}

/** What a model expects of a customer: that even the upper end of P(alive) leaves less than a half is all there is to say, otherwise the orders
 *  and, where there is money, what they are worth. */
export function expectationFinding({ pAlive, expectedTransactions, clvMinor }: Pick<LtvCustomer, 'pAlive' | 'expectedTransactions' | 'clvMinor'>): { key: 'none' } | { key: 'gone'; alive: number } | { key: 'likely'; orders: number; value: number | null } {
  if (pAlive === null || expectedTransactions === null) return { key: 'none' };
  if (pAlive.interval[1] < 0.5) return { key: 'gone', alive: pAlive.value };
  return { key: 'likely', orders: expectedTransactions.value, value: clvMinor?.value ?? null };
}

/** NPS by its own classes; other scores by their top and bottom two boxes, of 5, and of 7 for effort. `null`: no score. */
export function moodOf({ nps, csat, ces, stars }: { nps: number | null; csat: number | null; ces: number | null; stars: number | null }): Mood | null {
  const among = (score: number, content: number, discontent: number): Mood => (score >= content ? 'content' : score <= discontent ? 'discontent' : 'neutral');
  if (nps !== null) return among(nps, 9, 6);
  const boxes = csat ?? stars;
  if (boxes !== null) return among(boxes, 4, 2);
  return ces === null ? null : among(ces, 6, 2);
}

/** “NPS 9 · CSAT 4”. */
export function scoresText(scores: { nps: number | null; csat: number | null; ces: number | null; stars: number | null }, format: Format): string {
  const named = [['NPS', scores.nps], ['CSAT', scores.csat], ['CES', scores.ces], ['★', scores.stars]] as const;
  return named.flatMap(([name, score]) => (score === null ? [] : [`${name} ${format.decimal(score, 1)}`])).join(' · ');
}
