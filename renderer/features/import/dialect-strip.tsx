import { useState } from 'react';
import { Checkbox, Input, Label, NumberField, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ENCODINGS, IMPORT_KINDS, PROFILES, type Dialect, type ImportPlan, type ImportProposal } from '../../../core/contract/imports.ts';
import { Choice } from '../../app/choice-field.tsx';
import { answerDateOrder, chooseKind, chooseProfile, chooseSheet } from './import-flow.ts';
import { dialectParts, encodingName, withCurrency, withDialect } from './plan-changes.ts';

const DELIMITERS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar', ':': 'colon' } as const;

/** How the file is written: what was detected, each of it to be changed. Shows what there is to say of files of this format. */
export function DialectStrip({ proposal, plan, onChange }: { proposal: ImportProposal; plan: ImportPlan; onChange: (plan: ImportPlan) => void }) {
  const { t } = useTranslation('imports');
  const { dialect } = plan;
  const { sheets } = proposal;
  const parts = dialectParts(proposal.format);
  const change = (next: Partial<Dialect>): void => onChange(withDialect(plan, next));
  return (
    <div className="dialect" role="group" aria-label={t('mapping.reading')}>
      <Choice label={t('mapping.kind')} value={plan.kind} options={IMPORT_KINDS.map((kind) => ({ id: kind, name: t(`kind.${kind}`) }))} onChange={chooseKind} />
      {plan.kind === 'orders' && (
        <Choice label={t('mapping.profile')} value={plan.profile} options={PROFILES.map((profile) => ({ id: profile, name: t(`profile.${profile}`) }))} onChange={chooseProfile} />
      )}
      {sheets.length > 0 && (
        <Choice label={t('mapping.sheet')} value={plan.sheet ?? ''} options={sheets.map((sheet) => ({ id: sheet, name: sheet }))} onChange={chooseSheet} />
      )}
      {parts.text && (
        <>
          <Choice
            label={t('mapping.encoding')}
            value={dialect.encoding}
            options={ENCODINGS.map((encoding) => ({ id: encoding, name: encodingName(encoding) }))}
            onChange={(encoding) => change({ encoding })}
          />
          <Choice
            label={t('mapping.delimiter')}
            value={dialect.delimiter}
            options={[
              ...Object.entries(DELIMITERS).map(([id, name]) => ({ id, name: t(`mapping.${name}`) })),
              ...(dialect.delimiter in DELIMITERS ? [] : [{ id: dialect.delimiter, name: t('mapping.otherDelimiter', { character: dialect.delimiter }) }]),
            ]}
            onChange={(delimiter) => change({ delimiter })}
          />
        </>
      )}
      <Choice
        label={t('mapping.decimal')}
        value={dialect.decimal}
        options={[
          { id: '.' as const, name: t('mapping.decimalPoint') },
          { id: ',' as const, name: t('mapping.decimalComma') },
        ]}
        onChange={(decimal) => change({ decimal })}
      />
      <Choice
        label={t('mapping.dateOrder')}
        value={dialect.dateOrder}
        options={(['ymd', 'dmy', 'mdy'] as const).map((order) => ({ id: order, name: t(`mapping.${order}`) }))}
        onChange={answerDateOrder}
      />
      {parts.text && (
        <Choice
          label={t('mapping.quote')}
          value={dialect.quote}
          options={[
            { id: '"' as const, name: t('mapping.double') },
            { id: "'" as const, name: t('mapping.single') },
          ]}
          onChange={(quote) => change({ quote })}
        />
      )}
      {parts.rows && (
        <NumberField className="field field-short" value={dialect.skipLines} minValue={0} maxValue={1000} onChange={(skipLines) => change({ skipLines })}>
          <Label className="field-label">{t('mapping.skipLines')}</Label>
          <Input className="field-input" />
        </NumberField>
      )}
      <CurrencyField key={plan.currency.code} plan={plan} onChange={onChange} />
      {parts.rows && (
        <Checkbox className="checkbox" isSelected={dialect.header} onChange={(header) => change({ header })}>
          <span className="checkbox-box" aria-hidden="true" />
          {t('mapping.headerOn')}
        </Checkbox>
      )}
    </div>
  );
}

/** Three letters; taken over when they are complete. */
function CurrencyField({ plan, onChange }: { plan: ImportPlan; onChange: (plan: ImportPlan) => void }) {
  const { t } = useTranslation('imports');
  const [text, setText] = useState(plan.currency.code);
  const complete = /^[A-Z]{3}$/.test(text);
  return (
    <TextField
      className="field field-short"
      value={text}
      isInvalid={!complete}
      onChange={(typed) => {
        const code = typed.toUpperCase().slice(0, 3);
        setText(code);
        if (/^[A-Z]{3}$/.test(code) && code !== plan.currency.code) onChange(withCurrency(plan, code));
      }}
    >
      <Label className="field-label">{t('mapping.currency')}</Label>
      <Input className="field-input" title={t('mapping.currencyExplain')} spellCheck="false" />
    </TextField>
  );
}
