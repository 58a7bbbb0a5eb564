import type { Palette } from './palette.ts';

/** Relative luminance of `#rgb` or `#rrggbb`. WCAG 2.2. */
export function luminance(color: string): number {
  const digits = color.replace('#', '');
  const long = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const channel = (start: number): number => {
    const value = Number.parseInt(long.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4);
}

/** Contrast ratio of two colours, 1 to 21. WCAG 2.2. */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

/** The ink, black or white that stands out most on `ground`; the theme’s ink wherever it is enough. */
export function labelColor(ground: string, palette: Palette): string {
  if (contrast(palette.ink, ground) >= 4.5) return palette.ink;
  return contrast('#ffffff', ground) >= contrast('#000000', ground) ? '#ffffff' : '#000000';
}
