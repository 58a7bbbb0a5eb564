import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chartFormat } from '../../../renderer/charts/chart-format.ts';
import { contrast, labelColor } from '../../../renderer/charts/contrast.ts';
import { heatPicture } from '../../../renderer/charts/heat-picture.ts';
import { hatchLines, pictureToSvg } from '../../../renderer/charts/picture.ts';
import { cutsOfRows, heatStep } from '../../../renderer/charts/heat-scale.ts';
import type { Palette } from '../../../renderer/charts/palette.ts';
import { formatFor } from '../../../renderer/i18n/format.ts';
import { DEFAULT_SCOPE } from '../../../core/contract/scope.ts';
import type { CohortMatrix } from '../../../core/contract/cohorts.ts';
import { PROVENANCE, retentionMatrix } from '../results.ts';

const tokens = readFileSync('renderer/app/tokens.css', 'utf8');
const heatMap = readFileSync('renderer/charts/heat-map.css', 'utf8');

/** Custom properties of `:root`, and over them those of the dark theme. */
function properties(theme: 'light' | 'dark'): Map<string, string> {
  const found = new Map<string, string>();
  for (const css of [tokens, heatMap]) {
    for (const [, selector, body] of css.matchAll(/^(:root|\[data-theme='dark'\]) \{([^}]*)\}/gm)) {
      if (selector !== ':root' && theme === 'light') continue;
      for (const [, name, value] of (body ?? '').matchAll(/(--[\w-]+):\s*([^;]+);/g)) found.set(name ?? '', value ?? '');
    }
  }
  return found;
}

/** The colour that a class sets for a label on a step in a theme. */
function labelOf(step: number, theme: 'light' | 'dark', colors: Map<string, string>): string {
  const rules = [...heatMap.matchAll(new RegExp(`^(\\[data-theme='dark'\\] )?\\.heat-${step} \\{([^}]*)\\}`, 'gm'))].filter(([, dark]) => dark === undefined || theme === 'dark');
  const name = rules.map(([, , body]) => /--heat-label: var\((--[\w-]+)\)/.exec(body ?? '')?.[1]).findLast((found) => found !== undefined) ?? '';
  const color = colors.get(name) ?? '';
  return color.startsWith('var(') ? (colors.get(color.slice(4, -1)) ?? '') : color;
}

const mix = (a: string, b: string, share: number): string =>
  `#${[1, 3, 5].map((at) => Math.round(Number.parseInt(a.slice(at, at + 2), 16) * share + Number.parseInt(b.slice(at, at + 2), 16) * (1 - share)).toString(16).padStart(2, '0')).join('')}`;

describe.each(['light', 'dark'] as const)('labels of the heat map in the %s theme', (theme) => {
  const colors = properties(theme);

  it.each([0, 1, 2, 3, 4, 5, 6])('keep 4.5 : 1 on step %i', (step) => {
    expect(contrast(labelOf(step, theme, colors), colors.get(`--s${step}`)!)).toBeGreaterThanOrEqual(4.5);
  });

  it.each([1, 2, 3, 4, 5, 6])('keep 4.5 : 1 on the stripes of a running cell of step %i', (step) => {
    const [, strong] = /var\(--heat\) (\d+)%, var\(--paper\)\) 0 2px/.exec(heatMap)!;
    const stripe = mix(colors.get(`--s${step}`)!, colors.get('--paper')!, Number(strong) / 100);
    expect(contrast(colors.get('--ink')!, stripe)).toBeGreaterThanOrEqual(4.5);
  });
});

it('contrast is WCAG’s', () => {
  expect(contrast('#000', '#fff')).toBeCloseTo(21, 6);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  const palette = { ink: '#1c1e22' } as Palette;
  expect(labelColor('#ffffff', palette)).toBe('#1c1e22');
  expect(labelColor('#07504b', palette)).toBe('#ffffff');
});

const heatCuts = (matrix: CohortMatrix): readonly number[] => cutsOfRows([matrix], 'table')(0);

describe('the scale', () => {
  const matrix = retentionMatrix([
    { size: 100, retained: [100, 60, 50, 40] },
    { size: 100, retained: [100, 30, 20, 10] },
    { size: 10, retained: [10, 9, 9, 9] },
  ]);

  it('leaves age 0 and small cohorts out of the cuts', () => {
    const cuts = heatCuts(matrix);
    expect(Math.min(...cuts)).toBeGreaterThan(0.1);
    expect(Math.max(...cuts)).toBeLessThanOrEqual(0.6);
  });

  it('has age 0 in it where only some orders are measured, for then it is no longer all', () => {
    const filtered = retentionMatrix([{ size: 100, retained: [80, 20] }], { query: { scope: { ...DEFAULT_SCOPE, filters: [{ field: 'channel', values: ['web'], applies: 'orders' }] } } });
    expect(Math.max(...heatCuts(filtered))).toBe(0.8);
  });

  it('puts the least on step 1 and the most on step 6, each sixth on a step of its own', () => {
    const cuts = heatCuts(matrix);
    expect([0.1, 0.2, 0.3, 0.4, 0.5, 0.6].map((share) => heatStep(share, cuts))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(heatStep(Number.NaN, cuts)).toBe(0);
  });

  it('can be each row’s own, or one for two maps', () => {
    const own = cutsOfRows([matrix], 'row');
    expect([...own(0)].every((cut) => cut >= 0.4 && cut <= 0.6)).toBe(true);
    expect([...own(1)].every((cut) => cut >= 0.1 && cut <= 0.3)).toBe(true);
    expect(own(2)).toEqual([]);
    const high = retentionMatrix([{ size: 100, retained: [100, 95, 94, 93, 92, 91, 90] }]);
    expect(Math.max(...cutsOfRows([matrix, high], 'table')(0))).toBeGreaterThanOrEqual(0.9);
  });

  it('counts what never closes where nothing else is there', () => {
    const channels = retentionMatrix([{ size: 100, retained: [100, 60, 50, 40, 30, 20] }], { running: true, query: { key: 'attribute:channel' } });
    channels.state.fill(1);
    expect(heatCuts(channels)).toHaveLength(5);
  });

  it('has none where nothing is complete', () => {
    expect(heatCuts(retentionMatrix([{ size: 100, retained: [100] }], { running: true }))).toEqual([]);
  });
});

describe('the drawn map', () => {
  const colors = properties('light');
  const palette: Palette = {
    paper: colors.get('--paper')!,
    panel: colors.get('--panel')!,
    ink: colors.get('--ink')!,
    ink2: colors.get('--ink-2')!,
    ink3: colors.get('--ink-3')!,
    rule: colors.get('--rule')!,
    rule2: colors.get('--rule-2')!,
    accent: colors.get('--accent')!,
    good: colors.get('--good')!,
    bad: colors.get('--bad')!,
    scale: [0, 1, 2, 3, 4, 5, 6].map((step) => colors.get(`--s${step}`)!),
    face: 'Inter',
  };
  const format = chartFormat(formatFor('en'), PROVENANCE.currency);
  const words = { cohort: 'first order', customers: 'customers', mean: 'mean', column: String };

  it('blanks what has not begun, hatches what is not over, escapes what customers wrote', () => {
    const matrix = {
      ...retentionMatrix(
        [
          { size: 100, retained: [100, 30, 20] },
          { size: 100, retained: [100, 40] },
        ],
        { running: true, query: { key: 'attribute:channel' } },
      ),
      cohorts: ['<b>"web"&</b>', 'shop'],
      names: ['<b>"web"&</b>', 'shop'],
    };
    const picture = heatPicture(matrix, format, words, (share) => (share * 100).toFixed(1), palette, 'Title <x>');
    const boxes = picture.marks.filter((mark) => mark.kind === 'box' && mark.height > 2);
    expect(boxes).toHaveLength(5);
    expect(boxes.filter((box) => box.kind === 'box' && box.hatch !== null)).toHaveLength(2);
    const svg = pictureToSvg(picture, palette);
    expect(svg).toContain('&lt;b&gt;&quot;web&quot;&amp;&lt;/b&gt;');
    expect(svg).not.toContain('<b>');
    expect(svg).toContain('<title>Title &lt;x&gt;</title>');
  });

  it('keeps the stripes within their box', () => {
    for (const [x1, y1, x2, y2] of hatchLines({ x: 10, y: 20, width: 44, height: 25 })) {
      for (const x of [x1, x2]) expect(x).toSatisfy((at: number) => at >= 10 && at <= 54);
      for (const y of [y1, y2]) expect(y).toSatisfy((at: number) => at >= 20 && at <= 45);
      expect(x1 - x2).toBe(y2 - y1);
    }
  });
});
