import { BarChart, CustomChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, MarkPointComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { describe, expect, it } from 'vitest';
import { registerPainter } from 'zrender';
import type { LtvCurve, LtvGroups } from '../../../core/contract/ltv.ts';
import { chartFormat } from '../../../renderer/charts/chart-format.ts';
import type { ChartModel } from '../../../renderer/charts/chart-model.ts';
import { ltvCalibrationModel } from '../../../renderer/charts/ltv-calibration-model.ts';
import { ltvCurveModel } from '../../../renderer/charts/ltv-curve-model.ts';
import { ltvGroupsModel } from '../../../renderer/charts/ltv-groups-model.ts';
import { ltvRowsModel, type EstimateRow } from '../../../renderer/charts/ltv-rows-model.ts';
import { ltvRenewalsModel } from '../../../renderer/charts/ltv-renewals-model.ts';
import { ltvSurvivorsModel } from '../../../renderer/charts/ltv-survivors-model.ts';
import { ltvTrackingModel } from '../../../renderer/charts/ltv-tracking-model.ts';
import { StyleFreePainter } from '../../../renderer/charts/painter.ts';
import type { Palette } from '../../../renderer/charts/palette.ts';
import { formatFor } from '../../../renderer/i18n/format.ts';
import { ltvHoldout } from '../ltv-results.ts';
import { PROVENANCE } from '../results.ts';

use([BarChart, LineChart, CustomChart, GridComponent, MarkLineComponent, MarkPointComponent]);
registerPainter('svg', StyleFreePainter);

const PALETTE: Palette = { paper: '#fff', panel: '#fefefe', ink: '#010101', ink2: '#020202', ink3: '#030303', rule: '#040404', rule2: '#050505', accent: '#060606', good: '#070707', bad: '#080808', scale: ['#a0a0a0', '#a1a1a1', '#a2a2a2', '#a3a3a3', '#a4a4a4', '#a5a5a5', '#a6a6a6'], face: 'Inter' };
const SIZE = { width: 640, height: 264 };
const FORMAT = chartFormat(formatFor('en'), PROVENANCE.currency);
const HOSTILE = '<img src=x onerror=alert(1)>&"';

function draw(model: ChartModel): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZE });
  chart.setOption({ ...model.option(SIZE, PALETTE), animation: false });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

interface Series {
  type: string;
  data: unknown[];
  lineStyle?: { type?: unknown };
}
const seriesOf = (model: ChartModel): Series[] => (model.option(SIZE, PALETTE) as unknown as { series: Series[] }).series;

const WORDS = { week: (start: string) => `week from ${start}`, weekColumn: 'week', actual: 'actual', expected: 'foreseen', heldBack: 'held back' };

describe('tracking', () => {
  it('a last week that is cut is not drawn as a fall, and stands in the table', () => {
    const model = ltvTrackingModel(ltvHoldout({}), 'weekly', FORMAT, WORDS);
    expect(seriesOf(model)[0]?.data).toEqual([[0, 0], [1, 10], [2, 20], [3, 30], [4, 40]]);
    expect(model.readings).toHaveLength(5);
    expect(model.table.rows).toHaveLength(6);
  });

  it('what is added up goes to the end, and readings say what the model did not see', () => {
    const model = ltvTrackingModel(ltvHoldout({}), 'cumulative', FORMAT, WORDS);
    expect(seriesOf(model)[1]?.data.at(-1)).toEqual([5, 104]);
    expect(model.readings.map(({ note }) => note)).toEqual([undefined, undefined, undefined, undefined, 'held back', 'held back']);
    expect(draw(model)).toContain('held back');
  });
});

it('calibration leaves out frequencies that nobody has, and marks the open end', () => {
  const model = ltvCalibrationModel(ltvHoldout({}).calibration, FORMAT, { frequency: 'repeats', customers: 'customers', actual: 'actual', expected: 'foreseen' });
  expect(model.readings.map(({ x }) => x)).toEqual([0, 1, 2, 3, 4, 6, 7]);
  expect(model.readings.at(-1)?.title).toBe('repeats: 7+');
  expect(draw(model)).toContain('foreseen');
});

it('groups show every interval, few customers paler, and hostile names as text', () => {
  const column = (...values: number[]): Float64Array => Float64Array.from(values);
  const groups = { by: 'product', group: ['a', HOSTILE], customers: column(100, 3), clvMean: column(50_00, 20_00), clvLower: column(40_00, 0), clvUpper: column(60_00, 90_00) } as unknown as LtvGroups;
  const model = ltvGroupsModel(groups, groups.group, FORMAT, { group: 'group', value: 'CLV', lower: 'from', upper: 'to', interval: '90%', customers: 'customers' });
  expect(seriesOf(model)[0]?.data).toEqual([[0, 40, 50, 60], [1, 0, 20, 90]]);
  expect(model.table.rows[1]?.values).toEqual([HOSTILE, 3, 20, 0, 90]);
  expect(draw(model)).not.toContain('<img');
});

describe('curve', () => {
  const curve = {
    cumulativeMarginMinor: Float64Array.of(100_00, 150_00, 190_00),
    discountedMarginMinor: Float64Array.of(100_00, 149_00, 188_00),
    extrapolated: Uint8Array.of(0, 0, 1),
    censored: Uint8Array.of(0, 1, 0),
    band: null,
    eligible: Float64Array.of(90, 60, 10),
    acquisitionCostMinor: 120_00,
    paybackMonth: 2,
  } as unknown as LtvCurve;
  const words = { month: 'Month', margin: 'margin', discounted: 'discounted', changed: 'changed', cost: 'CAC', eligible: 'customers', observed: 'observed', extrapolated: 'extrapolated', paidBack: 'paid back', interval: '90%', lower: 'from', upper: 'to', censored: 'early ones' };

  it('draws what was not observed dashed, from the last observed month on', () => {
    const model = ltvCurveModel(curve, null, FORMAT, words);
    const dashed = seriesOf(model).find(({ lineStyle }) => lineStyle?.type !== undefined);
    expect(dashed?.data).toEqual([[2, 150], [3, 190]]);
    expect(seriesOf(model).some(({ data }) => JSON.stringify(data) === '[[0,0],[1,100],[2,150]]')).toBe(true);
    expect(model.readings.map(({ note }) => note)).toEqual([undefined, 'early ones', 'extrapolated']);
    expect(model.table.rows.map(({ texts }) => texts.at(-1))).toEqual(['observed', 'early ones', 'extrapolated']);
  });

  it('its interval is a band, within the axis, in readings and table', () => {
    const band = { cumulativeLower: Float64Array.of(90_00, 130_00, 150_00), cumulativeUpper: Float64Array.of(110_00, 170_00, 410_00), ltvToCac: null, paybackMonth: null };
    const model = ltvCurveModel({ ...curve, band }, null, FORMAT, words);
    expect((model.option(SIZE, PALETTE) as unknown as { yAxis: { max: number } }).yAxis.max).toBeGreaterThanOrEqual(410);
    expect(model.table.columns.slice(0, 4)).toEqual(['Month', 'margin', 'from', 'to']);
    expect(model.table.rows[2]?.values.slice(0, 4)).toEqual([3, 190, 150, 410]);
    expect(model.readings[0]?.rows[1]).toEqual({ label: '90%', value: `${FORMAT.money(90_00)} – ${FORMAT.money(110_00)}` });
    expect(draw(model)).toContain(PALETTE.scale[1]);
  });

  it('names the payback month and the level of the cost', () => {
    const svg = draw(ltvCurveModel(curve, Float64Array.of(100_00, 155_00, 200_00), FORMAT, words));
    expect(svg).toContain('paid back: Month 2');
    expect(svg).toContain('CAC');
    expect(svg).toContain('changed');
  });
});

it('renewals show what was observed beside the model, the latest of them only in the table', () => {
  const column = (share: number): Float64Array => Float64Array.from({ length: 40 }, (_, renewal) => share ** renewal);
  const counts = new Float64Array(40).fill(2);
  const model = ltvRenewalsModel({ periodDays: 30, graceDays: 15, notYetDue: 40, late: 5, lostCustomers: 80, lost: counts, censored: counts, survival: column(0.5), modelSurvival: column(0.6) }, FORMAT, { renewal: 'renewal', observed: 'observed', model: 'sBG', lost: 'lost', censored: 'may renew' });
  expect(seriesOf(model)[1]?.data.slice(0, 3)).toEqual([[0, 1], [1, 0.5], [2, 0.25]]);
  expect(model.readings).toHaveLength(25);
  expect(model.table.rows).toHaveLength(40);
  expect(draw(model)).toContain('sBG');
});

it('who is still there begins with everybody, and shares are of those whose window has ended', () => {
  const survivors = { period: [1, 2], eligible: Float64Array.of(200, 50), actual: Float64Array.of(150, 30), model: Float64Array.of(160, 31), lastRate: Float64Array.of(140, 20), observedRates: Float64Array.of(150, 25) };
  const model = ltvSurvivorsModel({ survivors }, FORMAT, { renewal: 'renewal', actual: HOSTILE, model: 'sBG', lastRate: 'last', observedRates: 'observed', eligible: 'customers' });
  expect(seriesOf(model)[0]?.data).toEqual([[0, 1], [1, 0.75], [2, 0.6]]);
  expect(model.table.rows[1]?.values).toEqual([2, 50, 0.6, 0.62, 0.5, 0.4]);
  expect(draw(model)).not.toContain('<img');
});

describe('methods side by side', () => {
  const row = (name: string, value: number | null, interval: readonly [number, number] | null): EstimateRow => ({ name, value, interval, text: value === null ? 'no number' : `${value}`, pale: interval === null, details: [] });
  const rows = [row('BG/NBD', 43200, [40800, 45400]), row(HOSTILE, 115500, null), row('Pareto/NBD', null, null)];
  const model = ltvRowsModel(rows, null, 100, FORMAT.count, { name: 'method', value: 'value', lower: 'from', upper: 'to' });

  it('a point in major units with its interval; who says nothing says so', () => {
    expect(model.table.rows.map(({ values }) => values)).toEqual([['BG/NBD', 432, 408, 454], [HOSTILE, 1155, null, null], ['Pareto/NBD', null, null, null]]);
    const svg = draw(model);
    expect(svg).toContain('no number');
    expect(svg.match(/<circle|<path[^>]*d="M[^"]*A/g)?.length).toBe(2);
    expect(svg).not.toContain('<img');
  });

  it('what happened is a level across all, within the axis', () => {
    const referred = ltvRowsModel([row('Past rate', 50, null)], { value: 120, text: '120 happened' }, 1, FORMAT.count, { name: 'method', value: 'value', lower: 'from', upper: 'to' });
    expect((referred.option(SIZE, PALETTE) as unknown as { xAxis: { max: number } }).xAxis.max).toBeGreaterThanOrEqual(120);
    expect(draw(referred)).toContain('120 happened');
  });

  it('rows are read one below the other without covering each other', () => {
    const places = model.places?.(SIZE) ?? [];
    expect(places).toHaveLength(3);
    for (const [index, place] of places.slice(1).entries()) expect(place.top).toBeGreaterThanOrEqual((places[index]?.top ?? 0) + (places[index]?.height ?? 0) - 1e-9);
  });
});
