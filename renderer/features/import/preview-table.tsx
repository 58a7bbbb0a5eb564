import { useTranslation } from 'react-i18next';
import type { ImportPlan, ImportProposal } from '../../../core/contract/imports.ts';
import { HiddenText } from '../../app/hidden-text.tsx';
import { ScrollRegion } from '../../app/scroll-region.tsx';
import { useSettings } from '../../app/settings-store.ts';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { columnUse, mayTellWho, shownColumns } from './plan-changes.ts';
import { PreviewCell } from './preview-cell.tsx';

const COLUMNS_SHOWN = 30;

/** The first rows as they stand in the file, under what each column is taken for. */
export function PreviewTable({ proposal, plan, busy }: { proposal: ImportProposal; plan: ImportPlan; busy: boolean }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const words = useWords();
  const hidesPersonalData = useSettings((state) => state.hidesPersonalData === true);
  const rows = proposal.rows.cells.length;
  const notRead = t('mapping.readNot');
  const uses = proposal.columns.map((_, index) => columnUse(plan, index));
  const shown = shownColumns(plan, proposal.columns.length, COLUMNS_SHOWN);
  // What was read belongs to the plan that was asked, which the one on screen may be ahead of.
  const fields = proposal.columns.map((_, index) => columnUse(proposal.plan, index)).map((use) => (use === 'none' || use === 'attribute' ? null : use));
  const readOf = (column: number, row: number): string | null | undefined => {
    const field = fields[column];
    return field == null ? undefined : proposal.rows.read[field]?.[row];
  };
  return (
    <div className="preview" aria-busy={busy}>
      <h2>{t('mapping.preview')}</h2>
      <p className="sub">{rows === 0 ? t('mapping.previewNone') : t('mapping.previewSub', { count: rows, n: format.integer(rows) })}</p>
      {hidesPersonalData && <p className="sub">{t('rejected.hidden')}</p>}
      <ScrollRegion className="scroll-both" label={t('mapping.preview')}>
        <table className="ruled preview-table">
          <thead>
            <tr>
              <th scope="col">{t('mapping.line')}</th>
              {shown.map((index) => {
                const name = proposal.columns[index]?.name ?? '';
                const use = uses[index] ?? 'none';
                return (
                  <th key={index} scope="col" className="text" data-unused={use === 'none' || undefined}>
                    <span className="preview-use">{use === 'none' ? t('mapping.notImported') : use === 'attribute' ? t('mapping.keepAttribute') : words.field(use)}</span>
                    <bdi>{name === '' ? t('mapping.unnamedColumn', { n: index + 1 }) : name}</bdi>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {proposal.rows.cells.map((cells, row) => (
              <tr key={row}>
                <td>{format.integer(proposal.rows.line[row] ?? 0)}</td>
                {shown.map((index) => (
                  <td key={index} className="text" data-unused={uses[index] === 'none' || undefined}>
                    {hidesPersonalData && mayTellWho(uses[index] ?? 'none') ? (
                      <HiddenText />
                    ) : (
                      <PreviewCell text={cells[index] ?? ''} field={fields[index] ?? null} read={readOf(index, row)} notRead={notRead} format={format} />
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </div>
  );
}
