import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RfmGrid, RfmResult } from '../../../core/contract/rfm.ts';
import { useScope } from '../../app/scope-store.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import type { ChartModel } from '../../charts/chart-model.ts';
import { cellsModel, stepOfShare } from '../../charts/segment-cells.ts';
import { useTallWindow } from '../../charts/use-tall-window.ts';
import { useFormat, type Format } from '../../i18n/format.ts';
import { GridCellSource } from './cell-source.tsx';
import { frequentShares, gridFinding } from './findings.ts';
import type { Score } from './score-ranges.ts';
import { SegmentNote } from './segment-note.tsx';
import { furtherNotes, wordGridFinding } from './segment-text.ts';

/** Customers by R and F, and by F and M. */
export function GridsView({ result, choice }: { result: RfmResult; choice: ReactNode }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const tall = useTallWindow();
  const isFiltered = useScope((state) => state.scope.segment !== undefined);
  const { currency } = result.provenance;
  const pictures = useMemo(() => {
    const labels = { customers: t('column.customers'), share: t('column.share'), netRevenue: t('column.netRevenue') };
    const { lately, dear } = frequentShares(result);
    return [
      { title: Number.isFinite(lately) ? t('grid.lately', { share: format.share(lately) }) : t('grid.recencyFrequency'), sub: t('grid.subRf'), rows: 'R', columns: 'F', grid: result.recencyFrequency, model: gridModel(result, result.recencyFrequency, 'R', 'F', labels, format) },
      { title: Number.isFinite(dear) ? t('grid.dear', { share: format.share(dear) }) : t('grid.frequencyMonetary'), sub: t('grid.subFm', { currency: currency.code }), rows: 'F', columns: 'M', grid: result.frequencyMonetary, model: gridModel(result, result.frequencyMonetary, 'F', 'M', labels, format) },
    ] as const;
  }, [result, currency, format, t]);
  const outside = result.outsideLookBack.customers;

  return (
    <>
      <h1 className="finding">{wordGridFinding(gridFinding(result), t, format)}</h1>
      <p className="lede">
        {[t('lede.grids', { currency: currency.code }), outside === 0 ? '' : t('grid.outside', { count: outside, n: format.integer(outside) }), furtherNotes(result, t, format, isFiltered)].join(' ')}
      </p>
      <div className="controls">{choice}</div>
      {result.customers > 0 && (
        <div className="segments-halves">
          {pictures.map(({ title, sub, rows, columns, grid, model }) => (
            <ChartFrame
              key={rows}
              title={title}
              sub={sub}
              model={model}
              height={tall ? 820 : 440}
              hint={t('grid.hint')}
              detail={(at, close) => cellSource(result, grid, cellAt(at, rows, columns), rows, columns, close)}
            />
          ))}
        </div>
      )}
      <SegmentNote provenance={result.provenance} terms={['rfm', 'rfmScore']} />
    </>
  );
}

function cellSource(result: RfmResult, grid: RfmGrid, { row, column, index }: ReturnType<typeof cellAt>, rows: Score, columns: Score, close: () => void): ReactNode {
  return <GridCellSource result={result} rows={rows} columns={columns} row={row} column={column} customers={grid.customers[index] ?? 0} netMinor={grid.netMinor[index] ?? 0} close={close} />;
}

/** Rows go from score 5 down, columns from 1 up; `index` is the cell’s place in the result. */
function cellAt(at: number, rows: Score, columns: Score): { row: number; column: number; index: number; title: string } {
  const row = 5 - Math.floor(at / 5);
  const column = 1 + (at % 5);
  return { row, column, index: (row - 1) * 5 + column - 1, title: `${rows} ${row} × ${columns} ${column}` };
}

function gridModel(result: RfmResult, grid: RfmGrid, rows: Score, columns: Score, labels: Record<'customers' | 'share' | 'netRevenue', string>, format: Format): ChartModel {
  const { currency } = result.provenance;
  const scores = [1, 2, 3, 4, 5];
  const cells = scores.flatMap((_, row) => scores.map((__, column) => cellAt(row * 5 + column, rows, columns)));
  const most = Math.max(...grid.customers);
  const major = (minor: number): number => minor / 10 ** currency.minorUnitDigits;
  const edges = (axis: Score): string[] => {
    if (axis === 'R') return [...result.cutPoints.recencyDays].map((days) => format.decimal(days, 1));
    if (axis === 'F') return [...result.cutPoints.frequency].map((orders) => format.decimal(orders, 1));
    return [...result.cutPoints.monetaryMinor].map((minor) => format.decimal(major(minor), 0));
  };
  // R falls as its score rises: its lowest cut point lies under the topmost row; F and M have their highest there.
  const rowEdges = rows === 'R' ? edges('R') : edges(rows).toReversed();
  return cellsModel({
    rows: scores.toReversed().map((score) => `${rows} ${score}`),
    columns: scores.map((score) => `${columns} ${score}`),
    rowEdges,
    columnEdges: edges(columns),
    cells: cells.map(({ index, title }) => {
      const customers = grid.customers[index] ?? 0;
      const netMinor = grid.netMinor[index] ?? 0;
      const share = customers / result.customers;
      return {
        lines: customers === 0 ? [] : [format.integer(customers), format.share(share), format.compact(Math.round(major(netMinor)))],
        step: stepOfShare(customers, most),
        reading: {
          title,
          rows: [
            { label: labels.customers, value: format.integer(customers) },
            { label: labels.share, value: format.share(share) },
            { label: labels.netRevenue, value: format.money(netMinor, currency, 'plain') },
          ],
        },
      };
    }),
    table: {
      columns: [rows, columns, labels.customers, labels.share, labels.netRevenue],
      rows: cells.map(({ row, column, index }) => {
        const customers = grid.customers[index] ?? 0;
        const netMinor = grid.netMinor[index] ?? 0;
        return {
          texts: [String(row), String(column), format.integer(customers), format.share(customers / result.customers), format.money(netMinor, currency, 'plain')],
          values: [row, column, customers, customers / result.customers, major(netMinor)],
        };
      }),
    },
  });
}
