import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTextIndex, type TextIndex } from '../../../core/ingest/text-index.ts';

function texts(index: TextIndex, from = 0): string[] {
  return [...index.batches(from)].flatMap((batch) => Array.from({ length: batch.size }, (_, text) => Buffer.from(batch.bytes.subarray(batch.offsets[text], batch.offsets[text + 1])).toString('latin1')));
}

test('numbers distinct byte strings in order of appearance, as a Map does', () => {
  const key = fc.oneof(
    fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom('a', 'b', '\u0000') }),
    fc.string({ minLength: 11, maxLength: 14, unit: fc.constantFrom('a', '\u0000', '\u00ff') }),
  );
  fc.assert(
    fc.property(fc.array(key, { maxLength: 400 }), (keys) => {
      const index = createTextIndex();
      const oracle = new Map<string, number>();
      for (const text of keys) {
        if (!oracle.has(text)) oracle.set(text, oracle.size);
        const bytes = Buffer.from(`>${text}<`, 'latin1');
        expect(index.code(bytes, 1, bytes.length - 1)).toBe(oracle.get(text));
      }
      expect(index.size).toBe(oracle.size);
      expect(texts(index)).toEqual([...oracle.keys()]);
    }),
  );
});

test('an index for millions of texts numbers ids that end in digits like any others', () => {
  const id = fc.oneof(
    fc.nat({ max: 5000 }).map((number) => `C${String(number).padStart(7, '0')}`),
    fc.nat({ max: 0xffff_ffff }).map(String),
    fc.constantFrom('', 'C', '0', '00', '1a', 'C000001x', 'D0000001', 'C0000001 ', '12345678901234567890', 'x'.repeat(40) + '1'),
  );
  fc.assert(
    fc.property(fc.array(id, { maxLength: 3000 }), fc.nat({ max: 200 }), (ids, split) => {
      const index = createTextIndex([], { large: true });
      const oracle = new Map<string, number>();
      for (const text of ids) if (!oracle.has(text)) oracle.set(text, oracle.size);
      const parts = [ids.slice(0, split), ids.slice(split)];
      const codes = parts.flatMap((part) => {
        const lengths = part.map((text) => text.length);
        const offsets = Int32Array.from([0, ...lengths.map((sum => (length: number) => (sum += length))(0))]);
        return Array.from(index.codes({ size: part.length, offsets, bytes: Buffer.from(part.join('')) }));
      });
      expect(codes).toEqual(ids.map((text) => oracle.get(text)));
      expect(texts(index)).toEqual([...oracle.keys()]);
      for (const [text, code] of oracle) expect(index.code(Buffer.from(text), 0, text.length)).toBe(code);
    }),
    { numRuns: 300 },
  );
});

test('an index for millions of texts holds ids far apart in bounded memory', () => {
  const index = createTextIndex([], { large: true });
  // Each number has a page to itself, so room runs out and most go to the other table.
  const ids = Array.from({ length: 20_000 }, (_, number) => String(100_000_000 + number * 40_009));
  for (const round of [0, 1]) for (const [code, id] of ids.entries()) expect(index.code(Buffer.from(id), 0, id.length) + round).toBe(code + round);
  expect(index.size).toBe(20_000);
});

test('keeps the codes of stored texts, and hands over only the new ones', () => {
  const first = createTextIndex();
  const bytes = Buffer.from('one,two,three and a longer text');
  const cells = [[0, 3], [4, 7], [8, bytes.length]] as const;
  for (const [start, end] of cells) first.code(bytes, start, end);
  const again = createTextIndex(first.batches(0));
  expect(cells.map(([start, end]) => again.code(bytes, start, end))).toEqual([0, 1, 2]);
  expect(again.code(bytes, 0, 5)).toBe(3);
  expect(texts(again, 3)).toEqual(['one,t']);
});

test('grows to a million texts', () => {
  const index = createTextIndex();
  const encoder = new TextEncoder();
  const bytes = new Uint8Array(32);
  const code = (text: string): number => index.code(bytes, 0, encoder.encodeInto(text, bytes).written);
  for (let number = 0; number < 1_000_000; number++) if (code(`customer-${number}`) !== number) expect.fail(`customer-${number}`);
  expect(code('customer-123456')).toBe(123_456);
  expect(index.size).toBe(1_000_000);
  expect([...index.batches(0)].reduce((sum, batch) => sum + batch.size, 0)).toBe(1_000_000);
});
