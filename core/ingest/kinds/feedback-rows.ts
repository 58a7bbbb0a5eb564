import type { FactValueColumn } from '../../frame/fact-target.ts';
import { NO_CODE } from '../../frame/line-batch.ts';
import { createNumberCells, readMoments, readNumbers } from '../cell-columns.ts';
import { markFault, type RowFaults } from '../row-faults.ts';
import type { RowBlock } from '../tokenizer.ts';
import { createCustomerCodes } from './customer-codes.ts';
import { createAttributeReader, type FactContext, type FactRows } from './fact-context.ts';
import { cellText } from './fact-cells.ts';

/** Scales, both ends included; only stars come in fractions. METRICS §6 */
const SCALES = { nps: { least: 0, most: 10 }, csat: { least: 1, most: 5 }, ces: { least: 1, most: 7 }, stars: { least: 1, most: 5 } } as const;
const SCORES = ['nps', 'csat', 'ces', 'stars'] as const;

/** Answers by customer, moment, survey and order. A row needs a score on its scale or a comment. */
export function createFeedbackRows(context: FactContext): FactRows {
  const { plan, facts, capacity } = context;
  const { mapping, dialect } = plan;
  const readCustomers = createCustomerCodes(context);
  const attributes = createAttributeReader(context);
  const customer = new Uint32Array(capacity).fill(NO_CODE);
  const moment = new Uint32Array(capacity);
  const scores = SCORES.flatMap((name) => {
    const column = mapping[name];
    return column === undefined ? [] : [{ name, column, cells: createNumberCells(capacity) }];
  });
  const texts = (['channel', 'text'] as const).filter((field) => mapping[field] !== undefined);
  const columns: FactValueColumn<'feedback'>[] = [...scores.map(({ name }) => name), ...texts, ...(attributes === null ? [] : (['attributes'] as const))];
  const score = (cells: (typeof scores)[number]['cells'], row: number): number | null => (cells.present[row] === 1 ? Number(`${cells.digits[row]}e${-cells.scale[row]!}`) : null);

  const markScores = (block: RowBlock, faults: RowFaults): void => {
    for (const { name, column, cells } of scores) {
      readNumbers(block, column, dialect.decimal.charCodeAt(0), faults, cells);
      const { least, most } = SCALES[name];
      for (let row = 0; row < block.rows; row++) {
        const value = faults.fault[row] === 0 ? score(cells, row) : null;
        if (value !== null && (value < least || value > most || (name !== 'stars' && !Number.isInteger(value)))) markFault(faults, row, 'score-out-of-range', column);
      }
    }
  };

  return {
    table: facts.table('feedback', columns),
    keys: 'counted',
    begin(block, faults) {
      if (mapping.date !== undefined) readMoments(block, mapping.date, mapping.time, dialect.dateOrder, faults, moment);
      markScores(block, faults);
      for (let row = 0; row < block.rows; row++) {
        if (faults.fault[row] !== 0 || scores.some(({ cells }) => cells.present[row] === 1) || cellText(block, row, mapping.text) !== null) continue;
        markFault(faults, row, 'missing-answer', scores[0]?.column ?? mapping.text ?? -1);
      }
      readCustomers(block, faults, customer);
    },
    key: (block, row) => [customer[row] === NO_CODE ? -1 : customer[row]!, moment[row]!, cellText(block, row, mapping.survey) ?? '', cellText(block, row, mapping.order) ?? ''],
    values: (block, row) => [
      ...scores.map(({ cells }) => score(cells, row)),
      ...texts.map((field) => cellText(block, row, mapping[field])),
      ...(attributes === null ? [] : [attributes(block, row)]),
    ],
  };
}
