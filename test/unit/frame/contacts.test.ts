import { describe, expect, test } from 'vitest';
import { normalisedEmail, normalisedPhone } from '../../../core/frame/contacts.ts';

describe('e-mail addresses', () => {
  test.each([
    [' Olena@Example.COM ', 'olena@example.com'],
    ['ＡＮＮＡ@example.com', 'anna@example.com'],
    ['i.van+sale@gmail.com', 'i.van+sale@gmail.com'],
    ['МАРІЯ@пошта.укр', 'марія@пошта.укр'],
  ])('%s is %s', (text, address) => expect(normalisedEmail(text)).toBe(address));

  test.each(['', '-', 'none', 'a@b', 'two words@example.com', '@example.com'])('"%s" is none', (text) => expect(normalisedEmail(text)).toBe(null));
});

describe('phone numbers', () => {
  test.each([
    // Ukraine: the same subscriber in six spellings.
    ['+380 (50) 123-45-67', '380501234567'],
    ['380501234567', '380501234567'],
    ['00380501234567', '380501234567'],
    ['0501234567', '380501234567'],
    ['80501234567', '380501234567'],
    ['050 123 45 67, 067 765 43 21', '380501234567'],
    // Poland.
    ['601 234 567', '48601234567'],
    ['+48 601-234-567', '48601234567'],
    ['0048601234567', '48601234567'],
    // Russia and Kazakhstan.
    ['8 (912) 345-67-89', '79123456789'],
    ['+7 912 345 67 89', '79123456789'],
    ['9123456789', '79123456789'],
    // Elsewhere.
    ['+49 30 1234567', '49301234567'],
    ['+1 (212) 555-0123', '12125550123'],
  ])('%s is %s', (text, number) => expect(normalisedPhone(text)).toBe(number));

  test.each(['', '12345', 'n/a', '0000000000', '+380 000 000 000', '1111111111', '1234567890123456'])('"%s" is none', (text) => expect(normalisedPhone(text)).toBe(null));
});
