import { useState } from 'react';
import { Button, Input, Label, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CurrencyRate } from '../../../core/contract/rules.ts';
import { ScrollRegion } from '../../app/scroll-region.tsx';
import { useFormat } from '../../i18n/format.ts';
import { parseRates, withRates } from './rate-lines.ts';

interface Props {
  rates: readonly CurrencyRate[];
  /** What one unit of each currency is worth in. */
  to: string;
  onChange: (rates: CurrencyRate[]) => void;
}

/** Dated rates: each holds from its day until the next one of its currency. */
export function RateTable({ rates, to, onChange }: Props) {
  const { t } = useTranslation('rules');
  const format = useFormat();
  return (
    <>
      {rates.length > 0 && (
        <ScrollRegion className="scroll-both rate-scroll" label={t('currency.rates')}>
          <table className="ruled rates">
            <caption className="visually-hidden">{t('currency.rates')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('currency.code')}</th>
                <th scope="col" className="text">
                  {t('currency.from')}
                </th>
                <th scope="col">{t('currency.worth', { to })}</th>
                <th scope="col">
                  <span className="visually-hidden">{t('currency.remove')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rates.map((rate) => {
                const name = `${rate.code}, ${format.date(rate.from)}`;
                return (
                  <tr key={`${rate.code} ${rate.from}`}>
                    <th scope="row">{rate.code}</th>
                    <td className="text">{format.date(rate.from)}</td>
                    <td>
                      <RateField key={rate.rate} name={name} rate={rate.rate} onChange={(worth) => onChange(withRates(rates, [{ ...rate, rate: worth }]))} />
                    </td>
                    <td>
                      <Button className="text-button" aria-label={t('currency.removeOf', { rate: name })} onPress={() => onChange(rates.filter((other) => other !== rate))}>
                        {t('currency.remove')}
                      </Button>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      <PasteRates onAdd={(added) => onChange(withRates(rates, added))} />
    </>
  );
}

/** A rate in place; taken over when the field is left with a number in it, as it was otherwise. */
function RateField({ name, rate, onChange }: { name: string; rate: number; onChange: (rate: number) => void }) {
  const format = useFormat();
  const written = String(rate).replace('.', format.decimal(0.5).charAt(1));
  const [text, setText] = useState(written);
  const worth = Number(text.trim().replace(',', '.'));
  const valid = text.trim() !== '' && worth > 0 && worth <= 1e12;
  return (
    <TextField
      aria-label={name}
      value={text}
      isInvalid={!valid}
      onChange={setText}
      onBlur={() => {
        if (!valid) setText(written);
        else if (worth !== rate) onChange(worth);
      }}
    >
      <Input className="field-input rate-input" inputMode="decimal" spellCheck="false" />
    </TextField>
  );
}

function PasteRates({ onAdd }: { onAdd: (rates: CurrencyRate[]) => void }) {
  const { t } = useTranslation('rules');
  const format = useFormat();
  const [text, setText] = useState('');
  const { rates, bad } = parseRates(text);
  return (
    <div className="paste-rates">
      <TextField className="field" value={text} onChange={setText} isInvalid={bad.length > 0}>
        <Label className="field-label">{t('currency.paste')}</Label>
        <TextArea className="field-input" rows={3} placeholder={'USD 2025-01-01 41.25\nEUR 2025-01-01 43.85'} spellCheck="false" />
      </TextField>
      {bad.length > 0 && <p className="field-error">{t('currency.badLines', { count: bad.length, lines: format.list(bad.slice(0, 5).map(format.integer)) })}</p>}
      <Button
        className="button"
        isDisabled={rates.length === 0 || bad.length > 0}
        onPress={() => {
          onAdd(rates);
          setText('');
        }}
      >
        {t('currency.add', { count: rates.length, n: format.integer(rates.length) })}
      </Button>
    </div>
  );
}
