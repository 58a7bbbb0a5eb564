import type { CohortMatrix, CohortQuery } from '../../core/contract/cohorts.ts';
import { KPI_KEYS, type Figure, type FigureComparison, type FigureValue, type KpiKey, type KpiResult, type KpiSeries, type SurvivalCurve } from '../../core/contract/kpis.ts';
import type { Provenance } from '../../core/contract/provenance.ts';
import { DEFAULT_SCOPE } from '../../core/contract/scope.ts';

/** Results put together by hand, to see what the page makes of them. */

export const PROVENANCE: Provenance = {
  asOf: '2025-12-31',
  refunds: 'original-order',
  filters: [],
  eligible: { lines: 100, orders: 50, customers: 20, netMinor: 100_000 },
  leftOut: [],
  anonymous: { lines: 0, orders: 0, netMinor: 0 },
  afterAsOf: { lines: 0, orders: 0, netMinor: 0 },
  credits: { matched: 0, matchedMinor: 0, unmatched: 0, unmatchedMinor: 0 },
  rules: {},
  currency: { code: 'UAH', minorUnitDigits: 2 },
  fingerprint: '7f3a91c2d4e5f601',
};

const NOTHING: FigureValue = { value: null, interval: null, numerator: null, denominator: null, missing: 'not-observed' };

export function value(number: number): FigureValue {
  return { value: number, interval: null, numerator: null, denominator: null, missing: null };
}

/** A comparison with `before`; `interval` is that of the difference. */
export function compared(now: number, before: number, interval: [number, number] | null): FigureComparison {
  return { ...value(before), difference: now - before, differenceInterval: interval };
}

const NOT_COMPARED: FigureComparison = { ...NOTHING, difference: null, differenceInterval: null };

export type FigureParts = Partial<Record<KpiKey, { now: FigureValue; yearBefore?: FigureComparison; previous?: FigureComparison }>>;

export function kpiResult(parts: FigureParts, series: Partial<KpiSeries> = {}): KpiResult {
  const figures: Figure[] = KPI_KEYS.map((key) => ({
    key,
    ...(parts[key]?.now ?? NOTHING),
    previous: parts[key]?.previous ?? NOT_COMPARED,
    yearBefore: parts[key]?.yearBefore ?? NOT_COMPARED,
  }));
  return {
    provenance: PROVENANCE,
    period: { from: '2025-07-01', to: '2026-01-01' },
    previousPeriod: { from: '2025-01-01', to: '2025-07-01' },
    yearBeforePeriod: { from: '2024-07-01', to: '2025-01-01' },
    observed: { from: '2024-01-01', to: '2025-12-31' },
    activityWindowDays: 365,
    bootstrap: { replicates: 400, groups: 200, seed: 1 },
    spend: null,
    figures,
    series: kpiSeries(series),
  };
}

export function kpiSeries(parts: Partial<KpiSeries> = {}): KpiSeries {
  const start = parts.start ?? ['2025-10-01', '2025-11-01', '2025-12-01'];
  const zeros = (): Float64Array => new Float64Array(start.length);
  return {
    granularity: 'month',
    start,
    state: start.map(() => 'complete'),
    newCustomers: zeros(),
    returningCustomers: zeros(),
    orders: zeros(),
    firstOrderNetMinor: zeros(),
    laterOrderNetMinor: zeros(),
    anonymousNetMinor: zeros(),
    figures: Object.fromEntries(KPI_KEYS.map((key) => [key, zeros()])) as Record<KpiKey, Float64Array>,
    ...parts,
  };
}

/** A curve with the given steps; `half` is half the width of its interval. */
export function survivalCurve(steps: readonly { day: number; share: number; atRisk: number }[], half = 0.01, customers = 1000): SurvivalCurve {
  const column = (pick: (step: { day: number; share: number; atRisk: number }) => number): Float64Array => Float64Array.from(steps, pick);
  const none = new Float64Array(0);
  const median = steps.find((step) => step.share >= 0.5)?.day ?? null;
  return {
    provenance: PROVENANCE,
    customers,
    events: steps.length,
    days: column((step) => step.day),
    reordered: column((step) => step.share),
    lower: column((step) => step.share - half),
    upper: column((step) => step.share + half),
    atRisk: column((step) => step.atRisk),
    quantiles: [{ share: 0.5, days: median, interval: [null, null] }],
    table: { days: none, atRisk: none, events: none, censored: none, reordered: none, lower: none, upper: none },
  };
}

const STATE = { complete: 0, running: 1, future: 2 } as const;

/** Monthly cohorts from January 2025 on; each row lists how many were retained at each age. The last age of each row but the first is still running when `running`. */
export function retentionMatrix(rows: readonly { size: number; retained: readonly number[] }[], options: { running?: boolean; query?: Partial<CohortQuery> } = {}): CohortMatrix {
  const ages = Math.max(...rows.map((row) => row.retained.length));
  const cells = rows.length * ages;
  const filled = (): Float64Array => new Float64Array(cells).fill(Number.NaN);
  const matrix: CohortMatrix = {
    provenance: PROVENANCE,
    query: { scope: DEFAULT_SCOPE, key: 'month', age: 'month', measure: 'retainedShare', cumulative: false, retained: 'in-age', acquired: null, ...options.query },
    totalCohorts: rows.length,
    offset: 0,
    cohorts: rows.map((_, index) => `2025-${String(index + 1).padStart(2, '0')}-01`),
    names: rows.map((_, index) => `2025-${String(index + 1).padStart(2, '0')}-01`),
    kinds: rows.map(() => 'value'),
    otherValues: 0,
    sizes: Float64Array.from(rows, (row) => row.size),
    ages,
    cells: filled(),
    lower: filled(),
    upper: filled(),
    retained: new Uint32Array(cells),
    eligible: new Uint32Array(cells),
    state: new Uint8Array(cells).fill(STATE.future),
    weightedMean: new Float64Array(ages).fill(Number.NaN),
    meanLower: new Float64Array(ages).fill(Number.NaN),
    meanUpper: new Float64Array(ages).fill(Number.NaN),
    meanEligible: new Float64Array(ages),
    missing: null,
  };
  for (const [row, { size, retained }] of rows.entries()) {
    for (const [age, count] of retained.entries()) {
      const at = row * ages + age;
      const running = options.running === true && age === retained.length - 1;
      matrix.cells[at] = count / size;
      matrix.retained[at] = count;
      matrix.eligible[at] = running ? 0 : size;
      matrix.state[at] = running ? STATE.running : STATE.complete;
    }
  }
  for (let age = 0; age < ages; age++) {
    const complete = rows.filter((row, index) => row.retained.length > age && matrix.state[index * ages + age] === STATE.complete);
    const n = complete.reduce((sum, row) => sum + row.size, 0);
    if (n > 0) matrix.weightedMean[age] = complete.reduce((sum, row) => sum + (row.retained[age] ?? 0), 0) / n;
    matrix.meanEligible[age] = n;
  }
  return matrix;
}
