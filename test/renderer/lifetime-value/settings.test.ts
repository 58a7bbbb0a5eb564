import { describe, expect, it } from 'vitest';
import { DEFAULT_SCOPE } from '../../../core/contract/scope.ts';
import { curveQuerySchema, formulaQuerySchema, ltvQuerySchema, whatIfQuerySchema } from '../../../core/contract/ltv.ts';
import { curveQuery, defaultObservationEnd, forecastQuery, formulaQuery, holdoutQuery, ltvControlsSchema, observationEndOf, whatIfQuery } from '../../../renderer/features/lifetime-value/ltv-settings.ts';

const DEFAULTS = ltvControlsSchema.parse({});

describe('the end of the observation', () => {
  it('leaves half a year of long data, a quarter of short data, and always a day', () => {
    expect(defaultObservationEnd('2024-01-01', '2025-12-31')).toBe('2025-07-02');
    expect(defaultObservationEnd('2025-09-22', '2025-12-31')).toBe('2025-12-06');
    expect(defaultObservationEnd('2025-12-30', '2025-12-31')).toBe('2025-12-30');
  });

  it('is the user’s where it lies within the data, and the default otherwise', () => {
    const own = (observationEnd: string): string => observationEndOf({ ...DEFAULTS, observationEnd }, '2024-01-01', '2025-12-31');
    expect(own('2025-03-31')).toBe('2025-03-31');
    for (const outside of ['2023-12-31', '2024-01-01', '2025-12-31', '2026-05-05']) expect(own(outside)).toBe('2025-07-02');
  });
});

describe('what is asked of the engine', () => {
  it('is understood by its schemas, as the controls stand at first', () => {
    expect(() => ltvQuerySchema.parse(forecastQuery(DEFAULTS, DEFAULT_SCOPE))).not.toThrow();
    expect(() => formulaQuerySchema.parse(formulaQuery(DEFAULTS, DEFAULT_SCOPE))).not.toThrow();
    expect(() => curveQuerySchema.parse(curveQuery(DEFAULTS, DEFAULT_SCOPE))).not.toThrow();
    expect(whatIfQuerySchema.parse(whatIfQuery(DEFAULTS, DEFAULT_SCOPE)).retentionUplift).toBe(0.05);
  });

  it('holds back the days from the end of the observation to the as-of day', () => {
    const query = holdoutQuery(DEFAULTS, DEFAULT_SCOPE, { observationEnd: '2025-07-02', asOf: '2025-12-31' });
    expect(query).toMatchObject({ observationEnd: '2025-07-02', holdoutEnd: '2025-12-31', model: 'bg-nbd' });
    expect(forecastQuery(DEFAULTS, DEFAULT_SCOPE)).toMatchObject({ observationEnd: null, holdoutEnd: null });
  });

  it('a life of the user’s own takes the place of both ways to measure it', () => {
    expect(formulaQuery({ ...DEFAULTS, lifetimeMonths: 12 }, DEFAULT_SCOPE)).toMatchObject({ lifetime: 'given', lifetimeMonths: 12 });
    expect(formulaQuery({ ...DEFAULTS, lifetime: 'observed' }, DEFAULT_SCOPE)).toMatchObject({ lifetime: 'observed', lifetimeMonths: null });
  });

  it('controls kept from elsewhere fall back one by one', () => {
    expect(ltvControlsSchema.parse({ view: 'curve', model: 'oracle', uplift: 99, months: '12' })).toMatchObject({ view: 'curve', model: 'bg-nbd', uplift: 0.05, months: '12' });
  });
});
