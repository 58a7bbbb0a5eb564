import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import { giveCell, type RulesDraft } from './rules-draft.ts';

interface Props {
  draft: RulesDraft;
  /** By cell, as in the draft. */
  customers: Float64Array;
  all: number;
  name: (id: string) => string;
  active: string;
  onChange: (draft: RulesDraft) => void;
}

const FROM_BEST = [5, 4, 3, 2, 1] as const;

/** The 25 cells with FM down and R across, both from 5; a press gives a cell to the chosen segment, and so does dragging over several. */
export function RulesGrid({ draft, customers, all, name, active, onChange }: Props) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const table = useRef<HTMLTableElement>(null);
  const [focus, setFocus] = useState({ row: 0, column: 0 });
  const give = (cell: number): void => {
    if (active !== '' && draft.owners[cell] !== active) onChange(giveCell(draft, cell, active));
  };
  const ownerAt = (row: number, column: number): string | null | undefined => (row < 0 || row > 4 || column < 0 || column > 4 ? undefined : draft.owners[cellOf(row, column)]);
  const move = (event: KeyboardEvent): void => {
    const { row, column } = focus;
    const target = {
      ArrowRight: { row, column: Math.min(4, column + 1) },
      ArrowLeft: { row, column: Math.max(0, column - 1) },
      ArrowDown: { row: Math.min(4, row + 1), column },
      ArrowUp: { row: Math.max(0, row - 1), column },
      Home: { row, column: 0 },
      End: { row, column: 4 },
    }[event.key];
    if (target !== undefined) table.current?.querySelector<HTMLElement>(`[data-place="${target.row}:${target.column}"]`)?.focus();
    else if (event.key === 'Enter' || event.key === ' ') give(cellOf(row, column));
    else return;
    event.preventDefault();
  };

  return (
    <section>
      <h2>{t('rules.cells')}</h2>
      <p className="sub">{t('rules.cellsSub')}</p>
      <table ref={table} className="rules-grid" role="grid" aria-label={t('rules.cells')} onKeyDown={move}>
        <thead>
          <tr>
            <td />
            {FROM_BEST.map((recency) => (
              <th key={recency} scope="col">
                {t('rules.recency')} {recency}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {FROM_BEST.map((frequencyMonetary, row) => (
            <tr key={frequencyMonetary}>
              <th scope="row">
                {t('rules.frequencyMonetary')} {frequencyMonetary}
              </th>
              {FROM_BEST.map((recency, column) => {
                const cell = cellOf(row, column);
                const owner = draft.owners[cell] ?? null;
                const count = customers[cell] ?? 0;
                const held = { name: owner === null ? t('rules.nobody') : name(owner), customers: format.integer(count), share: format.share(all === 0 ? 0 : count / all) };
                const edges = [
                  ownerAt(row - 1, column) === owner ? '' : 'edge-top',
                  ownerAt(row, column - 1) === owner ? '' : 'edge-left',
                  column === 4 ? 'edge-right' : '',
                  row === 4 ? 'edge-bottom' : '',
                ];
                return (
                  <td
                    key={recency}
                    role="gridcell"
                    className={edges.join(' ')}
                    data-place={`${row}:${column}`}
                    data-active={owner === active || undefined}
                    data-nobody={owner === null || undefined}
                    tabIndex={focus.row === row && focus.column === column ? 0 : -1}
                    onFocus={() => setFocus({ row, column })}
                    onPointerDown={(event) => {
                      event.currentTarget.releasePointerCapture(event.pointerId);
                      give(cell);
                    }}
                    onPointerEnter={(event) => {
                      if (event.buttons === 1) give(cell);
                    }}
                  >
                    <strong>{held.name}</strong>
                    <span>
                      {held.customers} · {held.share}
                    </span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Place in the draft’s owners of a row and column of the picture. */
function cellOf(row: number, column: number): number {
  return 5 * (4 - column) + (4 - row);
}
