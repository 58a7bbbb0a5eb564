import type { Acquisition, AcquisitionCost, Concentration, Figure, GapDistribution, KpiBreakdown, KpiKey, SurvivalCurve } from '../contract/kpis.ts';
import type { Currency } from '../contract/provenance.ts';
import { accountingJson } from './accounting.ts';
import { FIGURE_LABELS, formatFigure, inUnit, valuesJson } from './figure-values.ts';
import { formatCount, formatMoney, formatRatio, formatShare, majorUnits, NO_VALUE, numberOrNull } from './numbers.ts';
import { safeText, textTable } from './table.ts';

/** One way to look at figures: as JSON and as text. */
export interface Shown {
  json: Record<string, unknown>;
  text: string;
}

const numbers = (column: ArrayLike<number>): (number | null)[] => Array.from(column, numberOrNull);
const between = (interval: readonly [number | null, number | null] | null, format: (value: number | null) => string): string =>
  interval === null ? '' : `${format(interval[0])} – ${format(interval[1])}`;

export function showGaps({ provenance, query, gaps, meanDays, counts, quantiles, byOrder }: GapDistribution): Shown {
  const rows = Array.from(byOrder.orderNumber, (number, at) =>
    [number, byOrder.gaps[at], byOrder.lowerQuartile[at], byOrder.median[at], byOrder.upperQuartile[at], byOrder.p90[at]].map((value, column) => (column < 2 ? formatCount(value) : formatRatio(value))),
  );
  return {
    json: {
      asOf: provenance.asOf,
      fingerprint: provenance.fingerprint,
      orderNumber: query.orderNumber,
      gaps,
      meanDays: numberOrNull(meanDays),
      quantiles: quantiles.map(({ share, days, interval }) => ({ share, days: numberOrNull(days), interval })),
      counts: Array.from(counts),
      byOrder: {
        orderNumber: Array.from(byOrder.orderNumber),
        gaps: Array.from(byOrder.gaps),
        lowerQuartile: numbers(byOrder.lowerQuartile),
        median: numbers(byOrder.median),
        upperQuartile: numbers(byOrder.upperQuartile),
        p90: numbers(byOrder.p90),
      },
      ...accountingJson(provenance),
    },
    text: [
      `Days between consecutive orders, as of ${provenance.asOf}: ${formatCount(gaps)} gaps, ${formatRatio(meanDays)} days on average`,
      '',
      textTable(['Share of gaps', 'Days at most', '95 % interval'], quantiles.map(({ share, days, interval }) => [formatShare(share), formatRatio(days), between(interval, formatRatio)])),
      '',
      textTable(['Up to order', 'Gaps', 'Lower quartile', 'Median', 'Upper quartile', '90 %'], rows),
    ].join('\n'),
  };
}

export function showConcentration({ provenance, period, customers, netMinor, gini, shares, customerShare, revenueShare }: Concentration): Shown {
  const { currency } = provenance;
  return {
    json: {
      asOf: provenance.asOf,
      period,
      currency: currency.code,
      fingerprint: provenance.fingerprint,
      customers,
      netRevenue: majorUnits(netMinor, currency),
      gini: { value: numberOrNull(gini.value), interval: gini.interval },
      shares: shares.map(({ top, share, interval, leastMinor }) => ({ top, share: numberOrNull(share), interval, leastRevenue: majorUnits(leastMinor, currency) })),
      curve: { customerShare: numbers(customerShare), revenueShare: numbers(revenueShare) },
      ...accountingJson(provenance),
    },
    text: [
      `${period.from} up to ${period.to} (exclusive): ${formatCount(customers)} customers with an order, ${formatMoney(netMinor, currency)}; Gini ${formatRatio(gini.value)} (${between(gini.interval, formatRatio)})`,
      '',
      textTable(
        ['Best customers', 'Share of revenue', '95 % interval', 'Each at least'],
        shares.map(({ top, share, interval, leastMinor }) => [formatShare(top), formatShare(share), between(interval, formatShare), formatMoney(leastMinor, currency)]),
      ),
    ].join('\n'),
  };
}

export function showSecondOrder({ provenance, customers, events, days, reordered, lower, upper, atRisk, quantiles, table }: SurvivalCurve): Shown {
  return {
    json: {
      asOf: provenance.asOf,
      fingerprint: provenance.fingerprint,
      customers,
      events,
      quantiles,
      table: Object.fromEntries(Object.entries(table).map(([name, column]: [string, Float64Array]) => [name, numbers(column)])),
      curve: { days: numbers(days), reordered: numbers(reordered), lower: numbers(lower), upper: numbers(upper), atRisk: numbers(atRisk) },
      ...accountingJson(provenance),
    },
    text: [
      `${formatCount(events)} of ${formatCount(customers)} customers have reordered by ${provenance.asOf} (Kaplan–Meier; the others are censored)`,
      '',
      textTable(
        ['Days', 'At risk', 'Reordered so far', 'Censored before', 'Share', '95 % interval'],
        Array.from(table.days, (day, at) => [
          formatCount(day),
          formatCount(table.atRisk[at]),
          formatCount(table.events[at]),
          formatCount(table.censored[at]),
          formatShare(table.reordered[at]),
          between([table.lower[at] ?? null, table.upper[at] ?? null], formatShare),
        ]),
      ),
      '',
      textTable(['Share', 'Reached after days', '95 % interval'], quantiles.map(({ share, days: reached, interval }) => [formatShare(share), formatCount(reached), between(interval, formatCount)])),
    ].join('\n'),
  };
}

export function showAcquisition({ provenance, query, period, whole, channels, retentionMinor, missing }: Acquisition): Shown {
  const { currency } = provenance;
  const json = ({ spendMinor, newCustomers, costMinor, paybackAge, marginPerCustomer }: AcquisitionCost): Record<string, unknown> => ({
    spend: majorUnits(spendMinor, currency),
    newCustomers,
    acquisitionCost: majorUnits(costMinor, currency),
    paybackMonth: paybackAge,
    marginPerCustomer: Array.from(marginPerCustomer, (margin) => majorUnits(margin, currency)),
  });
  const row = (name: string, { spendMinor, newCustomers, costMinor, paybackAge }: AcquisitionCost): string[] => [
    name,
    formatMoney(spendMinor, currency),
    formatCount(newCustomers),
    costMinor === null ? NO_VALUE : formatMoney(Math.round(costMinor), currency),
    formatCount(paybackAge),
  ];
  return {
    json: {
      asOf: provenance.asOf,
      period,
      currency: currency.code,
      fingerprint: provenance.fingerprint,
      field: query.field,
      ...json(whole),
      channels: channels.map((channel) => ({ channel: channel.channel, ...json(channel) })),
      retentionSpend: majorUnits(retentionMinor, currency),
      missing,
      ...accountingJson(provenance),
    },
    text: [
      `Customers won from ${period.from} up to ${period.to} (exclusive), as of ${provenance.asOf}; months count from 0, the month of the first order${missing === null ? '' : ` (${missing})`}`,
      '',
      textTable(['Channel', 'Spending', 'New customers', 'Cost of one', 'Paid back in month'], [...channels.map((channel) => row(safeText(channel.channel) || '(none)', channel)), row('All', whole)]),
    ].join('\n'),
  };
}

export function showBreakdown({ provenance, query, period, previousPeriod, yearBeforePeriod, whole, values, kinds, otherValues, figures, start, state, series }: KpiBreakdown): Shown {
  const { currency } = provenance;
  const entry = (own: readonly Figure[]): Record<string, unknown> => valuesJson(own.map((figure) => [figure.key, figure]), currency);
  const names = values.map((value, at) => (kinds[at] === 'value' ? safeText(value) : kinds[at] === 'none' ? '(none)' : `(${formatCount(otherValues)} other values)`));
  return {
    json: {
      asOf: provenance.asOf,
      period,
      previousPeriod,
      yearBeforePeriod,
      currency: currency.code,
      fingerprint: provenance.fingerprint,
      field: query.field,
      basis: query.basis,
      values: values.map((value, at) => ({ value, kind: kinds[at], ...entry(figures[at] ?? []), series: seriesJson(series[at] ?? {}, currency) })),
      whole: entry(whole),
      otherValues,
      start,
      state,
      ...accountingJson(provenance),
    },
    text: [
      `${period.from} up to ${period.to} (exclusive), by ${safeText(query.field)} of ${query.basis === 'orders' ? 'the order' : 'the first order'}, as of ${provenance.asOf}`,
      '',
      textTable(
        ['', ...names, 'All'],
        whole.map((figure, at) => [FIGURE_LABELS[figure.key], ...[...figures, whole].map((own) => formatFigure(figure.key, own[at]?.value ?? null, currency))]),
      ),
    ].join('\n'),
  };
}

function seriesJson(series: Partial<Record<KpiKey, Float64Array>>, currency: Currency): Record<string, unknown> {
  return Object.fromEntries(Object.entries(series).map(([key, column]) => [key, Array.from(column, (value) => inUnit(key as KpiKey, value, currency))]));
}

