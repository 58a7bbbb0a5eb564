import type { RfmExportQuery } from '../contract/rfm.ts';
import type { FrameView } from '../frame/order-frame.ts';
import type { OutputBlock, OutputTable } from '../output/table.ts';
import { frequencyMonetary, NO_SEGMENT, scoresOfCell, segmentOfCells, type RfmColumns } from '../metrics/rfm.ts';
import type { Mask } from './mask.ts';
import { textAt } from './shared-texts.ts';
import type { LoadedProject } from './worker-api.ts';

const BLOCK_ROWS = 8192;

/** Scored customers with their values and scores, in the order of the project. */
export function rfmTable(project: LoadedProject, view: FrameView, columns: RfmColumns, { query, names }: RfmExportQuery, mask: Mask | null): OutputTable {
  const minorUnitDigits = project.info.currency?.minorUnitDigits ?? 0;
  const { segments } = query.settings;
  const segmentOf = segmentOfCells(segments);
  const nameOf = segments.map(({ id, name }) => (Object.hasOwn(names, id) ? names[id]! : (name ?? id)));
  const scored = (from: number): number[] => {
    const codes: number[] = [];
    for (let code = from; code < Math.min(view.frame.customers, from + BLOCK_ROWS); code++) if (segmentOf[columns.cell[code]!] !== NO_SEGMENT) codes.push(code);
    return codes;
  };
  const block = (codes: number[]): OutputBlock => {
    const scores = codes.map((code) => scoresOfCell(columns.cell[code]!));
    return {
      rows: codes.length,
      columns: [
        codes.map((code) => (mask === null ? textAt(project.customers, code) : mask(textAt(project.customers, code)))),
        codes.map((code) => columns.recencyDays[code]!),
        codes.map((code) => columns.frequency[code]!),
        codes.map((code) => columns.monetaryMinor[code]! / 10 ** minorUnitDigits),
        scores.map(({ recency }) => recency),
        scores.map(({ frequency }) => frequency),
        scores.map(({ monetary }) => monetary),
        scores.map(({ frequency, monetary }) => frequencyMonetary(frequency, monetary)),
        codes.map((code) => nameOf[segmentOf[columns.cell[code]!]!]!),
      ],
    };
  };
  function* blocks(): Generator<OutputBlock> {
    for (let from = 0; from < view.frame.customers; from += BLOCK_ROWS) yield block(scored(from));
  }
  return {
    columns: [
      { name: 'customer', type: 'text' },
      { name: 'recencyDays', type: 'whole' },
      { name: 'frequency', type: 'whole' },
      { name: 'monetary', type: 'number', decimals: minorUnitDigits },
      ...['r', 'f', 'm', 'fm'].map((name) => ({ name, type: 'whole' as const })),
      { name: 'segment', type: 'text' },
    ],
    blocks: blocks(),
  };
}
