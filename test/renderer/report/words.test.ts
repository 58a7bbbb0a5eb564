import { createInstance, type TFunction } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../../core/contract/shell.ts';
import { chartFormat } from '../../../renderer/charts/chart-format.ts';
import { wordCohortFinding } from '../../../renderer/features/cohorts/cohort-text.ts';
import type { CohortFinding } from '../../../renderer/features/cohorts/findings.ts';
import { differenceText, figureText, intervalText } from '../../../renderer/features/overview/figure-text.ts';
import type { Comparison, LedeKey } from '../../../renderer/features/overview/findings.ts';
import { wordCustomers, wordHeadline, wordLede, wordRevenue, wordSurvival } from '../../../renderer/features/overview/words.ts';
import { formatFor } from '../../../renderer/i18n/format.ts';
import { MESSAGES, NAMESPACES } from '../../../renderer/i18n/index.ts';
import { compared, PROVENANCE, retentionMatrix } from '../results.ts';

const i18n = createInstance();
beforeAll(async () => {
  await i18n.init({ resources: MESSAGES, lng: 'en', fallbackLng: false, ns: NAMESPACES, interpolation: { escapeValue: false } });
});

const translator = <N extends 'overview' | 'cohorts' | 'customers' | 'report'>(language: Language, namespace: N): TFunction<N> => i18n.getFixedT(language, namespace) as unknown as TFunction<N>;
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

const CHANGES = ['more', 'fewer', 'same'] as const;
const COMPARISONS: readonly Comparison[] = ['previous', 'yearBefore'];
const LEDES: readonly LedeKey[] = ['repeatPurchaseRate', 'purchaseFrequency', 'averageOrderValue', 'customerValue', 'netProfitPerCustomer'];

describe.each(LANGUAGES)('findings in %s', (language) => {
  const format = formatFor(language);
  const values = { now: 0.418, before: 0.451 };

  function sentences(): string[] {
    const t = translator(language, 'overview');
    const overview = COMPARISONS.flatMap((compare) => [
      ...CHANGES.flatMap((change) => [
        wordHeadline({ key: `headline.kept.${change}.${compare}`, ...values }, t, format),
        wordHeadline({ key: `headline.repeat.${change}.${compare}`, ...values }, t, format),
        wordRevenue({ key: `revenue.${change}.${compare}`, ...values }, t, format),
        wordSurvival({ key: `survival.${change}.${compare}`, ...values, days: 90 }, t, format),
      ]),
      wordCustomers({ key: `customers.shareAnd.${compare}`, new: 2, active: 5, newBefore: 3, activeBefore: 8 }, t, format),
    ]);
    const cohorts = translator(language, 'cohorts');
    const money = chartFormat(format, PROVENANCE.currency);
    const findings: CohortFinding[] = [
      ...CHANGES.map((change) => ({ key: `finding.${change}` as const, ...values, since: '2025-05-01', age: 1, unit: 'month' as const, withoutFirst: true })),
      { key: 'finding.mean', now: 0.3, age: 1, unit: 'week' },
      { key: 'finding.laterShare', share: 0.4, unit: 'quarter' },
      { key: 'finding.laterRevenue', share: 0.4, unit: 'month' },
      { key: 'finding.perCustomer', value: 131_000, age: 12, unit: 'month' },
      { key: 'finding.averageOrder', first: 61_200, later: 57_100, age: 1, unit: 'week' },
      { key: 'finding.apart', first: 0, second: 1, ...values, age: 1, unit: 'window' },
      { key: 'finding.alike', first: 1, second: 0, ...values, age: 1, unit: 'month' },
      { key: 'finding.reached', now: 0.3, age: 1, unit: 'order' },
      { key: 'finding.soFar', value: 131_000, age: 12, unit: 'month' },
      { key: 'finding.atAge', value: 0.2, age: 1, unit: 'day' },
      { key: 'finding.noCost' },
      { key: 'finding.early' },
      { key: 'finding.none' },
    ];
    const matrix = { ...retentionMatrix([{ size: 50, retained: [50] }, { size: 40, retained: [40] }], { query: { key: 'attribute:channel', age: { windowDays: 30 } } }), names: ['web', 'shop'] };
    return [
      ...overview,
      ...LEDES.flatMap((figure) => (['up', 'down'] as const).map((way) => wordLede({ key: `lede.${figure}.${way}`, figure, now: 2.14, before: 2.3 }, t, format, PROVENANCE.currency))),
      wordLede({ key: 'lede.unchanged' }, t, format, PROVENANCE.currency),
      wordHeadline({ key: 'headline.empty' }, t, format),
      wordSurvival({ key: 'survival.alone', now: 0.4, days: 21 }, t, format),
      ...findings.map((finding) => wordCohortFinding(finding, matrix, cohorts, format, money)),
    ];
  }

  it('are whole sentences: no key, no hole, nothing doubled', () => {
    for (const sentence of sentences()) {
      expect(sentence).not.toMatch(/\{\{|\}\}|undefined|NaN|\b(finding|headline|lede|survival|revenue)\.\w/);
      expect(sentence).not.toMatch(/ {2}|\.\.|,,| \.| ,/);
      expect(sentence).toMatch(/^[\p{Lu}\d]/u);
    }
  });

  it('hold their numbers as the language writes them', () => {
    const t = translator(language, 'overview');
    const headlineText = wordHeadline({ key: 'headline.kept.fewer.yearBefore', ...values }, t, format);
    const percent = new Intl.NumberFormat(format.locale, { style: 'percent', minimumFractionDigits: 1 });
    expect(headlineText).toContain(percent.format(0.418));
    expect(headlineText).toContain(percent.format(0.451));
  });
});

describe('plurals', () => {
  const customers = (language: Language, count: number): string => plain(translator(language, 'customers')('total', { count, n: formatFor(language).integer(count) }));
  const within = (language: Language, count: number): string => plain(translator(language, 'overview')('survival.within', { count, n: String(count) }));
  const cancelled = (language: Language, count: number): string => plain(translator(language, 'overview')('leftOut.cancelled', { count, n: formatFor(language).integer(count) }));

  it.each([
    ['en', 1, '1 customer'],
    ['en', 2, '2 customers'],
    ['uk', 1, '1 клієнт'],
    ['uk', 3, '3 клієнти'],
    ['uk', 5, '5 клієнтів'],
    ['uk', 11, '11 клієнтів'],
    ['uk', 21, '21 клієнт'],
    ['uk', 1_204, '1 204 клієнти'],
    ['ru', 1, '1 клиент'],
    ['ru', 22, '22 клиента'],
    ['ru', 112, '112 клиентов'],
    ['ru', 1_021, '1 021 клиент'],
    ['pl', 1, '1 klient'],
    ['pl', 3, '3 klientów'],
    ['pl', 21, '21 klientów'],
    ['pl', 1_204, '1204 klientów'],
  ] as const)('%s: %i is “%s”', (language, count, words) => {
    expect(customers(language, count)).toBe(words);
  });

  it.each([
    ['uk', 21, 'протягом 21 дня'],
    ['uk', 90, 'протягом 90 днів'],
    ['ru', 31, 'в течение 31 дня'],
    ['ru', 90, 'в течение 90 дней'],
    ['pl', 1, 'w ciągu 1 dnia'],
    ['pl', 90, 'w ciągu 90 dni'],
    ['en', 90, 'within 90 days'],
  ] as const)('%s: within %i days is “%s”', (language, count, words) => {
    expect(within(language, count)).toBe(words);
  });

  it.each([
    ['uk', 917, '917 скасованих замовлень'],
    ['uk', 22, '22 скасовані замовлення'],
    ['pl', 22, '22 anulowane zamówienia'],
    ['pl', 917, '917 anulowanych zamówień'],
    ['ru', 1_204, '1 204 отменённых заказа'],
    ['en', 1, '1 cancelled order'],
  ] as const)('%s: %i cancelled is “%s”', (language, count, words) => {
    expect(cancelled(language, count)).toBe(words);
  });
});

describe('figures as text', () => {
  const { currency } = PROVENANCE;

  it('stand in their own unit', () => {
    const en = formatFor('en');
    expect(figureText('customerRetentionRate', 0.418, en, currency)).toBe('41.8%');
    expect(figureText('purchaseFrequency', 2.1, en, currency)).toBe('2.10');
    expect(figureText('averageOrderValue', 61_200, en, currency)).toBe('₴612');
    expect(figureText('orders', 25_522, en, currency)).toBe('25,522');
    expect(plain(figureText('medianDaysToSecondOrder', 47, en, currency))).toBe('47 days');
    expect(plain(figureText('netRevenue', 2_026_225_000, formatFor('uk'), currency, true))).toBe('20,3 млн ₴');
  });

  it('differences of shares are percentage points, signed with a true minus', () => {
    expect(plain(differenceText('churnRate', compared(0.418, 0.451, null), formatFor('en'), currency))).toBe('−3.3 pp');
    expect(plain(differenceText('averageOrderValue', compared(61_200, 20_000, null), formatFor('pl'), currency))).toBe('+412 ₴');
    expect(differenceText('orders', { ...compared(1, 1, null), difference: null }, formatFor('en'), currency)).toBe('');
  });

  it('both ends of an interval have the same decimals', () => {
    expect(intervalText('averageOrderValue', [9_850, 10_130], formatFor('en'), currency)).toBe('99–101');
    expect(intervalText('averageOrderValue', [950, 1_130], formatFor('en'), currency)).toBe('9.50–11.30');
    expect(plain(intervalText('repeatPurchaseRate', [0.459, 0.481], formatFor('uk'), currency))).toBe('45,9–48,1%');
  });
});

it.each([
  ['en', 384, '56 of 384 customers'],
  ['uk', 384, '56 із 384 клієнтів'],
  ['uk', 601, '56 із 601 клієнта'],
  ['ru', 384, '56 из 384 клиентов'],
  ['ru', 601, '56 из 601 клиента'],
  ['pl', 601, '56 z 601 klientów'],
] as const)('%s: a part of %i customers takes the genitive: “%s”', (language, count, words) => {
  expect(translator(language, 'cohorts')('cell.keptOf', { retained: '56', count, n: String(count) })).toBe(words);
});
