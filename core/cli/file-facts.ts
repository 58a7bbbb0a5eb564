import type { FileReport, ImportFacts } from '../contract/imports.ts';
import type { Currency } from '../contract/provenance.ts';
import { majorUnits } from './numbers.ts';

/** One file of an import with its facts, as printed in JSON. */
export function fileJson(file: FileReport, currency: Currency | null): Record<string, unknown> {
  return {
    file: file.file,
    kind: file.kind ?? 'orders',
    rows: file.rows,
    imported: file.imported,
    rejected: file.rejected,
    duplicates: file.duplicates,
    updated: file.updated,
    skipped: Object.fromEntries((file.skipped ?? []).map(({ rule, rows }) => [rule, rows])),
    ...(file.ignoredValues !== undefined && { ignoredValues: file.ignoredValues }),
    ...factsJson(file.facts, currency),
  };
}

export function factsJson({ grossMinor, ...counts }: ImportFacts, currency: Currency | null): Record<string, unknown> {
  return { ...counts, grossAmount: majorUnits(grossMinor, currency) };
}
