import { expect, test } from 'vitest';
import { DEFAULT_SCOPE, type Filter } from '../../../core/contract/scope.ts';
import { loadReport } from '../../../renderer/report/load-report.ts';
import type { EngineLink } from '../../../renderer/engine/link.ts';

const names: Record<string, string> = { 'SKU-1': 'Teapot', 'SKU-2': '' };

/** An engine that knows two products, and answers nothing else. */
const engine = {
  call: (method: string, request: unknown) => {
    if (method === 'project.info') return Promise.resolve({ attributes: [{ field: 'channel' }] });
    if (method !== 'products.values') return Promise.resolve({});
    const { products } = request as { products: string[] };
    return Promise.resolve({ distinct: 2, product: products, name: products.map((product) => names[product] ?? ''), orders: products.map(() => 1) });
  },
} as unknown as Pick<EngineLink, 'call'>;

test('products of filters have their names in the report, where there are any', async () => {
  const filters: Filter[] = [
    { field: 'product', values: ['SKU-1', 'SKU-2'], applies: 'orders' },
    { field: 'channel', values: ['web'], applies: 'first-order' },
  ];
  const { productNames } = await loadReport(engine, { scope: { ...DEFAULT_SCOPE, filters }, period: null, language: 'en' } as Parameters<typeof loadReport>[1]);
  expect([...productNames]).toEqual([
    ['SKU-1', 'Teapot'],
    ['SKU-2', 'SKU-2'],
  ]);
});
