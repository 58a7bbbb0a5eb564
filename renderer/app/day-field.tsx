import type { CalendarDate } from '@internationalized/date';
import { DateField, DateInput, DateSegment, Label } from 'react-aria-components';

/** A civil day, typed part by part in the order of the language. */
export function DayField({ label, value, onChange }: { label: string; value: CalendarDate | null; onChange: (value: CalendarDate | null) => void }) {
  return (
    <DateField className="field" value={value} onChange={onChange} shouldForceLeadingZeros>
      <Label className="field-label">{label}</Label>
      <DateInput className="field-input day-input">{(segment) => <DateSegment className="day-segment" segment={segment} />}</DateInput>
    </DateField>
  );
}
