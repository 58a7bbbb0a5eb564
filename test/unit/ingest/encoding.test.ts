import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTranscoder, detectEncoding, type Encoding } from '../../../core/ingest/encoding.ts';

function transcoded(bytes: Uint8Array, encoding: Encoding, chunkBytes: number): string | null {
  const transcoder = createTranscoder(encoding);
  const parts: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; from += chunkBytes) {
    const part = transcoder.write(bytes.slice(from, from + chunkBytes));
    if (part === null) return null;
    parts.push(part);
  }
  const end = transcoder.end();
  return end === null ? null : Buffer.concat([...parts, end]).toString('utf8');
}

// Byte values by the code charts of the Unicode consortium's mapping tables (CP1251.TXT, CP1250.TXT, 8859-2.TXT, CP1252.TXT).
const SAMPLES: [Encoding, number[], string][] = [
  ['windows-1251', [0xca, 0xe0, 0xe2, 0xe0, 0x20, 0xbf, 0xe6, 0x2c, 0xb4, 0x20, 0xb3, 0xba], 'Кава їж,ґ іє'],
  ['windows-1250', [0x5a, 0x61, 0xbf, 0xf3, 0xb3, 0xe6, 0x20, 0x67, 0xea, 0x9c, 0x6c, 0xb9, 0x20, 0x6a, 0x61, 0x9f, 0xf1], 'Zażółć gęślą jaźń'],
  ['iso-8859-2', [0x5a, 0x61, 0xbf, 0xf3, 0xb3, 0xe6, 0x20, 0x67, 0xea, 0xb6, 0x6c, 0xb1, 0x20, 0x6a, 0x61, 0xbc, 0xf1], 'Zażółć gęślą jaźń'],
  ['windows-1252', [0x43, 0x61, 0x66, 0xe9, 0x20, 0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x20, 0x80, 0x35, 0x93, 0x94], 'Café Müller €5“”'],
];

describe.each(SAMPLES)('%s', (encoding, values, text) => {
  test('is recognised and turned into UTF-8 in chunks of any size', () => {
    const bytes = Uint8Array.from(values);
    expect(detectEncoding(bytes)).toBe(encoding);
    for (const chunkBytes of [1, 2, 3, 100]) expect(transcoded(bytes, encoding, chunkBytes)).toBe(text);
  });
});

describe('Unicode', () => {
  test('UTF-8 and UTF-16 come through whole, byte order mark or not, whatever the chunks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.boolean(), fc.integer({ min: 1, max: 5 }), (text, mark, chunkBytes) => {
        fc.pre(!text.startsWith('\ufeff'));
        const marked = mark ? `\ufeff${text}` : text;
        const little = Buffer.from(marked, 'utf16le');
        expect(transcoded(Buffer.from(marked, 'utf8'), 'utf-8', chunkBytes)).toBe(text);
        expect(transcoded(little, 'utf-16le', chunkBytes)).toBe(text);
        expect(transcoded(Buffer.from(little).swap16(), 'utf-16be', chunkBytes)).toBe(text);
      }),
    );
  });

  test('is recognised by its mark, by its zeros, or by being valid', () => {
    expect(detectEncoding(Buffer.from('\ufeffid,date', 'utf8'))).toBe('utf-8');
    expect(detectEncoding(Buffer.from('номер,дата', 'utf8').subarray(0, 7))).toBe('utf-8');
    const little = Buffer.from('order,date\n1,2024', 'utf16le');
    expect(detectEncoding(little)).toBe('utf-16le');
    expect(detectEncoding(Buffer.from(little).swap16())).toBe('utf-16be');
    expect(detectEncoding(Buffer.concat([Buffer.from('\ufeff', 'utf16le'), little]))).toBe('utf-16le');
    expect(detectEncoding(Uint8Array.of(1, 2, 0, 0, 65, 0, 0))).toBeNull();
  });

  test('bytes that are no UTF-8 are found wherever they stand', () => {
    expect(transcoded(Uint8Array.of(65, 0xff, 66), 'utf-8', 1)).toBeNull();
    expect(transcoded(Uint8Array.of(65, 66, 0xd0), 'utf-8', 2)).toBeNull();
  });
});
