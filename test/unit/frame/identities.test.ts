import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createContactPairs, mergeCustomers, MOST_CUSTOMERS_OF_A_CONTACT, type ContactPairs } from '../../../core/frame/identities.ts';

function pairsOf(kind: ContactPairs['kind'], customers: number, list: readonly (readonly [customer: number, value: string])[]): ContactPairs {
  const pairs = createContactPairs(kind, customers);
  for (const [customer, value] of list) pairs.add(customer, pairs.place(value));
  return pairs;
}

/** The smallest customer that can be reached over shared contacts, by trying again until nothing changes. */
function byBruteForce(customers: number, lists: readonly (readonly (readonly [number, string])[])[]): number[] {
  const label = Array.from({ length: customers }, (_, customer) => customer);
  for (let changed = true; changed; ) {
    changed = false;
    for (const list of lists) {
      for (const [one, text] of list) {
        for (const [other, same] of list) {
          if (text !== same || label[one] === label[other]) continue;
          const least = Math.min(label[one]!, label[other]!);
          label[one] = least;
          label[other] = least;
          changed = true;
        }
      }
    }
  }
  return label;
}

describe('who is whom', () => {
  test('customers who share an e-mail or a number, also over others, are the first of them', () => {
    const emails = pairsOf('email', 6, [[0, 'a'], [2, 'a'], [3, 'b'], [5, 'c']]);
    const phones = pairsOf('phone', 6, [[3, '1'], [2, '1'], [4, '2']]);
    expect([...mergeCustomers(6, [emails, phones]).representative]).toEqual([0, 1, 0, 0, 4, 5]);
    expect([...mergeCustomers(6, [emails]).representative]).toEqual([0, 1, 0, 3, 4, 5]);
    expect([...mergeCustomers(6, []).representative]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('as by brute force, whatever the pairs and their order', () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 29 }), fc.constantFrom(...'abcdefghijklmnop'));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 40 }), fc.array(pair, { maxLength: 40 }), (emails, phones) => {
        const merged = mergeCustomers(30, [pairsOf('email', 30, emails), pairsOf('phone', 30, phones)]);
        expect([...merged.representative]).toEqual(byBruteForce(30, [emails, phones]));
      }),
    );
  });

  test('a contact of very many customers merges nobody and is named', () => {
    const most = MOST_CUSTOMERS_OF_A_CONTACT;
    const shop = Array.from({ length: most + 1 }, (_, customer) => [customer, 'no@mail.com'] as const);
    const family = Array.from({ length: most }, (_, customer) => [most + 1 + customer, 'all@family.com'] as const);
    const { representative, tooCommon } = mergeCustomers(200, [pairsOf('email', 200, [...shop, ...shop, ...family])]);
    expect(tooCommon).toEqual([{ kind: 'email', value: 'no@mail.com', customers: most + 1 }]);
    expect([...representative.subarray(0, most + 1)]).toEqual(shop.map(([customer]) => customer));
    expect(new Set(representative.subarray(most + 1, most * 2 + 1))).toEqual(new Set([most + 1]));
  });
});
