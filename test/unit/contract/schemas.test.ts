import { describe, expect, test } from 'vitest';
import { ENGINE_REQUESTS } from '../../../core/contract/api.ts';
import { DEFAULT_SCOPE, isoDateSchema, periodSchema } from '../../../core/contract/scope.ts';

const COHORTS = { scope: DEFAULT_SCOPE, key: 'month', age: 'month', measure: 'retained', cumulative: false, retained: 'in-age', acquired: null };

describe('dates and periods', () => {
  test.each(['2024-02-29', '1999-12-31'])('%s exists', (date) => expect(isoDateSchema.safeParse(date).success).toBe(true));
  test.each(['2025-02-29', '2025-13-01', '2025-1-1', '2025-01-01T00:00', '', '0001-01-01', '1899-12-31', '2200-01-01', '9999-12-31'])('"%s" is refused', (date) => expect(isoDateSchema.safeParse(date).success).toBe(false));
  test('a period ends after it begins', () => {
    expect(periodSchema.safeParse({ from: '2025-01-01', to: '2025-01-02' }).success).toBe(true);
    expect(periodSchema.safeParse({ from: '2025-01-02', to: '2025-01-02' }).success).toBe(false);
  });
});

describe('requests', () => {
  test('of cohorts take a calendar key or a field, and ages by calendar, window or order', () => {
    const schema = ENGINE_REQUESTS['cohorts.matrix'];
    for (const key of ['month', 'attribute:channel', 'attribute:з\'єднання']) expect(schema.safeParse({ ...COHORTS, key }).success).toBe(true);
    for (const age of ['week', 'order', { windowDays: 30 }]) expect(schema.safeParse({ ...COHORTS, age }).success).toBe(true);
    for (const key of ['fortnight', 'attribute:', 7]) expect(schema.safeParse({ ...COHORTS, key }).success).toBe(false);
    for (const age of ['30d', { windowDays: 0 }, { windowDays: 1.5 }]) expect(schema.safeParse({ ...COHORTS, age }).success).toBe(false);
  });

  test('name files by token only', () => {
    const schema = ENGINE_REQUESTS['project.open'];
    expect(schema.safeParse({ file: '0b1c2d3e-aaaa', create: false }).success).toBe(true);
    for (const file of ['/etc/passwd', '../x.tenure', 'C:\\x', 'short', 'UPPERCASE-TOKEN']) expect(schema.safeParse({ file, create: false }).success).toBe(false);
  });

  test('of customers stay within a page', () => {
    const schema = ENGINE_REQUESTS['customers.list'];
    const query = { selection: { kind: 'all', scope: DEFAULT_SCOPE }, sort: 'orders', descending: true, offset: 0, limit: 500 };
    expect(schema.safeParse(query).success).toBe(true);
    expect(schema.safeParse({ ...query, limit: 501 }).success).toBe(false);
    expect(schema.safeParse({ ...query, offset: -1 }).success).toBe(false);
  });
});
