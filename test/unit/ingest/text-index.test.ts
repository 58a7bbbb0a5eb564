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
