import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeftOut, Provenance, RulesInUse } from '../../core/contract/provenance.ts';
import { DEFAULT_GRID } from '../../core/contract/segments.ts';
import { useSegmentNames } from '../features/segments/segment-names.ts';
import { useFormat, type Format } from '../i18n/format.ts';
import { useWords } from '../i18n/use-words.ts';
import { useValueNames } from './field-values.ts';
import { rulesInUse } from './rules-in-use.ts';
import { useScope } from './scope-store.ts';

export interface ProvenanceRow {
  label: string;
  value: ReactNode;
}

/** A list of terms in the pop-overs. */
export function Rows({ rows }: { rows: readonly ProvenanceRow[] }) {
  return (
    <dl className="provenance">
      {rows.map((row) => (
        <div key={row.label}>
          <dt>{row.label}</dt>
          <dd>{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What every result carries, worded: day, refunds, filters, what was left out and why, fingerprint. */
export function useProvenanceRows(provenance: Provenance): ProvenanceRow[] {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const words = useWords();
  const leftOut = useLeftOutWords();
  const rules = useRulesWords();
  const segmentWords = useTranslation('segments').t;
  const names = useSegmentNames(useScope((state) => state.scope.segment?.settings.segments) ?? DEFAULT_GRID);
  const valueName = useValueNames(provenance.filters);
  const reasons = provenance.leftOut.filter((entry) => entry.orders > 0).map(leftOut);
  const { matched, unmatched } = provenance.credits;
  return [
    { label: t('provenance.asOf'), value: format.date(provenance.asOf) },
    { label: t('provenance.refunds'), value: t(`provenance.${provenance.refunds}`) },
    ...provenance.filters.map((filter) => ({
      label: t('provenance.filters'),
      value: t(`provenance.${filter.applies === 'first-order' ? 'filterFirst' : 'filterOrders'}${filter.except === true ? 'Except' : ''}`, {
        field: words.filterField(filter.field),
        values: format.list(filter.values.map((value) => valueName(filter.field, value))),
      }),
    })),
    ...rules(provenance.rules),
    ...(provenance.segments === undefined ? [] : [{ label: segmentWords('chip.label'), value: format.list(provenance.segments.map(names.name)) }]),
    { label: t('provenance.leftOut'), value: reasons.length === 0 ? t('provenance.nothing') : reasons.map((reason) => <span key={reason}>{reason}</span>) },
    ...(matched + unmatched === 0
      ? []
      : [{ label: t('provenance.credits'), value: t('provenance.creditsText', { matched: format.integer(matched), unmatched: format.integer(unmatched) }) }]),
    { label: t('provenance.anonymous'), value: t('provenance.anonymousShare', { share: anonymousShareText(provenance, format) }) },
    ...(provenance.afterAsOf.orders === 0
      ? []
      : [{ label: t('provenance.afterAsOf'), value: t('provenance.orders', { count: provenance.afterAsOf.orders, n: format.integer(provenance.afterAsOf.orders) }) }]),
    { label: t('provenance.fingerprint'), value: <code>{shortFingerprint(provenance.fingerprint)}</code> },
  ];
}

/** The settings of the project that are not the usual ones, as one row; none where all are usual. */
export function useRulesWords(): (rules: RulesInUse) => { label: string; value: string }[] {
  const { t } = useTranslation('rules');
  const format = useFormat();
  return (inUse) => {
    const words = rulesInUse(inUse).map((key) => t(`inUse.${key}`));
    return words.length === 0 ? [] : [{ label: t('inUse.label'), value: format.list(words) }];
  };
}

/** “1,204 cancelled orders”. */
export function useLeftOutWords(): (entry: LeftOut) => string {
  const { t } = useTranslation('overview');
  const format = useFormat();
  return (entry) => t(`leftOut.${entry.reason}`, { count: entry.orders, n: format.integer(entry.orders) });
}

/** Share of counted revenue that has no customer on it. */
export function anonymousShareText(provenance: Provenance, format: Format): string {
  const all = provenance.eligible.netMinor;
  return format.share(all === 0 ? 0 : provenance.anonymous.netMinor / all);
}

/** As the status bar shows it: the first eight digits in two groups. */
export function shortFingerprint(fingerprint: string): string {
  return `${fingerprint.slice(0, 4)}·${fingerprint.slice(4, 8)}`;
}
