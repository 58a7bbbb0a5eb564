import { describe, expect, it } from 'vitest';
import { FILE_FAULTS, PROJECT_FAULTS, ROW_FAULTS } from '../../../core/contract/errors.ts';
import { IMPORT_FIELDS, IMPORT_KINDS, PROFILES } from '../../../core/contract/imports.ts';
import { KPI_KEYS } from '../../../core/contract/kpis.ts';
import { LEFT_OUT_REASONS } from '../../../core/contract/provenance.ts';
import { LANGUAGES, type Language } from '../../../core/contract/shell.ts';
import { DEFINITION_GROUPS } from '../../../renderer/features/definitions/definition-of.ts';
import { i18next, initMessages, MESSAGES, NAMESPACES } from '../../../renderer/i18n/index.ts';

const PLURAL = /_(zero|one|two|few|many|other)$/;
const LOCALES: Record<Language, string> = { en: 'en-GB', uk: 'uk-UA', pl: 'pl-PL', ru: 'ru-RU' };

/** Names, formulas of symbols and words that two languages share. */
const SAME_AS_ENGLISH = new Set([
  'customers:column.clv',
  'pl customers:column.segment',
  'pl customers:profile.email',
  'pl customers:column.email',
  'app:name',
  'imports:profile.uci-online-retail',
  ...['shopify', 'woocommerce', 'magento', 'prestashop', 'baselinker', 'prom', 'keycrm', 'insales'].map((shop) => `imports:profile.${shop}`),
  'pl imports:profile.horoshop',
  ...LANGUAGES.map((language) => `app:language.${language}`),
  'pl imports:field.email',
  'pl imports:field.status',
  'pl overview:provenance.methodSurvival',
  ...['bg-nbd', 'mbg-nbd', 'pareto-nbd', 'gamma-gamma'].map((model) => `lifetimeValue:model.${model}`),
  ...['bgNbd', 'mbgNbd', 'paretoNbd', 'gammaGamma', 'sbg', 'pAlive'].map((term) => `definitions:term.${term}.name`),
  ...['group.columns.cac', 'group.columns.ratio', 'worksheet.ltv'].map((key) => `lifetimeValue:${key}`),
  'pl lifetimeValue:model.label',
]);

function flatten(language: Language): Map<string, string> {
  const flat = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') flat.set(path, value);
    else for (const [key, inner] of Object.entries(value as object)) walk(inner, path.endsWith(':') ? path + key : `${path}.${key}`);
  };
  for (const namespace of NAMESPACES) walk(MESSAGES[language][namespace], `${namespace}:`);
  return flat;
}

const FLAT = Object.fromEntries(LANGUAGES.map((language) => [language, flatten(language)])) as Record<Language, Map<string, string>>;
const baseKeys = (language: Language): string[] => [...new Set([...FLAT[language].keys()].map((key) => key.replace(PLURAL, '')))].toSorted();
const placeholders = (text: string): string[] => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? ''))].toSorted();

it('English has messages to compare with', () => {
  expect(FLAT.en.size).toBeGreaterThan(300);
});

describe.each(['uk', 'pl', 'ru'] as const)('%s', (language) => {
  it('has exactly the keys of English', () => {
    expect(baseKeys(language)).toEqual(baseKeys('en'));
  });

  it('says everything in its own words', () => {
    const same = [...FLAT[language]].filter(([key, text]) => text === FLAT.en.get(key) && !SAME_AS_ENGLISH.has(key) && !SAME_AS_ENGLISH.has(`${language} ${key}`));
    expect(same.filter(([, text]) => /\p{L}{3}/u.test(text.replaceAll(/\{\{\w+\}\}/g, '')))).toEqual([]);
  });

  it('fills the same holes', () => {
    // “One” is 21 too in Ukrainian and Russian, so that it must name the number; the Polish one is 1 alone.
    const wrong = [...FLAT[language]].filter(([key, text]) => {
      const own = placeholders(text);
      const expected = placeholders(FLAT.en.get(key.replace(PLURAL, '_other')) ?? '');
      const numberless = language === 'pl' && key.endsWith('_one');
      const counted = (names: string[]): string => names.filter((name) => !numberless || name !== 'n').join(' ');
      return counted(own) !== counted(expected);
    });
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it('is written in its own letters', () => {
    const foreign = { uk: /[ёъыэ]/iu, ru: /[іїєґ’]/iu, pl: /\p{Script=Cyrillic}/u }[language];
    const found = [...FLAT[language]].filter(([key, text]) => !key.startsWith('app:language.') && foreign.test(text));
    expect(found).toEqual([]);
  });

  it('mixes no Latin letter into a Cyrillic word', () => {
    expect([...FLAT[language].values()].filter((text) => /\p{Script=Cyrillic}[a-z]|[a-z]\p{Script=Cyrillic}/iu.test(text.replaceAll(/\{\{\w+\}\}/g, ' ')))).toEqual([]);
  });
});

describe.each(LANGUAGES)('%s', (language) => {
  it('leaves nothing empty', () => {
    expect([...FLAT[language]].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('has every plural category of the language, and no other', () => {
    const categories = new Intl.PluralRules(LOCALES[language]).resolvedOptions().pluralCategories.toSorted();
    const plurals = Map.groupBy(
      [...FLAT[language].keys()].filter((key) => PLURAL.test(key)),
      (key) => key.replace(PLURAL, ''),
    );
    expect(plurals.size).toBeGreaterThan(10);
    for (const [base, keys] of plurals) expect(keys.map((key) => PLURAL.exec(key)?.[1] ?? '').toSorted(), base).toEqual(categories);
  });

  it('words every error, field and figure of the contract', () => {
    const { errors, imports, definitions } = MESSAGES[language];
    expect(Object.keys(errors.row).toSorted()).toEqual([...ROW_FAULTS].toSorted());
    expect(Object.keys(errors.file).toSorted()).toEqual([...FILE_FAULTS].toSorted());
    expect(Object.keys(errors.project).toSorted()).toEqual([...PROJECT_FAULTS].toSorted());
    expect(Object.keys(imports.field).toSorted()).toEqual([...IMPORT_FIELDS].toSorted());
    expect(Object.keys(imports.kind).toSorted()).toEqual([...IMPORT_KINDS].toSorted());
    expect(Object.keys(imports.profile).toSorted()).toEqual([...PROFILES].toSorted());
    for (const key of [...KPI_KEYS, ...LEFT_OUT_REASONS]) expect(definitions.term[key].text, key).toMatch(/\.$/);
  });
});

it('the definitions page shows every term once', () => {
  const shown = DEFINITION_GROUPS.flatMap(({ terms }) => [...terms]);
  expect(shown.toSorted()).toEqual(Object.keys(MESSAGES.en.definitions.term).toSorted());
});

describe('plurals at run time', () => {
  // CLDR: 21 is one in Ukrainian and Russian, many in Polish; 22 is few in all three; 12 is many in all three.
  const orders: [Language, number, string][] = [
    ['en', 1, '1 order'],
    ['en', 21, '21 orders'],
    ['uk', 1, '1 замовлення'],
    ['uk', 21, '21 замовлення'],
    ['uk', 12, '12 замовлень'],
    ['uk', 22, '22 замовлення'],
    ['pl', 1, '1 zamówienie'],
    ['pl', 21, '21 zamówień'],
    ['pl', 22, '22 zamówienia'],
    ['pl', 12, '12 zamówień'],
    ['ru', 1, '1 заказ'],
    ['ru', 21, '21 заказ'],
    ['ru', 22, '22 заказа'],
    ['ru', 12, '12 заказов'],
    ['ru', 0, '0 заказов'],
  ];
  it.each(orders)('%s: %i', (language, count, text) => {
    initMessages(language);
    expect(i18next.getFixedT(language, 'app')('footer.orders', { count, n: String(count) })).toBe(text);
  });

  it('hostile text is filled in as it is, for React to escape', () => {
    initMessages('en');
    expect(i18next.getFixedT('en', 'app')('notice.exported', { name: '<img src=x onerror=alert(1)>' })).toBe('The report was saved as “<img src=x onerror=alert(1)>”.');
  });
});
