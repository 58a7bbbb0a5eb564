import { FEW_CUSTOMERS } from '../../../core/contract/provenance.ts';
import type { TFunction } from 'i18next';
import type { RfmResult } from '../../../core/contract/rfm.ts';
import type { Format } from '../../i18n/format.ts';
import type { GridFinding, MovementFinding, SegmentFinding } from './findings.ts';

type Words = TFunction<'segments'>;

export function wordSegmentFinding(finding: SegmentFinding, t: Words, format: Format, name: (id: string) => string): string {
  switch (finding.key) {
    case 'none':
      return t('finding.none');
    case 'revenue':
      return t('finding.revenue', { segment: name(finding.segment), share: format.share(finding.share), netShare: format.share(finding.netShare) });
    case 'largest':
      return t('finding.largest', { segment: name(finding.segment), share: format.share(finding.share) });
  }
}

export function wordGridFinding(finding: GridFinding, t: Words, format: Format): string {
  if (finding.key === 'none') return t('finding.none');
  if (finding.key === 'gridsShare') return t('finding.gridsShare', { share: format.share(finding.share) });
  return t('finding.grids', { share: format.share(finding.share), netShare: format.share(finding.netShare) });
}

export function wordMovementFinding(finding: MovementFinding, t: Words, format: Format, name: (id: string) => string): string {
  const from = format.date(finding.from).replaceAll(' ', '\u00a0');
  if (finding.key !== 'moved') return t(`finding.${finding.key}`, { from });
  return t('finding.moved', {
    from,
    count: finding.customers,
    n: format.integer(finding.customers),
    one: name(finding.one),
    other: name(finding.other),
    stayed: format.share(finding.stayed),
  });
}

/** What holds for the scores of a result besides its own sentence: the window, small segments, a filter that is not used. */
export function furtherNotes({ query, segments }: Pick<RfmResult, 'query' | 'segments'>, t: Words, format: Format, isFiltered: boolean): string {
  const few = segments.customers.some((customers) => customers > 0 && customers < FEW_CUSTOMERS);
  const { lookBackDays } = query.settings;
  return [
    lookBackDays === null ? '' : t('lede.window', { days: format.days(lookBackDays) }),
    few ? t('lede.few') : '',
    isFiltered ? t('lede.filter') : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
