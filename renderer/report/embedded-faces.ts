import interCyrillicExt from '@fontsource-variable/inter/files/inter-cyrillic-ext-wght-normal.woff2?inline';
import interCyrillic from '@fontsource-variable/inter/files/inter-cyrillic-wght-normal.woff2?inline';
import interLatinExt from '@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2?inline';
import interLatin from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?inline';
import serifCyrillicExt from '@fontsource-variable/source-serif-4/files/source-serif-4-cyrillic-ext-wght-normal.woff2?inline';
import serifCyrillic from '@fontsource-variable/source-serif-4/files/source-serif-4-cyrillic-wght-normal.woff2?inline';
import serifLatinExt from '@fontsource-variable/source-serif-4/files/source-serif-4-latin-ext-wght-normal.woff2?inline';
import serifLatin from '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2?inline';

// Ranges as in the font packages’ own style sheets.
const LATIN = 'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD';
const LATIN_EXT = 'U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113, U+2C60-2C7F, U+A720-A7FF';
const CYRILLIC = 'U+0301, U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116';
const CYRILLIC_EXT = 'U+0460-052F, U+1C80-1C8A, U+20B4, U+2DE0-2DFF, U+A640-A69F, U+FE2E-FE2F';

const face = (family: string, file: string, range: string): string =>
  `@font-face{font-family:'${family}';font-style:normal;font-weight:200 900;src:url(${file}) format('woff2');unicode-range:${range}}`;

/** The report’s faces as style rules with their files within. */
export const FACES = [
  face('Inter Variable', interCyrillicExt, CYRILLIC_EXT),
  face('Inter Variable', interCyrillic, CYRILLIC),
  face('Inter Variable', interLatinExt, LATIN_EXT),
  face('Inter Variable', interLatin, LATIN),
  face('Source Serif 4 Variable', serifCyrillicExt, CYRILLIC_EXT),
  face('Source Serif 4 Variable', serifCyrillic, CYRILLIC),
  face('Source Serif 4 Variable', serifLatinExt, LATIN_EXT),
  face('Source Serif 4 Variable', serifLatin, LATIN),
].join('\n');
