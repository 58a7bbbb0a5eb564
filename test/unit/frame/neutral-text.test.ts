import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRisky, neutralText, originalText } from '../../../core/frame/neutral-text.ts';

const risky = fc.constantFrom('=', '+', '-', '@', '\t', '\r', "'", 'a', '');

test('no text is one that a spreadsheet would run, and every text comes back', () => {
  fc.assert(
    fc.property(fc.array(risky, { maxLength: 4 }), fc.string({ unit: 'grapheme' }), (start, rest) => {
      const text = start.join('') + rest;
      expect(neutralText(text)).not.toMatch(/^[=+\-@\t\r]/u);
      expect(originalText(neutralText(text))).toBe(text);
    }),
  );
});

test('what is harmless stays as it is', () => {
  for (const text of ['', 'tea', "'tis", "it's", '12', '1-2', '(5)', ' =1']) expect([text, neutralText(text), isRisky(text)]).toEqual([text, text, false]);
  expect(['=1', "'=1", '+380', '@x', '-5'].map(neutralText)).toEqual(["'=1", "''=1", "'+380", "'@x", "'-5"]);
});
