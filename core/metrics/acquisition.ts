import type { CohortMatrix } from '../contract/cohorts.ts';
import type { Acquisition, AcquisitionCost, AcquisitionQuery } from '../contract/kpis.ts';
import { isoOfDay } from '../maths/calendar.ts';
import { resolvePeriod } from './kpi-plan.ts';
import type { DayPeriod } from './periods.ts';
import { curveOf, spendInScope, spentIn, type SpendFacts } from './spend.ts';

/** Customers won in the period, their margin by month, and what winning them cost. `matrix` holds the cumulative margin per customer of the
 *  customers acquired in the period, by the query’s field or as one cohort. METRICS §2, §5.5. */
export function acquisitionOf(matrix: CohortMatrix, spend: SpendFacts | null, query: AcquisitionQuery, asOfDay: number): Acquisition {
  const period = resolvePeriod(query, asOfDay);
  const retention = query.retentionChannels ?? [];
  const known = spendInScope(spend, query.scope, retention, asOfDay);
  const newCustomers = matrix.sizes.reduce((sum, size) => sum + size, 0);
  const spent = known.kind === 'known' ? spentIn(known.acquisition, period.from, period.to) : 0;
  const missing = known.kind === 'known' ? (spent === 0 ? 'no-spend' : matrix.missing) : known.kind;
  return {
    provenance: matrix.provenance,
    query,
    period: { from: isoOfDay(period.from), to: isoOfDay(period.to) },
    whole: costOf(spent, newCustomers, matrix.weightedMean),
    channels: query.field === null ? [] : channelsOf(matrix, known.kind === 'known' ? spend : null, retention, period, asOfDay),
    retentionMinor: known.kind === 'known' ? spentIn(known.retention, period.from, period.to) : 0,
    missing,
  };
}

function channelsOf(matrix: CohortMatrix, spend: SpendFacts | null, retention: readonly string[], period: DayPeriod, asOfDay: number): Acquisition['channels'] {
  const spentOn = (name: string): number => {
    if (spend === null || retention.includes(name)) return 0;
    return spentIn(curveOf(spend, (channel) => spend.channels[channel] === name, asOfDay), period.from, period.to);
  };
  const rows = matrix.cohorts.flatMap((channel, row) => (matrix.kinds[row] === 'value' ? [{ channel, row }] : []));
  const won = rows.map(({ channel, row }) => ({ channel, ...costOf(spentOn(channel), matrix.sizes[row]!, observedCells(matrix, row)) }));
  const only = (spend?.channels ?? []).filter((name) => !rows.some(({ channel }) => channel === name));
  const others = only.map((channel) => ({ channel, ...costOf(spentOn(channel), 0, new Float64Array(0)) })).filter(({ spendMinor }) => spendMinor !== 0);
  return [...won, ...others].toSorted((a, b) => b.spendMinor - a.spendMinor || b.newCustomers - a.newCustomers);
}

/** Cells of a row that customers have been observed for. */
function observedCells({ ages, cells, eligible }: CohortMatrix, row: number): Float64Array {
  return Float64Array.from({ length: ages }, (_, age) => (eligible[row * ages + age]! > 0 ? cells[row * ages + age]! : Number.NaN));
}

function costOf(spendMinor: number, newCustomers: number, marginPerCustomer: Float64Array): AcquisitionCost {
  const costMinor = spendMinor > 0 && newCustomers > 0 ? spendMinor / newCustomers : null;
  const age = costMinor === null ? -1 : marginPerCustomer.findIndex((margin) => margin >= costMinor);
  return { spendMinor, newCustomers, costMinor, paybackAge: age < 0 ? null : age, marginPerCustomer };
}
