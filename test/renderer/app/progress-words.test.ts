import { beforeAll, describe, expect, it } from 'vitest';
import type { Progress } from '../../../core/contract/rpc.ts';
import { progressPercent, progressWords } from '../../../renderer/app/progress-words.ts';
import { formatFor } from '../../../renderer/i18n/format.ts';
import { i18next, initMessages } from '../../../renderer/i18n/index.ts';

const reading: Progress = { stage: 'reading', unit: 'bytes', done: 12_000_000, total: 48_000_000, rows: 80_001, secondsLeft: 4.2 };

describe('the words of progress', () => {
  beforeAll(() => initMessages('en'));

  it('name bytes, rows and the time that is left, and what is known of them', () => {
    const words = (progress: Progress): string => progressWords(i18next.getFixedT('en'), formatFor('en'), progress);
    expect(words(reading)).toBe('Reading: 12 MB of 48 MB · 80,001 rows · about 5 seconds left');
    expect(words({ stage: 'reading', unit: 'bytes', done: 12_000_000, total: null })).toBe('Reading: 12 MB');
    expect(words({ ...reading, secondsLeft: 0 })).toContain('about 1 second left');
    expect(words({ ...reading, secondsLeft: 121 })).toContain('about 3 minutes left');
    expect(words({ stage: 'writing', unit: 'rows', done: 1, total: 2, rows: 1 })).toBe('Writing to the project: 1 of 2 rows');
  });

  it('say of a fit how often it was tried, and nothing of a number that is not known yet', () => {
    const fitting = (language: 'en' | 'uk', evaluations: number): string =>
      progressWords(i18next.getFixedT(language), formatFor(language), { stage: 'computing', unit: 'customers', done: 0, total: null, fit: { evaluations, logLikelihood: -9582.4 } });
    expect(fitting('en', 1)).toBe('Calculating: 1 set of parameters tried');
    expect(fitting('uk', 22)).toBe('Обчислення: випробувано 22 набори параметрів');
    expect(progressWords(i18next.getFixedT('en'), formatFor('en'), { stage: 'computing', unit: 'customers', done: 0, total: null })).toBe('Calculating …');
  });

  it('decline with the number of rows and seconds', () => {
    const words = (language: 'uk' | 'pl' | 'ru', secondsLeft: number): string => progressWords(i18next.getFixedT(language), formatFor(language), { ...reading, rows: 22, secondsLeft });
    expect(words('uk', 21)).toMatch(/22 рядки · ще приблизно 21 секунда$/);
    expect(words('ru', 12)).toMatch(/22 строки · осталось примерно 12 секунд$/);
    expect(words('pl', 3)).toMatch(/22 wiersze · zostały około 3 sekundy$/);
  });

  it('are a share only of a known whole', () => {
    expect(progressPercent(reading)).toBe(25);
    expect(progressPercent({ ...reading, total: null })).toBeNull();
    expect(progressPercent({ ...reading, done: 96_000_000 })).toBe(100);
  });
});
