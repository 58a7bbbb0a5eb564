import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { type Filter, isoDateSchema, type Period, refundPlacementSchema, type Scope } from '../contract/scope.ts';
import { nextDay } from './numbers.ts';
import { UsageError } from './usage.ts';

/** Options as given on the command line. */
export interface Options {
  flag(name: string): boolean;
  text(name: string): string | undefined;
  texts(name: string): string[];
}

export interface ParsedArguments {
  positionals: string[];
  options: Options;
}

/** Throws UsageError on unknown options and missing values. */
export function parseArguments(args: string[], config: ParseArgsOptionsConfig): ParsedArguments {
  try {
    const { values, positionals } = parseArgs({ args, options: { ...config, help: { type: 'boolean', short: 'h' } }, allowPositionals: true, strict: true });
    const given = values as Record<string, string | boolean | (string | boolean)[] | undefined>;
    return {
      positionals,
      options: {
        flag: (name) => given[name] === true,
        text: (name) => {
          const value = given[name];
          return typeof value === 'string' ? value : undefined;
        },
        texts: (name) => {
          const value = given[name];
          return Array.isArray(value) ? value.map(String) : [];
        },
      },
    };
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    throw new UsageError(message.split(/\.\s/)[0] ?? message);
  }
}

export const JSON_OPTION = { json: { type: 'boolean' } } as const satisfies ParseArgsOptionsConfig;

export const SCOPE_OPTIONS = {
  'as-of': { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  where: { type: 'string', multiple: true },
  'where-first': { type: 'string', multiple: true },
  refunds: { type: 'string' },
  ...JSON_OPTION,
} as const satisfies ParseArgsOptionsConfig;

export const SCOPE_HELP = `  --as-of D                  compute as if the day were D (YYYY-MM-DD); later lines do not exist. Default: the last day with a line
  --where field=value        measure only orders with this value; repeat for more fields (and) or more values of one field (or);
                             field!=value: only orders without it
  --where-first field=value  keep only customers whose first order has this value
  --refunds W                original-order (default): a refund lowers the period of the order it gives back; refund-day: its own
  --json                     JSON instead of a table: money in major units, dates ISO, shares 0–1`;

/** The value as an ISO date that exists; throws UsageError. */
export function dateOption(options: Options, name: string): string | null {
  const value = options.text(name);
  if (value === undefined) return null;
  if (!isoDateSchema.safeParse(value).success) throw new UsageError(`--${name} "${value}" is not a date from 1900 to 2199 that exists (YYYY-MM-DD)`);
  return value;
}

/** The name of a file; throws UsageError. */
export function fileOption(options: Options, name: string): string | undefined {
  const value = options.text(name);
  if (value === '') throw new UsageError(`--${name} "" names no file`);
  return value;
}

/** One of the words; throws UsageError. */
export function wordOption<W extends string>(options: Options, name: string, words: readonly W[], fallback: W): W {
  const value = options.text(name);
  if (value === undefined) return fallback;
  const found = words.find((word) => word === value);
  if (found === undefined) throw new UsageError(`--${name} "${value}" is none of ${words.join(', ')}`);
  return found;
}

/** A whole number from `least` to `most`; throws UsageError. */
export function wholeOption(options: Options, name: string, least: number, fallback: number, most = 999_999_999): number {
  const value = options.text(name);
  if (value === undefined) return fallback;
  if (!/^\d{1,9}$/.test(value) || Number(value) < least || Number(value) > most) {
    throw new UsageError(`--${name} "${value}" is not a whole number from ${least} to ${most}`);
  }
  return Number(value);
}

/** `name=value` into its parts; throws UsageError. */
export function pairOption(option: string, text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  if (at <= 0) throw new UsageError(`--${option} "${text}" is not written as name=value`);
  return [text.slice(0, at), text.slice(at + 1)];
}

export function scopeOf(options: Options): Scope {
  return {
    asOf: dateOption(options, 'as-of'),
    filters: [...filtersOf(options, 'where', 'orders'), ...filtersOf(options, 'where-first', 'first-order')],
    refunds: wordOption(options, 'refunds', refundPlacementSchema.options, 'original-order'),
  };
}

function filtersOf(options: Options, name: string, applies: Filter['applies']): Filter[] {
  const values = new Map<string, string[]>();
  for (const text of options.texts(name)) {
    const [field, value] = pairOption(name, text);
    values.set(field, [...(values.get(field) ?? []), value]);
  }
  return Array.from(values, ([written, wanted]) => {
    const except = written.endsWith('!') && written.length > 1;
    return { field: except ? written.slice(0, -1) : written, values: wanted, applies, ...(except && { except }) };
  });
}

/** The period of `--from` and `--to`; an end left out is the first day of the data, or the day after the as-of date. */
export function periodOf(options: Options, observed: { from: string | null; to: string | null }): Period | null {
  const from = dateOption(options, 'from');
  const to = dateOption(options, 'to');
  if (from === null && to === null) return null;
  const last = dateOption(options, 'as-of') ?? observed.to;
  const period = { from: from ?? observed.from, to: to ?? (last === null ? null : nextDay(last)) };
  if (period.from === null || period.to === null) return null;
  if (period.from >= period.to) throw new UsageError(`--from ${period.from} does not lie before --to ${period.to} (which is exclusive)`);
  return { from: period.from, to: period.to };
}
