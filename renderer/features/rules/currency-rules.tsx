import { Label, Radio, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../app/choice-field.tsx';
import { useFormat } from '../../i18n/format.ts';
import { RateTable } from './rate-table.tsx';
import type { RulesPart } from './rule-parts.ts';

/** Amounts in several currencies are never added: one counts, or all are converted. */
export function CurrencyRules({ state, rules, onChange }: RulesPart) {
  const { t } = useTranslation('rules');
  const format = useFormat();
  const { currencies, currency } = state;
  const rule = rules.currency;
  const codes = currencies.map(({ code }) => ({ id: code, name: code }));
  const target = rule.kind === 'converted' ? rule.to : (rule.code ?? currency?.code ?? codes[0]?.id ?? 'EUR');
  const rates = rule.kind === 'converted' ? rule.rates : [];
  const [only] = currencies;
  return (
    <section aria-labelledby="currency-rules">
      <h2 id="currency-rules">{t('currency.title')}</h2>
      {currencies.length <= 1 && rule.kind === 'only' ? (
        <p className="sub">{only === undefined ? t('currency.none') : t('currency.single', { code: only.code })}</p>
      ) : (
        <>
          <p className="sub">{t('currency.sub')}</p>
          <table className="ruled rule-facts">
            <caption className="visually-hidden">{t('currency.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('currency.code')}</th>
                <th scope="col">{t('orders')}</th>
                <th scope="col">{t('lines')}</th>
                <th scope="col">{t('net')}</th>
                {rule.kind === 'converted' && <th scope="col">{t('currency.withoutRate')}</th>}
              </tr>
            </thead>
            <tbody>
              {currencies.map((entry) => (
                <tr key={entry.code} data-out={(rule.kind === 'only' && entry.code !== target) || undefined}>
                  <th scope="row">{entry.code}</th>
                  <td>{format.integer(entry.orders)}</td>
                  <td>{format.integer(entry.lines)}</td>
                  <td>{format.money(entry.netMinor, entry, 'plain')}</td>
                  {rule.kind === 'converted' && <td data-warn={entry.linesWithoutRate > 0 || undefined}>{format.integer(entry.linesWithoutRate)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
          <div className="currency-choice">
            <RadioGroup
              className="radio-group"
              value={rule.kind}
              onChange={(kind) => onChange({ currency: kind === 'only' ? { kind, code: target } : { kind: 'converted', to: target, rates: [...rates] } })}
            >
              <Label className="visually-hidden">{t('currency.title')}</Label>
              <div className="radios">
                <Radio value="only" className="radio">
                  {t('currency.only')}
                </Radio>
                <Radio value="converted" className="radio">
                  {t('currency.converted')}
                </Radio>
              </div>
            </RadioGroup>
            <Choice
              label={t(rule.kind === 'only' ? 'currency.counts' : 'currency.to')}
              value={target}
              options={codes}
              onChange={(code) => onChange({ currency: rule.kind === 'only' ? { kind: 'only', code } : { kind: 'converted', to: code, rates: [] } })}
            />
          </div>
          {rule.kind === 'converted' && <RateTable rates={rule.rates} to={rule.to} onChange={(next) => onChange({ currency: { ...rule, rates: next } })} />}
        </>
      )}
    </section>
  );
}
