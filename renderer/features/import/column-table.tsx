import { memo, useState } from 'react';
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { IMPORT_FIELDS, type Dialect, type ImportKind, type ImportPlan, type ImportProposal } from '../../../core/contract/imports.ts';
import { useSettings } from '../../app/settings-store.ts';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { changePlan } from './import-flow.ts';
import { columnDecimal, columnUse, fieldGroups, mayTellWho, shownColumns, withColumnDecimal, withColumnUse, type ColumnUse } from './plan-changes.ts';
import { Verbatim } from './rejection-table.tsx';

const COLUMNS_AT_ONCE = 40;
const USES: readonly ColumnUse[] = ['none', 'attribute', ...IMPORT_FIELDS];

interface Props {
  proposal: ImportProposal;
  plan: ImportPlan;
}

/** Each column of the file with samples, and what it is taken for. */
export function ColumnTable({ proposal, plan }: Props) {
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
            return <ColumnRow key={index} index={index} name={name} samples={column.samples.join(' · ')} kind={plan.kind} use={use} mark={hasDecimals ? columnDecimal(plan, use) : undefined} />;
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

interface RowProps {
  index: number;
  name: string;
  samples: string;
  kind: ImportKind;
  use: ColumnUse;
  /** `null`: the column has no numbers; absent: none has. */
  mark: Dialect['decimal'] | null | undefined;
}

/** Drawn again only when something of its own has changed: most corrections are about one column. */
const ColumnRow = memo(function ColumnRow({ index, name, samples, kind, use, mark }: RowProps) {
  const { t } = useTranslation('imports');
  const hidesPersonalData = useSettings((state) => state.hidesPersonalData === true);
  return (
    <tr data-unused={use === 'none' || undefined}>
      <th scope="row">
        <bdi>{name}</bdi>
      </th>
      <td className="text samples">
        <Verbatim text={samples} isHidden={hidesPersonalData && mayTellWho(use)} />
      </td>
      <td className="text">
        <ColumnUseSelect kind={kind} label={t('mapping.meaningOf', { column: name })} use={use} onChange={(next) => changePlan((plan) => withColumnUse(plan, index, next))} />
      </td>
      {mark !== undefined && (
        <td className="text">
          <DecimalMark label={t('mapping.decimalOf', { column: name })} mark={mark} onChange={(next) => changePlan((plan) => withColumnDecimal(plan, use, next))} />
        </td>
      )}
    </tr>
  );
});

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

/** A menu, which is made when it is opened: a Select keeps a list of its own for each of many columns. */
function ColumnUseSelect({ kind, label, use, onChange }: { kind: ImportKind; label: string; use: ColumnUse; onChange: (use: ColumnUse) => void }) {
  const { t } = useTranslation('imports');
  const words = useWords();
  const value = use === 'none' ? t('mapping.notImported') : use === 'attribute' ? t('mapping.keepAttribute') : words.field(use);
  return (
    <MenuTrigger>
      <Button className="field-input select-button" aria-label={`${label}: ${value}`} data-unset={use === 'none' || undefined}>
        <span className="select-value">{value}</span>
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover">
        <Menu
          className="list"
          aria-label={label}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[use]}
          onAction={(key) => {
            const chosen = USES.find((other) => other === key);
            if (chosen !== undefined && chosen !== use) onChange(chosen);
          }}
        >
          <MenuSection>
            <Header className="list-header">{t('mapping.groupOther')}</Header>
            <MenuItem id="none" className="list-item">
              {t('mapping.notImported')}
            </MenuItem>
            <MenuItem id="attribute" className="list-item">
              {t('mapping.keepAttribute')}
            </MenuItem>
          </MenuSection>
          {fieldGroups(kind).map(({ group, fields }) => (
            <MenuSection key={group}>
              <Header className="list-header">{t(`mapping.${group}`)}</Header>
              {fields.map((field) => (
                <MenuItem key={field} id={field} className="list-item">
                  {words.field(field)}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
