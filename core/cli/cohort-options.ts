import { COHORT_MEASURES, type CohortAge, type CohortKey, type CohortQuery, retainedRuleSchema } from '../contract/cohorts.ts';
import { calendarUnitSchema, type Period } from '../contract/scope.ts';
import type { RfmSettings } from '../contract/segments.ts';
import { type Options, scopeOf, wholeOption, wordOption } from './options.ts';
import { UsageError } from './usage.ts';

export const COHORT_OPTIONS = {
  key: { type: 'string' },
  age: { type: 'string' },
  measure: { type: 'string' },
  retained: { type: 'string' },
  cumulative: { type: 'boolean' },
  top: { type: 'string' },
} as const;

const CUMULATIVE_MEASURES = ['orders', 'ordersPerCustomer', 'grossRevenue', 'netRevenue', 'margin', 'refunds', 'revenuePerCustomer', 'marginPerCustomer'] as const;

/** Keys that are neither calendar periods nor fields. A field of such a name is written attribute:product. */
const OTHER_KEYS = ['product', 'discounted', 'segment', 'all'] as const;

/** Words of `--measure`: each measure, and `cumulative…` for those that add up over ages. */
export const MEASURE_WORDS = [...COHORT_MEASURES, ...CUMULATIVE_MEASURES.map(cumulativeWord)];

export const COHORT_HELP = `  --key K                    ${calendarUnitSchema.options.join(', ')} of the first order (default month); a field of it such as channel;
                             product (of its first line), discounted (gross above net or not), segment (on the as-of day, by the
                             project’s rules of RFM), all (everybody)
  --top N                    fields and products: so many values with most customers, the others together (default 50)
  --age A                    ${calendarUnitSchema.options.join(', ')} since the cohort’s (default: as the key, month for a field), order (number of
                             the order), or 30d: windows of so many days from each customer’s first order
  --measure M                retained (default), retainedShare, orders, ordersPerCustomer, grossRevenue, netRevenue, margin, refunds,
                             averageOrderValue, revenuePerCustomer, marginPerCustomer (per customer of the cohort, retained or not)
  --cumulative               add up over the ages; the same as cumulativeNetRevenue, cumulativeRevenuePerCustomer …
  --retained R               in-age (default): ordered in the age; in-age-or-later; every-age
  --from D, --to D           only customers whose first order lies in this period; --to is exclusive`;

/** `segments`: the project’s rules of RFM. Throws UsageError for words that do not exist. */
export function cohortQueryOf(options: Options, acquired: Period | null, segments: RfmSettings): CohortQuery {
  const key = keyOf(options.text('key') ?? 'month');
  const word = wordOption(options, 'measure', MEASURE_WORDS, 'retained');
  const measure = COHORT_MEASURES.find((known) => known === word) ?? CUMULATIVE_MEASURES.find((known) => cumulativeWord(known) === word) ?? 'retained';
  return {
    scope: scopeOf(options),
    key,
    age: ageOf(options.text('age'), key),
    measure,
    cumulative: measure !== word || options.flag('cumulative'),
    retained: wordOption(options, 'retained', retainedRuleSchema.options, 'in-age'),
    acquired,
    top: wholeOption(options, 'top', 1, 50, 1000),
    ...(key === 'segment' && { segments }),
  };
}

function cumulativeWord(measure: string): string {
  return `cumulative${measure.charAt(0).toUpperCase()}${measure.slice(1)}`;
}

function keyOf(text: string): CohortKey {
  const unit = calendarUnitSchema.safeParse(text);
  if (text === '' || text === 'attribute:') throw new UsageError(`--key names nothing: it is one of ${calendarUnitSchema.options.join(', ')}, or a field such as channel`);
  const other = OTHER_KEYS.find((known) => known === text);
  return unit.success ? unit.data : (other ?? `attribute:${text.replace(/^attribute:/, '')}`);
}

function ageOf(text: string | undefined, key: CohortKey): CohortAge {
  const wanted = text ?? (calendarUnitSchema.safeParse(key).success ? key : 'month');
  if (wanted === 'order') return 'order';
  const unit = calendarUnitSchema.safeParse(wanted);
  if (unit.success) return unit.data;
  const windowDays = Number(/^(\d{1,4})d$/.exec(wanted)?.[1]);
  if (!(windowDays >= 1 && windowDays <= 3660)) throw new UsageError(`--age "${wanted}" is none of ${calendarUnitSchema.options.join(', ')}, order, or a number of days such as 30d`);
  return { windowDays };
}
