import { describe, expect, it } from 'vitest';
import type { AcquisitionCost } from '../../../core/contract/kpis.ts';
import { columnsOf, tableToCsv } from '../../../renderer/charts/export-files.ts';
import { multiplesPicture } from '../../../renderer/charts/multiples-picture.ts';
import { chartFormat } from '../../../renderer/charts/chart-format.ts';
import type { Palette } from '../../../renderer/charts/palette.ts';
import { paybackModel } from '../../../renderer/charts/payback-model.ts';
import { pictureToSvg } from '../../../renderer/charts/picture.ts';
import { formatFor } from '../../../renderer/i18n/format.ts';
import { PROVENANCE } from '../results.ts';

const FORMAT = chartFormat(formatFor('en'), PROVENANCE.currency);
const PALETTE: Palette = { paper: '#fff', panel: '#fff', ink: '#000', ink2: '#222', ink3: '#666', rule: '#ccc', rule2: '#eee', accent: '#066', good: '#060', bad: '#600', scale: ['#eee'], face: 'Inter' };

describe('tables as files', () => {
  const table = { columns: ['Day', '95% interval'], plain: ['Day', 'from', 'to'], rows: [{ texts: ['30', '0.2–0.4'], values: [30, 0.2, Number.NaN] }] };

  it('have columns of their own where a text stands for several values', () => {
    expect(tableToCsv(table)).toBe('\uFEFFDay,from,to\r\n30,0.2,\r\n');
    expect(columnsOf(table)).toEqual([{ name: 'Day', values: [30] }, { name: 'from', values: [0.2] }, { name: 'to', values: [null] }]);
  });
});

describe('small charts as a picture', () => {
  const charts = {
    multiples: [
      { key: '0', name: '<b>web</b>', value: '40%', few: null, values: [0, 4, 8] },
      { key: '1', name: 'shop', value: '20%', few: 'only 3', values: [8, Number.NaN, 2] },
    ],
    whole: [4, 4, 4],
    scale: { from: 'Jan', to: 'Mar', top: 'to 8' },
    lastIsRunning: false,
  };

  it('holds every name, value and line, in one scale', () => {
    const svg = pictureToSvg(multiplesPicture('By channel', charts, PALETTE), PALETTE);
    expect(svg).toContain('&lt;b&gt;web&lt;/b&gt;');
    expect(svg).not.toContain('<b>');
    for (const text of ['40%', 'shop', 'only 3', 'Jan', 'Mar', 'By channel']) expect(svg).toContain(text);
    const lines = multiplesPicture('By channel', charts, PALETTE).marks.filter((mark) => mark.kind === 'line');
    const course = lines.find(({ width }) => width === 1.8);
    const heights = course?.points.map(([, y]) => y) ?? [];
    expect(heights).toHaveLength(3);
    // 8 is twice as high as 4 above the floor, on which 0 stands.
    expect((heights[0] ?? 0) - (heights[2] ?? 0)).toBeCloseTo(2 * ((heights[0] ?? 0) - (heights[1] ?? 0)), 1);
  });
});

describe('what a customer has earned of their cost', () => {
  const words = { month: 'Month', age: (age: number) => `month ${age}`, paid: 'paid back', times: (times: number) => `${times.toFixed(1)} ×` };
  const cost = (costMinor: number | null, margins: number[]): AcquisitionCost => ({ spendMinor: 1, newCustomers: 1, costMinor, paybackAge: null, marginPerCustomer: Float64Array.from(margins) });

  it('is margin over cost, and a channel without cost has none', () => {
    const courses = [
      { name: 'all', cost: cost(200, [100, 200, 300]), isWhole: true },
      { name: 'web', cost: cost(400, [100, Number.NaN]), isWhole: false },
      { name: 'shop', cost: cost(null, [50]), isWhole: false },
    ];
    const model = paybackModel(courses, FORMAT, words);
    expect(model.table.columns).toEqual(['Month', 'all', 'web']);
    expect(model.table.rows.map(({ texts }) => texts)).toEqual([
      ['0', '0.5 ×', '0.3 ×'],
      ['1', '1.0 ×', ''],
      ['2', '1.5 ×', ''],
    ]);
    expect(model.readings[2]?.rows).toEqual([{ label: 'all', value: '1.5 ×' }]);
  });
});
