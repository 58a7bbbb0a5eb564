import { KPI_UNITS, type KpiBreakdown, type KpiKey } from '../../../core/contract/kpis.ts';
import type { ChartTable } from '../../charts/chart-model.ts';

interface Columns {
  value: string;
  customers: string;
  figure: string;
  lower: string;
  upper: string;
}

/** What a breakdown shows, for a file: each value with its customers, the figure and its interval, and the figure in each calendar period.
 *  Shares are 0–1, money is in major units. */
export function breakdownTable(breakdown: KpiBreakdown, key: KpiKey, nameOf: (at: number) => string, columns: Columns): ChartTable {
  const perMajor = KPI_UNITS[key] === 'money' ? 10 ** breakdown.provenance.currency.minorUnitDigits : 1;
  const plain = (value: number | null | undefined): number | null => (value == null || !Number.isFinite(value) ? null : value / perMajor);
  return {
    columns: [columns.value, columns.customers, columns.figure, columns.lower, columns.upper, ...breakdown.start],
    rows: breakdown.values.map((_, at) => {
      const figure = breakdown.figures[at]?.find((one) => one.key === key);
      const customers = breakdown.figures[at]?.find((one) => one.key === 'activeCustomers')?.value ?? null;
      const series = breakdown.start.map((_start, period) => plain(breakdown.series[at]?.[key]?.[period]));
      const values = [nameOf(at), customers, plain(figure?.value), plain(figure?.interval?.[0]), plain(figure?.interval?.[1]), ...series];
      return { texts: values.map((value) => String(value ?? '')), values };
    }),
  };
}
