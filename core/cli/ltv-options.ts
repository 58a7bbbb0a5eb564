import { DEFAULT_LTV, FITTED_MODELS, type FormulaQuery, type LtvCustomersQuery, type LtvGroupKey, ltvGroupKeySchema, type LtvQuery } from '../contract/ltv.ts';
import type { ProjectInfo } from '../contract/project.ts';
import { dateOption, type Options, periodOf, scopeOf, wholeOption, wordOption } from './options.ts';
import { UsageError } from './usage.ts';

export const LTV_OPTIONS = {
  model: { type: 'string' },
  spend: { type: 'string' },
  'observation-end': { type: 'string' },
  'horizon-days': { type: 'string' },
  'holdout-end': { type: 'string' },
  'discount-rate': { type: 'string' },
  margin: { type: 'string' },
  'average-order': { type: 'string' },
  'orders-per-month': { type: 'string' },
  'lifetime-months': { type: 'string' },
  lifetime: { type: 'string' },
} as const;

export const LTV_VIEW_OPTIONS = { list: { type: 'string' }, limit: { type: 'string' }, by: { type: 'string' } } as const;

const LTV_LIST_NAMES = ['top', 'valuable-at-risk'] as const;
export type LtvListName = (typeof LTV_LIST_NAMES)[number];

/** The list asked for; `null`: none. Throws UsageError. */
export function listOf(options: Options): { name: LtvListName; query: Omit<LtvCustomersQuery, 'ltv' | 'masked'> } | null {
  if (options.text('list') === undefined) {
    if (options.text('limit') !== undefined) throw new UsageError('--limit says how many of a list; name it with --list');
    return null;
  }
  const name = wordOption(options, 'list', LTV_LIST_NAMES, 'top');
  const limit = wholeOption(options, 'limit', 1, 20, 500);
  return { name, query: { which: name === 'top' ? 'all' : name, sort: name === 'top' ? 'clv' : 'pastRevenue', descending: true, offset: 0, limit, intervals: true } };
}

/** The key of groups asked for; a word that is none is an attribute. `null`: none. Throws UsageError. */
export function groupKeyOf(options: Options): LtvGroupKey | null {
  const by = options.text('by');
  if (by === undefined) return null;
  const found = [by, `attribute:${by}`].map((key) => ltvGroupKeySchema.safeParse(key)).find(({ success }) => success);
  if (found?.data === undefined) throw new UsageError(`--by "${by}" is no group of customers`);
  return found.data;
}

/** The query of the options. `info` says from when to when there are orders. Throws UsageError. */
export function ltvQueryOf(options: Options, info: Pick<ProjectInfo, 'from' | 'to'>): LtvQuery {
  const scope = scopeOf(options);
  const observationEnd = dateOption(options, 'observation-end');
  const holdoutEnd = dateOption(options, 'holdout-end');
  if (observationEnd !== null && scope.asOf !== null && observationEnd > scope.asOf) {
    throw new UsageError(`--observation-end ${observationEnd} lies after --as-of ${scope.asOf}`);
  }
  const end = observationEnd ?? scope.asOf ?? info.to;
  if (holdoutEnd !== null && end !== null && holdoutEnd <= end) {
    throw new UsageError(`--holdout-end ${holdoutEnd} does not lie after the end of the observation, ${end}; name an earlier --observation-end`);
  }
  return {
    scope,
    acquired: periodOf(options, info),
    model: wordOption(options, 'model', FITTED_MODELS, DEFAULT_LTV.model),
    spend: wordOption(options, 'spend', ['gamma-gamma', 'none'], DEFAULT_LTV.spend) === 'none' ? null : 'gamma-gamma',
    observationEnd,
    horizonDays: wholeOption(options, 'horizon-days', 1, DEFAULT_LTV.horizonDays, 3660),
    discountRate: shareOption(options, 'discount-rate', DEFAULT_LTV.discountRate, 10),
    margin: options.text('margin') === undefined ? DEFAULT_LTV.margin : shareOption(options, 'margin', 1, 1),
    holdoutEnd,
  };
}

/** The worksheet’s query; money of the options is in major units. Throws UsageError. */
export function formulaQueryOf(options: Options, minorUnitDigits: number): FormulaQuery {
  const given = (name: string, most: number): number | null => (options.text(name) === undefined ? null : shareOption(options, name, 0, most));
  const lifetimeMonths = given('lifetime-months', 1200);
  if (lifetimeMonths === 0) throw new UsageError('--lifetime-months 0 leaves no life');
  const averageOrder = given('average-order', 1e9);
  return {
    scope: scopeOf(options),
    lifetime: lifetimeMonths === null ? wordOption(options, 'lifetime', ['churn', 'observed'], 'churn') : 'given',
    averageOrderMinor: averageOrder === null ? null : averageOrder * 10 ** minorUnitDigits,
    ordersPerMonth: given('orders-per-month', 1e6),
    marginShare: given('margin', 1),
    lifetimeMonths,
  };
}

/** A number from 0 to `most`, 0.1 for ten per cent; throws UsageError. */
function shareOption(options: Options, name: string, fallback: number, most: number): number {
  const value = options.text(name);
  if (value === undefined) return fallback;
  const share = Number(value);
  if (!/^\d*\.?\d+$/.test(value) || share > most) throw new UsageError(`--${name} "${value}" is not a number from 0 to ${most}, such as 0.1`);
  return share;
}
