import type { FileReport, SkipRule } from '../../contract/imports.ts';
import type { RejectedRow } from '../../frame/import-target.ts';
import { createRowFaults, faultName, faultValue, markFault, markShapeFaults, rejectedCells } from '../row-faults.ts';
import { cellSyntax } from '../row-reader.ts';
import { createTextRestorer } from '../rejection-table.ts';
import { createSkipRules, isHeaderAgain } from '../rows/skipped-rows.ts';
import type { RowBlock } from '../tokenizer.ts';
import { createCustomerRows } from './customer-rows.ts';
import type { FactContext, FactRows } from './fact-context.ts';
import { createFeedbackRows } from './feedback-rows.ts';
import { createProductRows } from './product-rows.ts';
import { createSpendRows } from './spend-rows.ts';

export type FactRowCounts = Pick<FileReport, 'rows' | 'imported' | 'updated' | 'duplicates' | 'rejected' | 'skipped'>;

/** Turns blocks of one file’s rows into stored facts. Every row is stored, rejected or skipped by a rule, and counted once. */
export interface FactDecoder {
  /** `from`: rows before this one are not data (the header). */
  decode(block: RowBlock, from: number): void;
  counts(): FactRowCounts;
}

/** A fault that is no row’s: it keeps the header from being read. */
const HEADER = 255;
/** Nor is this one: the header once more, in the middle of the file. */
const HEADER_AGAIN = 254;

export function createFactDecoder(context: FactContext, reject: (row: Omit<RejectedRow, 'fileIndex'>) => void): FactDecoder {
  const { plan, headers, capacity } = context;
  const rows = createFactRows(context);
  const syntax = cellSyntax(plan.dialect);
  const restore = createTextRestorer(headers);
  const faults = createRowFaults(capacity);
  const counts: FactRowCounts = { rows: 0, imported: 0, updated: 0, duplicates: 0, rejected: 0 };
  const seen = createSeenCodes();
  const alike = new Map<string, number>();
  const names = plan.dialect.header ? headers : [];
  const skipRule = createSkipRules(names, plan.mapping.date ?? plan.mapping.month);
  const skipped = new Map<SkipRule, number>();
  const skip = (rule: SkipRule): void => void skipped.set(rule, (skipped.get(rule) ?? 0) + 1);
  const keyColumn = plan.mapping.customer ?? plan.mapping.product ?? plan.mapping.email ?? plan.mapping.phone ?? -1;

  const store = (block: RowBlock, row: number): void => {
    const key = rows.key(block, row);
    const values = rows.values(block, row);
    if (rows.keys === 'counted') {
      const text = JSON.stringify(key);
      const occurrence = alike.get(text) ?? 0;
      alike.set(text, occurrence + 1);
      counts[rows.table.write([...key, occurrence], values)]++;
    } else if (seen.add(Number(key[0]))) counts[rows.table.write(key, values)]++;
    else if (rows.table.holds(key, values)) counts.duplicates++;
    else markFault(faults, row, 'repeated-key', keyColumn);
  };

  return {
    decode(block, from) {
      faults.fault.fill(0, 0, block.rows);
      faults.fault.fill(HEADER, 0, from);
      restore?.(block, from);
      // Not only rows at fault: a customer’s or product’s id may be any text.
      for (let row = from; row < block.rows; row++) if (block.cells[row] === block.columns && isHeaderAgain(block, row, names)) faults.fault[row] = HEADER_AGAIN;
      markShapeFaults(block, faults);
      rows.begin(block, faults);
      for (let row = from; row < block.rows; row++) {
        if (faults.fault[row] === 0) store(block, row);
        if (faults.fault[row] === 0) continue;
        const rule = faults.fault[row] === HEADER_AGAIN ? 'repeated-header' : skipRule(block, row);
        if (rule !== null) {
          skip(rule);
          continue;
        }
        const column = faults.column[row]!;
        counts.rejected++;
        reject({
          line: block.line[row]!,
          column: column < 0 ? '' : (headers[column] ?? ''),
          reason: faultName(faults.fault[row]!),
          value: faultValue(block, row, column, plan.dialect.delimiter),
          content: rejectedCells(block, row, syntax),
        });
      }
      counts.rows += block.rows - from;
    },
    counts: () => ({ ...counts, ...(skipped.size > 0 && { skipped: Array.from(skipped, ([rule, count]) => ({ rule, rows: count })) }) }),
  };
}

function createFactRows(context: FactContext): FactRows {
  switch (context.plan.kind) {
    case 'customers':
      return createCustomerRows(context);
    case 'feedback':
      return createFeedbackRows(context);
    case 'spend':
      return createSpendRows(context);
    case 'products':
      return createProductRows(context);
    case 'orders':
      throw new RangeError('order lines are no facts');
  }
}

/** Codes met so far in the file; `add` answers whether the code is new. */
function createSeenCodes(): { add(code: number): boolean } {
  let seen = new Uint8Array(1 << 16);
  return {
    add(code) {
      if (code >= seen.length) {
        const larger = new Uint8Array(Math.max(code + 1, seen.length * 2));
        larger.set(seen);
        seen = larger;
      }
      if (seen[code] === 1) return false;
      seen[code] = 1;
      return true;
    },
  };
}
