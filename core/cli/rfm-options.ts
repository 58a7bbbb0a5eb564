import type { ParseArgsOptionsConfig } from 'node:util';
import type { RfmScoring, RfmSettings } from '../contract/segments.ts';
import { type Options, wholeOption } from './options.ts';
import { UsageError } from './usage.ts';

export const RFM_OPTIONS = {
  'look-back-days': { type: 'string' },
  'recency-cuts': { type: 'string' },
  'frequency-cuts': { type: 'string' },
  'monetary-cuts': { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

export const RFM_HELP = `  --look-back-days N         only orders of the last N days, the as-of day included. Default: all
  --recency-cuts A,B,C,D     score by these four thresholds, ascending, instead of the quintiles; together with
  --frequency-cuts A,B,C,D   those of the orders and
  --monetary-cuts A,B,C,D    of the net revenue, in major units`;

/** Thresholds as they are written, money in major units; `null`: none are given. */
type WrittenCuts = { recency: Cuts; frequency: Cuts; monetary: Cuts } | null;
type Cuts = [number, number, number, number];

/** The project’s settings with what the command line says otherwise; throws UsageError. */
export function rfmSettingsOf(options: Options, saved: RfmSettings, minorUnitDigits: number): RfmSettings {
  const cuts = writtenCuts(options);
  const scoring: RfmScoring =
    cuts === null
      ? saved.scoring
      : { kind: 'thresholds', recencyDays: cuts.recency, frequency: cuts.frequency, monetaryMinor: cuts.monetary.map((cut) => Math.round(cut * 10 ** minorUnitDigits)) as Cuts };
  const given = options.text('look-back-days') !== undefined;
  return { ...saved, scoring, lookBackDays: given ? wholeOption(options, 'look-back-days', 1, 1, 36_600) : saved.lookBackDays };
}

/** Throws UsageError for what is wrong whatever the project holds. */
export function checkSegmentOptions(options: Options): void {
  writtenCuts(options);
  if (options.text('look-back-days') !== undefined) wholeOption(options, 'look-back-days', 1, 1, 36_600);
}

/** The same, where there is no period either. */
export function checkRfmOptions(options: Options): void {
  checkSegmentOptions(options);
  for (const name of ['from', 'to']) if (options.text(name) !== undefined) throw new UsageError(`--${name} has no meaning here; use --as-of and --look-back-days`);
}

function writtenCuts(options: Options): WrittenCuts {
  const names = ['recency-cuts', 'frequency-cuts', 'monetary-cuts'] as const;
  const given = names.filter((name) => options.text(name) !== undefined);
  if (given.length === 0) return null;
  if (given.length < names.length) throw new UsageError(`${names.map((name) => `--${name}`).join(', ')} go together`);
  return { recency: cutsOption(options, 'recency-cuts'), frequency: cutsOption(options, 'frequency-cuts'), monetary: cutsOption(options, 'monetary-cuts') };
}

function cutsOption(options: Options, name: string): Cuts {
  const text = options.text(name) ?? '';
  const cuts = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const isAscending = cuts.every((cut, at) => Number.isFinite(cut) && (at === 0 || (cuts[at - 1] ?? cut) < cut));
  if (cuts.length !== 4 || !isAscending) throw new UsageError(`--${name} "${text}" is not four ascending numbers, such as 30,90,180,365`);
  return cuts as Cuts;
}
