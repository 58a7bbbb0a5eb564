import { extname, resolve } from 'node:path';
import { isoDateSchema, periodSchema } from '../core/contract/scope.ts';
import { DEFAULT_SCOPE } from '../core/contract/scope.ts';
import { LANGUAGES, type ReportRequest } from '../core/contract/shell.ts';

/** A report asked for on the command line. Paths are absolute. */
export interface ReportOrder {
  project: string;
  out: string;
  request: ReportRequest;
}

const OPTIONS = ['report', 'out', 'lang', 'as-of', 'from', 'to'] as const;
type Option = (typeof OPTIONS)[number];

/** `--report=<project> --out=<file>.pdf|.html [--lang=…] [--as-of=D] [--from=D --to=D]`; `to` is exclusive. `null` when no report is asked for.
 *  Throws an Error with one line for the user. */
export function parseReportArguments(argv: readonly string[], workingFolder: string): ReportOrder | null {
  const given = new Map<Option, string>();
  for (const argument of argv) {
    const option = OPTIONS.find((name) => argument.startsWith(`--${name}=`));
    if (option !== undefined) given.set(option, argument.slice(option.length + 3));
  }
  const project = given.get('report');
  if (project === undefined) return null;
  if (project === '') throw new Error('--report needs a project file');
  const out = given.get('out') ?? '';
  const extension = extname(out).toLowerCase();
  if (extension !== '.pdf' && extension !== '.html') throw new Error('--out needs a file that ends in .pdf or .html');
  const wanted = given.get('lang') ?? 'en';
  const language = LANGUAGES.find((known) => known === wanted);
  if (language === undefined) throw new Error(`--lang is one of ${LANGUAGES.join(', ')}`);
  return {
    project: resolve(workingFolder, project),
    out: resolve(workingFolder, out),
    request: {
      language,
      format: extension === '.pdf' ? 'pdf' : 'html',
      scope: { ...DEFAULT_SCOPE, asOf: day(given, 'as-of') },
      period: period(day(given, 'from'), day(given, 'to')),
    },
  };
}

function day(given: ReadonlyMap<Option, string>, option: Option): string | null {
  const text = given.get(option);
  if (text === undefined) return null;
  if (!isoDateSchema.safeParse(text).success) throw new Error(`--${option} needs a day like 2025-12-31`);
  return text;
}

function period(from: string | null, to: string | null): ReportRequest['period'] {
  if (from === null && to === null) return null;
  if (from === null || to === null) throw new Error('--from and --to belong together');
  const parsed = periodSchema.safeParse({ from, to });
  if (!parsed.success) throw new Error('--from must lie before --to');
  return parsed.data;
}
