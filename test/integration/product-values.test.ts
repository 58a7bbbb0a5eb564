import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBench, type Bench } from './engine-harness.ts';

// The mug is in two counted orders (twice in the first), the tea in one, the cup only in a test order.
const SHOP = `order,customer,date,product,product name,quantity,amount,status
1,ann,2024-01-10,M1,Mug blue,1,8.00,paid
1,ann,2024-01-10,T1,Чай зелений,2,12.00,paid
1,ann,2024-01-10,M1,Mug blue,1,8.00,paid
2,bo,2024-02-05,M1,Mug blue,1,8.00,paid
3,bo,2024-02-06,C1,Cup,1,5.00,test
`;

let bench: Bench;
beforeAll(async () => {
  bench = createBench(1);
  await bench.openProject();
  await bench.importText(SHOP);
});
afterAll(() => bench.end());

const ask = (search: string): Promise<unknown> => bench.engine.call('products.values', { search });

test('products by their counted orders, each order once', async () => {
  expect(await ask('')).toEqual({ distinct: 3, product: ['M1', 'T1', 'C1'], name: ['Mug blue', 'Чай зелений', 'Cup'], orders: [2, 1, 0] });
});

test('some by their codes, whatever else is in the shop', async () => {
  expect(await bench.engine.call('products.values', { search: '', products: ['C1', 'T1', 'none'] })).toEqual({ distinct: 3, product: ['T1', 'C1'], name: ['Чай зелений', 'Cup'], orders: [1, 0] });
  expect(await bench.engine.call('products.values', { search: 'u', products: ['C1', 'T1'] })).toMatchObject({ product: ['C1'] });
});

test('found by code and by name, whatever the case and script', async () => {
  expect(await ask('m1')).toMatchObject({ product: ['M1'], distinct: 3 });
  expect(await ask('ЗЕЛЕН')).toMatchObject({ product: ['T1'] });
  expect(await ask('nothing')).toMatchObject({ product: [], distinct: 3 });
});
