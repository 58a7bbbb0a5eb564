import { useState } from 'react';
import { Button, Header, ListBox, ListBoxItem, ListBoxSection, Popover, Select, SelectValue, ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { IMPORT_FIELDS, type Dialect, type ImportKind, type ImportPlan, type ImportProposal } from '../../../core/contract/imports.ts';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { columnDecimal, columnUse, fieldGroups, shownColumns, withColumnDecimal, withColumnUse, type ColumnUse } from './plan-changes.ts';
import { Verbatim } from './rejection-table.tsx';

const COLUMNS_AT_ONCE = 60;

interface Props {
  proposal: ImportProposal;
  plan: ImportPlan;
  onChange: (plan: ImportPlan) => void;
}

/** Each column of the file with samples, and what it is taken for. */
export function ColumnTable({ proposal, plan, onChange }: Props) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const [most, setMost] = useState(COLUMNS_AT_ONCE);
  const shown = shownColumns(plan, proposal.columns.length, most);
  const hidden = proposal.columns.length - shown.length;
  const hasDecimals = proposal.columns.some((_, index) => columnDecimal(plan, columnUse(plan, index)) !== null);
  return (
    <div>
      <h2>{t('mapping.columns')}</h2>
      <table className="ruled columns" data-decimals={hasDecimals || undefined}>
        <caption className="visually-hidden">{t('mapping.columns')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('mapping.columnName')}</th>
            <th scope="col" className="text">
              {t('mapping.samples')}
            </th>
            <th scope="col" className="text">
              {t('mapping.meaning')}
            </th>
            {hasDecimals && (
              <th scope="col" className="text">
                {t('mapping.decimals')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map((index) => {
            const column = proposal.columns[index];
            if (column === undefined) return null;
            const name = column.name === '' ? t('mapping.unnamedColumn', { n: index + 1 }) : column.name;
            const use = columnUse(plan, index);
            return (
              <tr key={index} data-unused={use === 'none' || undefined}>
                <th scope="row">
                  <bdi>{name}</bdi>
                </th>
                <td className="text samples">
                  <Verbatim text={column.samples.join(' · ')} />
                </td>
                <td className="text">
                  <ColumnUseSelect kind={plan.kind} label={t('mapping.meaningOf', { column: name })} use={use} onChange={(next) => onChange(withColumnUse(plan, index, next))} />
                </td>
                {hasDecimals && (
                  <td className="text">
                    <DecimalMark label={t('mapping.decimalOf', { column: name })} mark={columnDecimal(plan, use)} onChange={(mark) => onChange(withColumnDecimal(plan, use, mark))} />
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      {hidden > 0 && (
        <p className="page-actions">
          <Button className="text-button" onPress={() => setMost(most + COLUMNS_AT_ONCE)}>
            {t('mapping.moreColumns', { count: Math.min(hidden, COLUMNS_AT_ONCE), n: format.integer(Math.min(hidden, COLUMNS_AT_ONCE)) })}
          </Button>
        </p>
      )}
    </div>
  );
}

/** Point or comma of one column of numbers; the button shows the mark and changes it. */
function DecimalMark({ label, mark, onChange }: { label: string; mark: Dialect['decimal'] | null; onChange: (mark: Dialect['decimal']) => void }) {
  if (mark === null) return null;
  const shown = mark === ',' ? '0,5' : '0.5';
  return (
    <ToggleButton className="decimal-mark" aria-label={`${shown}, ${label}`} isSelected={mark === ','} onChange={(comma) => onChange(comma ? ',' : '.')}>
      {shown}
    </ToggleButton>
  );
}

function ColumnUseSelect({ kind, label, use, onChange }: { kind: ImportKind; label: string; use: ColumnUse; onChange: (use: ColumnUse) => void }) {
  const { t } = useTranslation('imports');
  const words = useWords();
  return (
    <Select
      aria-label={label}
      value={use}
      onChange={(key) => {
        if (key === 'none' || key === 'attribute') onChange(key);
        const field = IMPORT_FIELDS.find((other) => other === key);
        if (field !== undefined) onChange(field);
      }}
    >
      <Button className="field-input select-button" data-unset={use === 'none' || undefined}>
        <SelectValue className="select-value" />
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover">
        <ListBox className="list">
          <ListBoxSection>
            <Header className="list-header">{t('mapping.groupOther')}</Header>
            <ListBoxItem id="none" className="list-item">
              {t('mapping.notImported')}
            </ListBoxItem>
            <ListBoxItem id="attribute" className="list-item">
              {t('mapping.keepAttribute')}
            </ListBoxItem>
          </ListBoxSection>
          {fieldGroups(kind).map(({ group, fields }) => (
            <ListBoxSection key={group}>
              <Header className="list-header">{t(`mapping.${group}`)}</Header>
              {fields.map((field) => (
                <ListBoxItem key={field} id={field} className="list-item">
                  {words.field(field)}
                </ListBoxItem>
              ))}
            </ListBoxSection>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
