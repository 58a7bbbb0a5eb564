import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTranscoder, detectEncoding, type Encoding } from '../../../core/ingest/encoding.ts';
import { highCharacters, type SingleByteEncoding } from '../../../core/ingest/high-characters.ts';

/** Bytes of a text in a single-byte encoding, by inverting the decoder; characters that it lacks become spaces. */
function encode(text: string, encoding: SingleByteEncoding): Uint8Array {
  const high = highCharacters(encoding);
  return Uint8Array.from(Array.from(text, (character) => (character < '\u0080' ? character.charCodeAt(0) : high.includes(character) ? high.indexOf(character) + 0x80 : 32)));
}

// The order files of four shops, as their owners would export them.
const UKRAINIAN = `Номер замовлення;Дата;Покупець;Товар;Кількість;Ціна, грн;Статус
1001;05.01.2024;Іваненко Олена;Кава мелена «Їжак», 250 г;2;235,00;Виконано
1002;06.01.2024;Ґудзь Юрій;Чай зелений з м’ятою;1;99,50;Скасовано
1003;06.01.2024;ЩЕРБАК Євген;Цукерки шоколадні;3;45,00;Нове`;
const RUSSIAN = `Номер заказа;Дата;Клиент;Товар;Количество;Цена;Статус
1001;05.01.2024;Петров Иван;Кофе молотый «Утро», 250 г;2;235,00;Выполнен
1002;06.01.2024;Ёлкина Юлия;Чай зелёный с мятой;1;99,50;Отменён
1003;06.01.2024;ОБЪЕДКОВ Эдуард;Конфеты шоколадные;3;45,00;Новый`;
const POLISH = `Numer zamówienia;Data;Kupujący;Nazwa produktu;Ilość;Cena;Status
1001;05.01.2024;Łucja Żak;Herbata różana „Wiśnia”;2;19,99;Zrealizowane
1002;06.01.2024;Paweł Gęś;Młynek do pieprzu;1;49,00;Anulowane
1003;06.01.2024;ŚLIWA Zbigniew;Dzbanek szklany;3;35,50;Wysłane`;
const WESTERN = `Bestellnummer;Datum;Kunde;Artikel;Menge;Preis
1001;05.01.2024;Jürgen Müller;Käse & Brötchen;2;€ 19,99
1002;06.01.2024;Françoise Lefèvre;Crème brûlée “à la maison”;1;49,00
1003;06.01.2024;Jörg Weiß;Früchtetee groß;3;35,50`;

const SAMPLES: [string, string, SingleByteEncoding][] = [
  ['Ukrainian', UKRAINIAN, 'windows-1251'],
  ['Ukrainian', UKRAINIAN, 'x-mac-cyrillic'],
  ['Russian', RUSSIAN, 'windows-1251'],
  ['Russian', RUSSIAN, 'x-mac-cyrillic'],
  ['Polish', POLISH, 'windows-1250'],
  ['Polish', POLISH, 'iso-8859-2'],
  ['Polish', POLISH, 'x-mac-ce'],
  ['German and French', WESTERN, 'windows-1252'],
  ['German and French', WESTERN, 'macintosh'],
];

describe.each(SAMPLES)('%s text', (_, text, encoding) => {
  test(`in ${encoding} is recognised, as a whole and by any row of it`, () => {
    expect(detectEncoding(encode(text, encoding))).toBe(encoding);
    const [header, ...rows] = text.split('\n');
    for (const row of rows) expect([row, detectEncoding(encode(`${header}\n${row}`, encoding))]).toEqual([row, encoding]);
  });
});

test.each([['Ukrainian', UKRAINIAN], ['Russian', RUSSIAN], ['Polish', POLISH], ['German and French', WESTERN]])('%s text in Unicode is recognised, byte order mark or not', (_, text) => {
  const little = Buffer.from(text, 'utf16le');
  expect(detectEncoding(Buffer.from(text))).toBe('utf-8');
  expect(detectEncoding(little)).toBe('utf-16le');
  expect(detectEncoding(Buffer.from(little).swap16())).toBe('utf-16be');
  expect(detectEncoding(Buffer.concat([Buffer.from('\ufeff', 'utf16le'), little]))).toBe('utf-16le');
});

// Python's codec mac_latin2 says the same of these bytes.
test('Macintosh for Central Europe', () => {
  const bytes = Uint8Array.of(0x5a, 0x61, 0xfd, 0x97, 0xb8, 0x8d, 0x20, 0x67, 0xab, 0xe6, 0x6c, 0x88, 0x20, 0x6a, 0x61, 0x90, 0xc4);
  expect(Buffer.from(createTranscoder('x-mac-ce').write(bytes) ?? []).toString()).toBe('Zażółć gęślą jaźń');
});

describe.each(['windows-1251', 'windows-1250', 'iso-8859-2', 'windows-1252', 'x-mac-cyrillic', 'x-mac-ce', 'macintosh'] as const)('%s', (encoding) => {
  test('every byte has its character, and comes back', () => {
    const characters = highCharacters(encoding);
    expect(characters).toHaveLength(128);
    expect(new Set(characters).size).toBe(128);
    // Node's own decoder is the witness where it has the encoding; it takes windows-1252 for ISO 8859-1 in 0x80–0x9F.
    if (encoding === 'x-mac-ce') return;
    const known = new TextDecoder(encoding).decode(Uint8Array.from({ length: 128 }, (_, index) => index + 0x80));
    const from = encoding === 'windows-1252' ? 32 : 0;
    expect(characters.slice(from).join('')).toBe([...known].slice(from).join(''));
  });

  test('text comes through in chunks of any size', () => {
    const high = highCharacters(encoding);
    const character = fc.oneof(fc.constantFrom('a', ';', '\n', '7'), fc.constantFrom(...high));
    fc.assert(
      fc.property(fc.string({ unit: character }), fc.integer({ min: 1, max: 5 }), (text, chunkBytes) => {
        const bytes = encode(text, encoding);
        const transcoder = createTranscoder(encoding satisfies Encoding);
        const parts: Uint8Array[] = [];
        for (let from = 0; from < bytes.length; from += chunkBytes) parts.push(transcoder.write(bytes.subarray(from, from + chunkBytes)) ?? new Uint8Array(0));
        expect(Buffer.concat(parts).toString('utf8')).toBe(text);
      }),
    );
  });
});
