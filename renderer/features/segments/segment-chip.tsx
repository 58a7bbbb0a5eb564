import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import { useScope } from '../../app/scope-store.ts';
import { useFormat } from '../../i18n/format.ts';
import { useSegmentNames } from './segment-names.ts';

/** The filter by segment where there is one: press to go to the segments, × to remove it. */
export function SegmentChip() {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const filter = useScope((state) => state.scope.segment);
  const setSegment = useScope((state) => state.setSegment);
  const names = useSegmentNames(filter?.settings.segments ?? NONE);
  if (filter === undefined) return null;
  return (
    <span className="chip chip-pair" data-on>
      <Button className="chip-part" onPress={() => navigate('/segments')}>
        {t('chip.label')}: <b>{format.list(filter.segments.map(names.name))}</b>
      </Button>
      <Button className="chip-part chip-remove" aria-label={t('chip.remove')} onPress={() => setSegment(null)}>
        ×
      </Button>
    </span>
  );
}

const NONE: readonly [] = [];
