import type { TFunction } from 'i18next';
import type { Currency } from '../../../core/contract/provenance.ts';
import type { Format } from '../../i18n/format.ts';
import { figureText } from './figure-text.ts';
import type { CustomersFinding, HeadlineFinding, LedeFinding, RevenueFinding, SurvivalFinding } from './findings.ts';

type Words = TFunction<'overview'>;

export function wordHeadline(finding: HeadlineFinding, t: Words, format: Format): string {
  if (finding.key === 'headline.empty') return t(finding.key);
  return t(finding.key, { now: format.share(finding.now), before: 'before' in finding ? format.share(finding.before) : '' });
}

export function wordLede(finding: LedeFinding, t: Words, format: Format, currency: Currency): string {
  if (finding.key === 'lede.unchanged') return t(finding.key);
  const text = (value: number): string => figureText(finding.figure, value, format, currency);
  return t(finding.key, { now: text(finding.now), before: text(finding.before) });
}

export function wordRevenue(finding: RevenueFinding, t: Words, format: Format): string {
  if (finding.key === 'revenue.none') return t(finding.key);
  return t(finding.key, { now: format.share(finding.now), before: 'before' in finding ? format.share(finding.before) : '' });
}

export function wordCustomers(finding: CustomersFinding, t: Words, format: Format): string {
  if (finding.key === 'customers.none') return t(finding.key);
  return t(finding.key, {
    new: format.integer(finding.new),
    active: format.integer(finding.active),
    ...('newBefore' in finding ? { newBefore: format.integer(finding.newBefore), activeBefore: format.integer(finding.activeBefore) } : {}),
  });
}

export function wordSurvival(finding: SurvivalFinding, t: Words, format: Format): string {
  if (finding.key === 'survival.none') return t(finding.key);
  return t(finding.key, {
    now: format.share(finding.now),
    before: 'before' in finding ? format.share(finding.before) : '',
    within: t('survival.within', { count: finding.days, n: format.integer(finding.days) }),
  });
}
