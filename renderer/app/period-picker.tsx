import { parseDate, type CalendarDate } from '@internationalized/date';
import { useState } from 'react';
import { Button, DialogTrigger, ListBox, ListBoxItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { IsoDate, Period } from '../../core/contract/scope.ts';
import { useFormat } from '../i18n/format.ts';
import { DayField } from './day-field.tsx';
import { DialogPopover } from './dialog-popover.tsx';
import { dayAfter, dayBefore, periodPresets, type PeriodPreset } from './period-presets.ts';
import { useScope } from './scope-store.ts';

/** The period that figures are for: presets, or two days of one's own. */
export function PeriodPicker({ firstDay, asOf, period }: { firstDay: IsoDate; asOf: IsoDate; period: Period }) {
  const { t } = useTranslation('app');
  const format = useFormat();
  return (
    <DialogTrigger>
      <Button className="chip" aria-label={`${t('period.label')}: ${format.period(period)}`}>
        <b>{format.period(period)}</b>
      </Button>
      <DialogPopover className="period-dialog" label={t('period.label')}>
        {(close) => <PeriodChoice firstDay={firstDay} asOf={asOf} period={period} close={close} />}
      </DialogPopover>
    </DialogTrigger>
  );
}

function PeriodChoice({ firstDay, asOf, period, close }: { firstDay: IsoDate; asOf: IsoDate; period: Period; close: () => void }) {
  const { t } = useTranslation('app');
  const format = useFormat();
  const chosen = useScope((state) => state.period);
  const setPeriod = useScope((state) => state.setPeriod);
  const presets = periodPresets(firstDay, asOf);
  const nameOf = (preset: PeriodPreset): string => {
    if (preset.kind === 'calendarYear') return preset.year;
    return preset.kind === 'yearToDate' ? t('period.yearToDate', { year: preset.year }) : t(`period.${preset.kind}`);
  };
  const keyOf = (value: Period | null): string => (value === null ? 'default' : `${value.from} ${value.to}`);

  return (
    <>
      <ListBox
        className="list"
        aria-label={t('period.label')}
        autoFocus
        selectionMode="single"
        selectedKeys={[keyOf(chosen)]}
        onAction={(key) => {
          const preset = presets.find((other) => keyOf(other.period) === key);
          if (preset !== undefined) setPeriod(preset.period);
          close();
        }}
        onSelectionChange={(keys) => {
          const preset = presets.find((other) => keys !== 'all' && keys.has(keyOf(other.period)));
          if (preset !== undefined) setPeriod(preset.period);
          close();
        }}
      >
        {presets.map((preset) => (
          <ListBoxItem key={keyOf(preset.period)} id={keyOf(preset.period)} className="list-item" textValue={nameOf(preset)}>
            <span>{nameOf(preset)}</span>
            {preset.period !== null && preset.kind !== 'calendarYear' && <span className="list-note">{format.period(preset.period)}</span>}
          </ListBoxItem>
        ))}
      </ListBox>
      <OwnPeriod
        period={period}
        onApply={(own) => {
          setPeriod(own);
          close();
        }}
      />
    </>
  );
}

function OwnPeriod({ period, onApply }: { period: Period; onApply: (period: Period) => void }) {
  const { t } = useTranslation('app');
  const [first, setFirst] = useState<CalendarDate | null>(parseDate(period.from));
  const [last, setLast] = useState<CalendarDate | null>(parseDate(dayBefore(period.to)));
  const wrongOrder = first !== null && last !== null && first.compare(last) > 0;
  return (
    <form
      className="own-period"
      aria-label={t('period.own')}
      onSubmit={(event) => {
        event.preventDefault();
        if (first !== null && last !== null && !wrongOrder) onApply({ from: first.toString(), to: dayAfter(last.toString()) });
      }}
    >
      <DayField label={t('period.from')} value={first} onChange={setFirst} />
      <DayField label={t('period.to')} value={last} onChange={setLast} />
      {wrongOrder && (
        <p className="field-error" role="alert">
          {t('period.wrongOrder')}
        </p>
      )}
      <Button type="submit" className="button primary" isDisabled={first === null || last === null || wrongOrder}>
        {t('action.apply')}
      </Button>
    </form>
  );
}
