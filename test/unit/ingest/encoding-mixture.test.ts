import { expect, test } from 'vitest';
import { firstUtf8Line, isMostlyUtf8 } from '../../../core/ingest/encoding-mixture.ts';

/** Letters of windows-1251: а is 0xE0, А 0xC0, і 0xB3, І 0xB2. */
const windows1251 = (text: string): Buffer =>
  Buffer.from(Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x80) return code;
    if (character === 'і') return 0xb3;
    if (character === 'І') return 0xb2;
    return code - 0x0410 + 0xc0;
  }));

test('a line in another encoding does not make the file one of that encoding', () => {
  const sample = Buffer.concat([Buffer.from('1;Олена\r\n2;Іван\r\n'), windows1251('3;Борис\r\n')]);
  expect(isMostlyUtf8(sample)).toBe(true);
  expect(isMostlyUtf8(Buffer.concat([windows1251('1;Олена\r\n2;Іван\r\n'), Buffer.from('3;Борис\r\n')]))).toBe(false);
});

test('the first line in UTF-8 of a file that is not is found, by any line end', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    const sample = Buffer.concat([windows1251(`order;name${end}1;Олена${end}`), Buffer.from(`2;plain${end}3;Борис${end}`), windows1251(`4;Іван${end}`)]);
    expect(firstUtf8Line(sample)).toBe(4);
  }
});

test('names of single-byte alphabets are not taken for UTF-8', () => {
  const names = ['Вікторія', 'Вітя', 'Віра', 'Павло', 'Сніжана', 'Ілля', 'Галина'].map((name) => windows1251(`1;${name}\n`));
  expect(firstUtf8Line(Buffer.concat(names))).toBeNull();
  expect(isMostlyUtf8(Buffer.concat(names))).toBe(false);
});
