import type { CalendarDate } from '@internationalized/date';
import type { KeyboardEvent } from 'react';
import { DateField, DateInput, DateSegment, Label } from 'react-aria-components';

/** A civil day, typed part by part in the order of the language. Enter sends the form it is in, as in any other field. */
export function DayField({ label, value, onChange }: { label: string; value: CalendarDate | null; onChange: (value: CalendarDate | null) => void }) {
  return (
    <DateField className="field" value={value} onChange={onChange} shouldForceLeadingZeros onKeyDown={sendForm}>
      <Label className="field-label">{label}</Label>
      <DateInput className="field-input day-input">{(segment) => <DateSegment className="day-segment" segment={segment} />}</DateInput>
    </DateField>
  );
}

function sendForm({ key, target }: Pick<KeyboardEvent, 'key' | 'target'>): void {
  if (key === 'Enter' && target instanceof Element) target.closest('form')?.requestSubmit();
}
