import type { CostAbsence, CostBasis, LtvGroups } from '../contract/ltv.ts';
import { formatCount, formatMoney, formatRatio, majorUnits, NO_VALUE, numberOrNull } from './numbers.ts';
import { safeText, textTable } from './table.ts';

const BASES: Record<CostBasis, string> = {
  'channel-named': 'Cost of acquisition: what was spent on the channel of the group’s name, over its customers.',
  period: 'Cost of acquisition: what was spent in the period in which the group’s customers first ordered, over them.',
  'channel-of-first-order': 'Cost of acquisition: what each channel cost for one of the customers whose first order came by it, over the group’s customers.',
};

const ABSENCES: Record<CostAbsence, string> = {
  'no-spend': 'No cost of acquisition: no file says what was spent.',
  'spend-not-split': 'No cost of acquisition: the filters choose orders or customers that spending does not know of.',
  'no-channel': 'No cost of acquisition: no attribute “channel” or “source” of the orders holds the names of channels that money was spent on.',
};

export function groupsJson(groups: LtvGroups): Record<string, unknown> {
  const { currency } = groups.provenance;
  const money = (minor: number | undefined): number | null => majorUnits(numberOrNull(minor ?? Number.NaN), currency);
  const number = (value: number | undefined): number | null => numberOrNull(value ?? Number.NaN);
  return {
    by: groups.by,
    costBasis: groups.costBasis,
    costAbsence: groups.costAbsence,
    unassignedSpend: money(groups.unassignedSpendMinor),
    omitted: groups.omitted,
    rows: groups.group.map((group, row) => ({
      group,
      customers: number(groups.customers[row]),
      aliveCustomers: number(groups.aliveCustomers[row]),
      expectedTransactions: number(groups.expectedTransactions[row]),
      pastRevenue: money(groups.pastRevenueMinor[row]),
      clvPerCustomer: money(groups.clvMean[row]),
      interval: [money(groups.clvLower[row]), money(groups.clvUpper[row])],
      acquisitionCost: money(groups.acquisitionCostMinor[row]),
      ltvToCac: number(groups.ltvToCac[row]),
      paybackMonth: number(groups.paybackMonth[row]),
      observedMonths: number(groups.observedMonths[row]),
    })),
  };
}

export function groupsText(groups: LtvGroups): string {
  const { currency } = groups.provenance;
  const money = (minor: number | undefined): string => formatMoney(minor === undefined || Number.isNaN(minor) ? null : Math.round(minor), currency);
  const isCosted = groups.costBasis !== null;
  const month = (value: number | undefined): string => (value === undefined || Number.isNaN(value) ? NO_VALUE : formatCount(value));
  return [
    `By ${groups.by}; CLV of a customer with its 90 % interval`,
    textTable(
      ['Group', 'Customers', 'CLV', 'From', 'To', ...(isCosted ? ['CAC', 'LTV : CAC', 'Payback month'] : [])],
      groups.group.map((group, row) => [
        group === '' ? NO_VALUE : safeText(group),
        formatCount(groups.customers[row] ?? Number.NaN),
        money(groups.clvMean[row]),
        money(groups.clvLower[row]),
        money(groups.clvUpper[row]),
        ...(isCosted ? [money(groups.acquisitionCostMinor[row]), formatRatio(groups.ltvToCac[row] ?? Number.NaN), month(groups.paybackMonth[row])] : []),
      ]),
    ),
    ...(groups.omitted === 0 ? [] : [`${formatCount(groups.omitted)} smaller groups are not shown.`]),
    ...(groups.costBasis === null ? [] : [BASES[groups.costBasis]]),
    ...(groups.costAbsence === null ? [] : [ABSENCES[groups.costAbsence]]),
    ...(groups.unassignedSpendMinor === 0 ? [] : [`${money(groups.unassignedSpendMinor)} of the spending falls to none of the groups.`]),
  ].join('\n');
}
