import { useState } from 'react';
import { Input, Label, NumberField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Currency } from '../../../core/contract/provenance.ts';
import type { RfmScoring } from '../../../core/contract/segments.ts';
import { isAscending } from './rules-draft.ts';

type Thresholds = Extract<RfmScoring, { kind: 'thresholds' }>;
const SCORES = [
  ['recency', 'recencyDays'],
  ['frequency', 'frequency'],
  ['monetary', 'monetaryMinor'],
] as const;

/** The user’s own cut points, four for each score. */
export function ThresholdsTable({ scoring, currency, onChange }: { scoring: Thresholds; currency: Currency; onChange: (scoring: Thresholds) => void }) {
  const { t } = useTranslation('segments');
  return (
    <table className="ruled rules-thresholds">
      <thead>
        <tr>
          <th scope="col">{t('movement.cutPoints')}</th>
          {[1, 2, 3, 4].map((n) => (
            <th key={n} scope="col">
              {t('rules.cut', { n })}
            </th>
          ))}
          <th scope="col" className="text" />
        </tr>
      </thead>
      <tbody>
        {SCORES.map(([score, field]) => {
          const unit = score === 'monetary' ? 10 ** currency.minorUnitDigits : 1;
          const label = t(`rules.score.${score}`, { currency: currency.code });
          return (
            <tr key={score}>
              <th scope="row">{label}</th>
              {scoring[field].map((cut, at) => (
                <td key={at}>
                  <NumberInput
                    label={`${label}, ${t('rules.cut', { n: at + 1 })}`}
                    value={cut / unit}
                    least={-1e9}
                    most={1e9}
                    onChange={(value) => {
                      const cuts: Thresholds['recencyDays'] = [...scoring[field]];
                      cuts[at] = Math.round(value * unit * 100) / 100;
                      onChange({ ...scoring, [field]: cuts });
                    }}
                  />
                </td>
              ))}
              <td className="text">{isAscending(scoring[field]) ? <span className="quiet">{t(`rules.better.${score}`)}</span> : <span className="field-error">{t('rules.ascending')}</span>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface NumberInputProps {
  label: string;
  value: number;
  least: number;
  most: number;
  onChange: (value: number) => void;
  /** Beside the field; otherwise only for screen readers. */
  showLabel?: boolean;
}

/** A number of the language; what is typed counts when the field is left, and an empty field gets its number back. */
export function NumberInput({ label, value, least, most, onChange, showLabel = false }: NumberInputProps) {
  const [renewed, setRenewed] = useState(0);
  return (
    <NumberField
      key={renewed}
      className={showLabel ? 'number-field number-field-labelled' : 'number-field'}
      value={value}
      minValue={least}
      maxValue={most}
      onChange={(next) => (Number.isFinite(next) ? onChange(next) : setRenewed(renewed + 1))}
      {...(showLabel ? {} : { 'aria-label': label })}
    >
      <Input className="field-input" />
      {showLabel && <Label>{label}</Label>}
    </NumberField>
  );
}
