import { Checkbox, Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ORDER_FIGURES, ORDER_LEVEL_FIELDS, type ImportPlan, type ImportProposal, type RowRules } from '../../../core/contract/imports.ts';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { withCreditPrefix, withRowRules } from './plan-changes.ts';

interface Props {
  proposal: ImportProposal;
  plan: ImportPlan;
  onChange: (plan: ImportPlan) => void;
}

const NO_RULES: RowRules = { fill: [], once: [], wholeIds: [] };

/** What the rows of one order have to do with each other, in sentences that can be switched off. Only orders with a number have such rows. */
export function RowRulesBlock({ proposal, plan, onChange }: Props) {
  const { t } = useTranslation('imports');
  const words = useWords();
  const format = useFormat();
  const { mapping } = plan;
  const rules = plan.rowRules ?? NO_RULES;
  const nameOf = (column: number | undefined): string => proposal.columns[column ?? -1]?.name ?? '';
  const orderFields = ORDER_LEVEL_FIELDS.filter((field) => mapping[field] !== undefined);
  const filled = rules.fill.filter((field) => field !== 'order' && mapping[field] !== undefined);
  const figures = ORDER_FIGURES.filter((field) => mapping[field] !== undefined);
  const ids = (['order', 'customer', 'product'] as const).filter((field) => {
    const column = mapping[field];
    return column !== undefined && (rules.wholeIds.includes(field) || (proposal.columns[column]?.samples ?? []).some((text) => /^\d+\.0$/u.test(text.trim())));
  });
  const change = (next: Partial<RowRules>): void => onChange(withRowRules(plan, { ...rules, ...next }));
  const withOrder = rules.fill.includes('order');
  if (plan.kind !== 'orders' || mapping.order === undefined) return null;
  return (
    <section className="mapping-block" aria-labelledby="row-rules">
      <h2 id="row-rules">{t('mapping.rows')}</h2>
      <p className="sub">{t('mapping.rowsSub')}</p>
      <div className="switches">
        <Switch isSelected={withOrder} onChange={(on) => change({ fill: on ? ['order', ...rules.fill] : rules.fill.filter((field) => field !== 'order') })}>
          {t('mapping.fillOrder')}
        </Switch>
        {orderFields.length > 0 && (
          <Switch isSelected={filled.length > 0} onChange={(on) => change({ fill: [...(withOrder ? (['order'] as const) : []), ...(on ? orderFields : [])] })}>
            {t('mapping.fillFields', { fields: format.list((filled.length > 0 ? filled : orderFields).map(words.field)) })}
          </Switch>
        )}
        {figures.map((field) => (
          <Switch key={field} isSelected={rules.once.includes(field)} onChange={(on) => change({ once: on ? [...rules.once, field] : rules.once.filter((other) => other !== field) })}>
            {t('mapping.once', { column: nameOf(mapping[field]) })}
          </Switch>
        ))}
        {ids.map((field) => (
          <Switch
            key={field}
            isSelected={rules.wholeIds.includes(field)}
            onChange={(on) => change({ wholeIds: on ? [...rules.wholeIds, field] : rules.wholeIds.filter((other) => other !== field) })}
          >
            {t('mapping.wholeIds', { column: nameOf(mapping[field]) })}
          </Switch>
        ))}
        <TextField className="inline-field" value={plan.creditPrefix ?? ''} maxLength={10} onChange={(text) => onChange(withCreditPrefix(plan, text))}>
          <Label>{t('mapping.creditPrefix')}</Label>
          <Input className="field-input" placeholder={t('mapping.creditNone')} spellCheck="false" />
        </TextField>
      </div>
    </section>
  );
}

function Switch({ isSelected, onChange, children }: { isSelected: boolean; onChange: (on: boolean) => void; children: string }) {
  return (
    <Checkbox className="checkbox" isSelected={isSelected} onChange={onChange}>
      <span className="checkbox-box" aria-hidden="true" />
      <span>{children}</span>
    </Checkbox>
  );
}
