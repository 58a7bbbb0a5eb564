import { useMemo } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useProjectState } from '../engine/project-state.ts';
import { SegmentChip } from '../features/segments/segment-chip.tsx';
import { AsOfPicker } from './as-of-picker.tsx';
import { AddFilter, FilterChip } from './filter-chip.tsx';
import { LanguageMenu, ThemeButton } from './settings-controls.tsx';
import { PeriodPicker } from './period-picker.tsx';
import { useNotices } from './notice-store.ts';
import { useScope } from './scope-store.ts';
import { SavedMenu } from './saved-menu.tsx';
import { exportReport } from './session.ts';
import { useShownPeriod } from './use-shown-period.ts';

/** The one bar of period, as-of date and filters for every view; `scoped: false` where they have no effect. */
export function FilterBar({ scoped }: { scoped: boolean }) {
  const { t } = useTranslation('app');
  const shown = useShownPeriod();
  const open = useProjectState((state) => state.phase === 'open');
  const exporting = useNotices((state) => state.exporting);
  return (
    <header className="bar">
      {scoped && shown !== null && (
        <div className="bar-scope" role="group" aria-label={t('filter.bar')}>
          <PeriodPicker firstDay={shown.firstDay} asOf={shown.asOf} period={shown.period} />
          <AsOfPicker firstDay={shown.firstDay} lastDay={shown.lastDay} asOf={shown.asOf} />
          <SegmentChip />
          <Filters />
          <SavedMenu />
        </div>
      )}
      <span className="spacer" />
      <Button className="button" isDisabled={!open || exporting || shown === null} onPress={() => void exportReport()}>
        {t('action.export')}
      </Button>
      <LanguageMenu />
      <ThemeButton />
    </header>
  );
}

function Filters() {
  const { scope, setFilter, removeFilter } = useScope();
  const target = useMemo(() => ({ setFilter, removeFilter }), [setFilter, removeFilter]);
  const attributes = useProjectState((state) => state.info?.attributes);
  if (attributes === undefined) return null;
  return (
    <>
      {scope.filters.map((filter) => (
        <FilterChip key={`${filter.applies} ${filter.field}`} filter={filter} target={target} />
      ))}
      <AddFilter target={target} />
    </>
  );
}
