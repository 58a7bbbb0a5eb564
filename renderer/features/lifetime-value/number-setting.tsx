import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { useFormat } from '../../i18n/format.ts';

interface Props {
  label: string;
  /** `hidden`: the label is read out and not shown. */
  labelled?: 'beside' | 'hidden';
  /** In the unit that is written; `null`: nothing of the user’s own. */
  value: number | null;
  /** Stands in the empty field: what is taken then. */
  placeholder?: string;
  minimum: number;
  maximum: number;
  onChange: (value: number | null) => void;
  /** What an empty field means; without it, an empty field goes back to what it was. */
  emptiable?: boolean;
  /** Room for amounts of money. */
  wide?: boolean;
}

/** A number in place, taken over when the field is left or Enter is pressed, as it was otherwise. */
export function NumberSetting({ label, labelled = 'beside', value, placeholder, minimum, maximum, onChange, emptiable = false, wide = false }: Props) {
  const format = useFormat();
  const written = value === null ? '' : String(Number(value.toPrecision(12))).replace('.', format.decimal(0.5).charAt(1));
  const [text, setText] = useState(written);
  const [shown, setShown] = useState(written);
  if (shown !== written) {
    setShown(written);
    setText(written);
  }
  const plain = text.trim().replaceAll(/[\s\u00a0]/g, '').replace(',', '.');
  const number = Number(plain);
  const empty = plain === '';
  const valid = empty ? emptiable : Number.isFinite(number) && number >= minimum && number <= maximum;
  const take = (): void => {
    if (!valid) setText(written);
    else if (empty ? value !== null : number !== value) onChange(empty ? null : number);
  };
  return (
    <TextField
      className="setting"
      {...(labelled === 'hidden' ? { 'aria-label': label } : {})}
      value={text}
      isInvalid={!valid}
      onChange={setText}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
      }}
    >
      {labelled === 'beside' && <Label className="choice-label">{label}</Label>}
      <Input className={`field-input setting-input${wide ? ' setting-wide' : ''}`} inputMode="decimal" spellCheck="false" {...(placeholder === undefined ? {} : { placeholder })} />
    </TextField>
  );
}
