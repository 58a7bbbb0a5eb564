import { parseDate } from '@internationalized/date';
import { useState } from 'react';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DialogTrigger,
  Heading,
} from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { IsoDate } from '../../core/contract/scope.ts';
import { useFormat } from '../i18n/format.ts';
import { DayField } from './day-field.tsx';
import { DialogPopover } from './dialog-popover.tsx';
import { useScope } from './scope-store.ts';

/** The day as of which everything is calculated. */
export function AsOfPicker({ firstDay, lastDay, asOf }: { firstDay: IsoDate; lastDay: IsoDate; asOf: IsoDate }) {
  const { t } = useTranslation('app');
  const format = useFormat();
  const moved = useScope((state) => state.scope.asOf !== null);
  return (
    <DialogTrigger>
      <Button className="chip" data-on={moved || undefined}>
        {t('asOf.label')} <b>{format.date(asOf)}</b>
      </Button>
      <DialogPopover className="as-of-dialog">
        {(close) => <AsOfChoice firstDay={firstDay} lastDay={lastDay} asOf={asOf} close={close} />}
      </DialogPopover>
    </DialogTrigger>
  );
}

function AsOfChoice({ firstDay, lastDay, asOf, close }: { firstDay: IsoDate; lastDay: IsoDate; asOf: IsoDate; close: () => void }) {
  const { t } = useTranslation('app');
  const setAsOf = useScope((state) => state.setAsOf);
  const [day, setDay] = useState(parseDate(asOf));
  const bounds = { minValue: parseDate(firstDay), maxValue: parseDate(lastDay) };
  const apply = (chosen: IsoDate): void => {
    setAsOf(chosen === lastDay ? null : chosen);
    close();
  };
  const outside = day.compare(bounds.minValue) < 0 || day.compare(bounds.maxValue) > 0;
  return (
    <>
      <Heading slot="title" className="popover-title">
        {t('asOf.title')}
      </Heading>
      <p className="popover-text">{t('asOf.explain')}</p>
      <form
        className="as-of-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!outside) apply(day.toString());
        }}
      >
        <DayField
          label={t('asOf.day')}
          value={day}
          onChange={(value) => {
            if (value !== null) setDay(value);
          }}
        />
        <Button type="submit" className="button primary" isDisabled={outside}>
          {t('action.apply')}
        </Button>
      </form>
      <Calendar key={outside ? '' : `${day.year}-${day.month}`} className="calendar" defaultFocusedValue={outside ? bounds.maxValue : day} aria-label={t('asOf.title')} value={outside ? null : day} {...bounds} onChange={(value) => apply(value.toString())}>
        <header className="calendar-head">
          <Button slot="previous" className="text-button">
            ‹
          </Button>
          <Heading className="calendar-title" />
          <Button slot="next" className="text-button">
            ›
          </Button>
        </header>
        <CalendarGrid className="calendar-grid">
          <CalendarGridHeader>{(name) => <CalendarHeaderCell>{name}</CalendarHeaderCell>}</CalendarGridHeader>
          <CalendarGridBody>{(date) => <CalendarCell date={date} className="calendar-day" />}</CalendarGridBody>
        </CalendarGrid>
      </Calendar>
      <Button className="text-button" onPress={() => apply(lastDay)}>
        {t('asOf.lastDay')}
      </Button>
    </>
  );
}
