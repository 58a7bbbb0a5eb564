import { KPI_UNITS, type Figure, type KpiBreakdown, type KpiKey } from '../../../core/contract/kpis.ts';

const FEWEST = 30;

/** The two values that stand first, those with most orders in the project, side by side; set apart only when their 95 % intervals do not meet, which is stricter
 *  than a test of the difference. `null`: fewer than two values with an estimate of enough customers, or a figure that is counted. */
export function breakdownFinding({ figures, kinds }: Pick<KpiBreakdown, 'figures' | 'kinds'>, key: KpiKey): { first: number; second: number; apart: boolean } | null {
  if (KPI_UNITS[key] === 'count' || key === 'netRevenue') return null;
  const find = (at: number, which: KpiKey): Figure | undefined => figures[at]?.find((one) => one.key === which);
  const estimated = kinds.flatMap((kind, at) => (kind === 'value' && find(at, key)?.interval != null && (find(at, 'activeCustomers')?.value ?? 0) >= FEWEST ? [at] : []));
  const [first, second] = estimated;
  if (first === undefined || second === undefined) return null;
  const [a, b] = [find(first, key)?.interval, find(second, key)?.interval];
  if (a == null || b == null) return null;
  return { first, second, apart: a[0] > b[1] || b[0] > a[1] };
}
