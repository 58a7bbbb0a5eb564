import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFileHash } from '../../../core/ingest/file-hash.ts';

const hashOf = (...pieces: Uint8Array[]): string => {
  const hash = createFileHash();
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
};
const noise = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => Math.imul(i, 0x9e37_79b1) >>> 24);

test('the hash is of the bytes, wherever they are cut', () => {
  const bytes = noise(200_000);
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length), { maxLength: 8 }), (places) => {
      const cuts = [0, ...places.toSorted((a, b) => a - b), bytes.length];
      expect(hashOf(...cuts.slice(1).map((to, index) => bytes.subarray(cuts[index], to)))).toBe(hashOf(bytes));
    }),
  );
});

test('any changed byte changes it', () => {
  const bytes = noise(70_000);
  const hashes = new Set([hashOf(bytes)]);
  for (const place of [0, 1, 65_535, 65_536, 69_999]) {
    const changed = bytes.slice();
    changed[place]! ^= 1;
    hashes.add(hashOf(changed));
  }
  expect(hashes.size).toBe(6);
});
