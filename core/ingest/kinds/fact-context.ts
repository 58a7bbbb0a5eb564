import type { ImportPlan } from '../../contract/imports.ts';
import type { Currency } from '../../contract/provenance.ts';
import type { FactTable, FactValue, FactWriter } from '../../frame/fact-target.ts';
import type { ImportDictionaries } from '../import-dictionaries.ts';
import type { RowFaults } from '../row-faults.ts';
import type { RowBlock } from '../tokenizer.ts';
import { cellText } from './fact-cells.ts';

/** How one file of facts is read, and where its rows go. */
export interface FactContext {
  plan: ImportPlan;
  headers: readonly string[];
  /** Of the project. */
  currency: Currency;
  dictionaries: ImportDictionaries;
  facts: FactWriter;
  /** Most rows of a block. */
  capacity: number;
}

/** What turns rows of one kind into facts. */
export interface FactRows {
  table: FactTable;
  /** `unique`: the key names one thing, and a row that says something else of it again is at fault. `counted`: rows with the same key are
   *  different facts, told apart by their number, which becomes the last part of the key. */
  keys: 'unique' | 'counted';
  /** Puts rows at fault that cannot be read, and reads what is read by column. */
  begin(block: RowBlock, faults: RowFaults): void;
  /** Key (of counted rows without the number) and values of a row that is not at fault. */
  key(block: RowBlock, row: number): FactValue[];
  values(block: RowBlock, row: number): FactValue[];
}

/** The columns kept as attributes, as the JSON object that is stored; `null` when there are none. */
export function createAttributeReader({ plan, headers }: FactContext): ((block: RowBlock, row: number) => string) | null {
  if (plan.attributes.length === 0) return null;
  return (block, row) => JSON.stringify(Object.fromEntries(plan.attributes.map((column) => [headers[column] ?? '', cellText(block, row, column)])));
}
