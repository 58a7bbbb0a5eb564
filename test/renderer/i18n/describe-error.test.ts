import { beforeAll, describe, expect, it } from 'vitest';
import { FILE_FAULTS, PROJECT_FAULTS, type EngineError } from '../../../core/contract/errors.ts';
import { LANGUAGES } from '../../../core/contract/shell.ts';
import { describeError } from '../../../renderer/i18n/describe-error.ts';
import { formatFor } from '../../../renderer/i18n/format.ts';
import { i18next, initMessages } from '../../../renderer/i18n/index.ts';

const NAME = 'замовлення <b>&"{{x}}.csv';
const ERRORS: EngineError[] = [
  { code: 'CANCELLED' },
  { code: 'DISCONNECTED' },
  { code: 'NO_ORDERS' },
  { code: 'TOO_LARGE', what: 'bytes', count: 2_000_000, most: 1_048_576 },
  { code: 'BAD_REQUEST', method: 'kpis.figures', detail: 'x' },
  { code: 'INTERNAL', detail: 'x' },
  { code: 'UNKNOWN_FIELD', field: 'colour', known: ['city', 'Loyalty tier'] },
  { code: 'UNKNOWN_FIELD', field: 'colour', known: [] },
  { code: 'UNMAPPED_COLUMNS', file: NAME, missing: ['date', 'order', 'customer', 'amount', 'unitPrice'], columns: [] },
  { code: 'AMBIGUOUS_DATES', file: NAME, column: 'Date', example: '03/04/2025' },
  { code: 'AMBIGUOUS_COLUMNS', file: NAME, column: 'Price', field: 'unitPrice' },
  { code: 'NO_SUCH_IMPORT', importId: 7 },
  ...FILE_FAULTS.flatMap((fault): EngineError[] => [
    { code: 'FILE', file: NAME, fault, line: null },
    { code: 'FILE', file: NAME, fault, line: 12345 },
  ]),
  ...PROJECT_FAULTS.map((fault): EngineError => ({ code: 'PROJECT', file: NAME, fault })),
];

beforeAll(() => initMessages('en'));
const say = (language: (typeof LANGUAGES)[number], error: EngineError): string => describeError(i18next.getFixedT(language, ['errors', 'imports']), formatFor(language), error);

describe.each(LANGUAGES)('%s', (language) => {
  it('says every error in whole sentences with nothing left to fill in', () => {
    for (const error of ERRORS) {
      const text = say(language, error);
      expect(text.replaceAll(NAME, ''), JSON.stringify(error)).not.toMatch(/\{\{|undefined|null|^errors/);
      if (!('detail' in error)) expect(text, JSON.stringify(error)).toMatch(/\.$/);
    }
  });

  it('names the file as it is', () => {
    const named = ERRORS.filter((error) => 'file' in error && !('fault' in error && error.fault === 'no-project-open'));
    expect(named.filter((error) => !say(language, error).includes(NAME))).toEqual([]);
  });
});

it('says of which fields one is enough', () => {
  const error: EngineError = { code: 'UNMAPPED_COLUMNS', file: 'a.csv', missing: ['date', 'order', 'customer', 'amount', 'unitPrice'], columns: [] };
  expect(say('en', error)).toContain('Date, Order number or Customer and Amount or Unit price');
  expect(say('pl', { ...error, missing: ['order', 'customer'] })).toContain('Numer zamówienia lub Klient.');
});

it('names the line where it is known', () => {
  expect(say('en', { code: 'FILE', file: 'a.csv', fault: 'unclosed-quote', line: 12345 })).toContain('“a.csv”, line 12,345: a quotation mark');
  expect(say('uk', { code: 'FILE', file: 'a.csv', fault: 'unclosed-quote', line: null })).toContain('«a.csv»: лапки');
});
