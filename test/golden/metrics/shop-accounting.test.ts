import { describe, expect, test } from 'vitest';
import { provenanceOf } from '../../../core/frame/accounting.ts';
import { summariseCustomers } from '../../../core/metrics/customers.ts';
import { dayOfIso } from '../../../core/maths/calendar.ts';
import { scenarioOf } from './line-table.ts';
import { AS_OF, SHOP } from './shop.ts';

const EUR = { code: 'EUR', minorUnitDigits: 2 };
const shop = scenarioOf(SHOP);

describe('what counts as of 10 April', () => {
  const provenance = provenanceOf(shop.view({ asOf: AS_OF }), [], EUR);

  test('orders that count', () => {
    // A1 A2 A3 C1 D1 C2 G1: lines 2+1+1+1+1+1+1, net before refunds 1500+600+500+1500+500+500+700; customers ann, cid, dan.
    expect(provenance.eligible).toEqual({ lines: 8, orders: 7, customers: 3, netMinor: 5800 });
    expect(provenance.anonymous).toEqual({ lines: 1, orders: 1, netMinor: 700 });
  });

  test('what is left out, with reasons', () => {
    expect(provenance.leftOut).toEqual([
      // X1, and one line of C2: 800 + 500.
      { reason: 'cancelled', lines: 2, orders: 1, netMinor: 1300 },
      { reason: 'test', lines: 1, orders: 1, netMinor: 900 },
      { reason: 'zero-value', lines: 1, orders: 1, netMinor: 0 },
      // A2C −250, DC −300, B12C −1500.
      { reason: 'credit-note', lines: 3, orders: 3, netMinor: -2050 },
      // B1 500 and B2 1000.
      { reason: 'refunded-in-full', lines: 2, orders: 2, netMinor: 1500 },
    ]);
    // A4.
    expect(provenance.afterAsOf).toEqual({ lines: 1, orders: 1, netMinor: 500 });
    // 250 to A2; 1000 to B2 and 500 to B1. DC finds no order.
    expect(provenance.credits).toEqual({ matched: 2, matchedMinor: 1750, unmatched: 1, unmatchedMinor: 300 });
  });

  test('the parts add up to the file', () => {
    const left = provenance.leftOut.reduce((sum, { lines, netMinor }) => ({ lines: sum.lines + lines, net: sum.net + netMinor }), { lines: 0, net: 0 });
    expect(provenance.eligible.lines + left.lines + provenance.afterAsOf.lines).toBe(18);
    expect(provenance.eligible.netMinor + left.net + provenance.afterAsOf.netMinor).toBe(SHOP.reduce((sum, line) => sum + line.net, 0));
  });
});

test('as of 31 March bob’s orders still count', () => {
  const provenance = provenanceOf(shop.view({ asOf: '2024-03-31' }), [], EUR);
  // As above without C2, and with B1 500 and B2 1000.
  expect(provenance.eligible).toEqual({ lines: 9, orders: 8, customers: 4, netMinor: 6800 });
  expect(provenance.leftOut.map(({ reason }) => reason)).toEqual(['cancelled', 'zero-value', 'credit-note']);
  // C2 (2 lines), B12C, T1, A4: 500 + 500 − 1500 + 900 + 500.
  expect(provenance.afterAsOf).toEqual({ lines: 5, orders: 4, netMinor: 900 });
});

test.each(['original-order', 'refund-day'] as const)('customers’ sums do not depend on where refunds fall: %s', (refunds) => {
  const { customers } = shop.table;
  const codes = Uint32Array.from(['ann', 'bob', 'cid', 'dan'], (customer) => customers.indexOf(customer));
  const summary = summariseCustomers(shop.view({ asOf: AS_OF, refunds }), codes);
  // ann 1500 + (600 − 100 − 250) + 500; bob 0; cid 1500 + 500; dan 500 − 300.
  expect(Array.from(summary.netMinor)).toEqual([2250, 0, 2000, 200]);
  expect(Array.from(summary.orders)).toEqual([3, 0, 2, 1]);
  expect(Array.from(summary.firstOrderDay)).toEqual([dayOfIso('2024-01-01'), 0, dayOfIso('2024-02-10'), dayOfIso('2024-03-31')]);
  expect(Array.from(summary.lastOrderDay)).toEqual([dayOfIso('2024-02-29'), 0, dayOfIso('2024-04-01'), dayOfIso('2024-03-31')]);
});
