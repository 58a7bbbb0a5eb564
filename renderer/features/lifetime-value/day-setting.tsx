import { parseDate } from '@internationalized/date';
import { useState } from 'react';
import type { IsoDate } from '../../../core/contract/scope.ts';
import { DayField } from '../../app/day-field.tsx';

interface Props {
  label: string;
  value: IsoDate;
  /** Both ends excluded. */
  after: IsoDate;
  before: IsoDate;
  onChange: (value: IsoDate) => void;
}

/** A day in place, taken over when the field is left, as it was where it is out of bounds. */
export function DaySetting({ label, value, after, before, onChange }: Props) {
  const [day, setDay] = useState(() => parseDate(value));
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value);
    setDay(parseDate(value));
  }
  const take = (): void => {
    const chosen = day.toString();
    if (chosen <= after || chosen >= before) setDay(parseDate(value));
    else if (chosen !== value) onChange(chosen);
  };
  return (
    <div
      className="setting day-setting"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) take();
      }}
      // The parts of the date keep keys to themselves.
      onKeyDownCapture={(event) => {
        if (event.key === 'Enter') take();
      }}
    >
      <DayField label={label} value={day} onChange={(next) => next !== null && setDay(next)} />
    </div>
  );
}
