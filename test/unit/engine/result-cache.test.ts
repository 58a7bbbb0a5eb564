import { describe, expect, test } from 'vitest';
import { canonicalText, createResultCache, estimateBytes } from '../../../core/engine/result-cache.ts';

describe('result cache', () => {
  test('drops the least recently used beyond its bound', () => {
    const cache = createResultCache(3000);
    const value = new Uint8Array(900);
    for (const key of ['a', 'b', 'c']) cache.set(key, value);
    cache.get('a');
    cache.set('d', value);
    expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true, true]);
    expect(cache.bytes()).toBeLessThanOrEqual(3000);
  });

  test('does not let one large result push out all others', () => {
    const cache = createResultCache(1000);
    cache.set('small', 1);
    cache.set('large', new Uint8Array(2000));
    expect(cache.get('small')).toBe(1);
    expect(cache.get('large')).toBeUndefined();
  });

  test('counts a replaced value once', () => {
    const cache = createResultCache(10_000);
    cache.set('a', new Uint8Array(500));
    const once = cache.bytes();
    cache.set('a', new Uint8Array(500));
    expect(cache.bytes()).toBe(once);
  });
});

test('equal queries have one text, whatever the order of their keys', () => {
  expect(canonicalText({ b: [1, { d: 2, c: 3 }], a: null })).toBe(canonicalText({ a: null, b: [1, { c: 3, d: 2 }] }));
  expect(canonicalText({ a: [1, 2] })).not.toBe(canonicalText({ a: [2, 1] }));
});

test('typed arrays count with their bytes', () => {
  expect(estimateBytes({ cells: new Float64Array(1000) })).toBeGreaterThanOrEqual(8000);
  expect(estimateBytes({ cells: new Float64Array(1000) })).toBeLessThan(8300);
});
