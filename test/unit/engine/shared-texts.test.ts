import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeOf, rankTexts, shareTexts, textAt } from '../../../core/engine/shared-texts.ts';

/** A dictionary batch as the store hands it out; `before` bytes precede the texts. */
function batch(texts: string[], before = 0) {
  const encoded = texts.map((text) => new TextEncoder().encode(text));
  const offsets = Int32Array.from([before, ...encoded.map((_, index) => before + encoded.slice(0, index + 1).reduce((sum, part) => sum + part.length, 0))]);
  const bytes = new Uint8Array(offsets[texts.length]! + 3);
  encoded.forEach((part, index) => bytes.set(part, offsets[index]));
  return { size: texts.length, offsets, bytes };
}

const texts = fc.uniqueArray(fc.string({ unit: 'grapheme', maxLength: 20 }), { maxLength: 40 });

describe('texts in shared memory', () => {
  test('come back by code, across batches', () => {
    fc.assert(
      fc.property(texts, fc.nat(40), fc.nat(5), (all, cut, before) => {
        const shared = shareTexts([batch(all.slice(0, cut)), batch(all.slice(cut), before)]);
        expect(shared.size).toBe(all.length);
        expect(all.map((_, code) => textAt(shared, code))).toEqual(all);
        expect(all.map((text) => codeOf(shared, text))).toEqual(all.map((_, code) => code));
      }),
    );
  });

  test('that are not there have no code', () => {
    const shared = shareTexts([batch(['Київ', 'Łódź', ''])]);
    expect(codeOf(shared, 'київ')).toBe(-1);
    expect(codeOf(shared, '')).toBe(2);
  });

  test('rank by code point', () => {
    fc.assert(
      fc.property(texts, (all) => {
        const ranks = rankTexts(shareTexts([batch(all)]));
        const sorted = all.toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
        expect(all.map((_, code) => ranks[code])).toEqual(all.map((text) => sorted.indexOf(text)));
      }),
    );
  });
});
