import type { Currency } from '../../contract/provenance.ts';
import type { Dictionary } from '../../frame/line-batch.ts';
import type { FrameView } from '../../frame/order-frame.ts';
import type { OutputBlock, OutputTable } from '../../output/table.ts';
import type { FactColumns } from '../../store/facts/fact-readers.ts';
import type { SharedTexts } from '../shared-texts.ts';

/** What the tables of a project are made of: the orders within a scope, and the names of their codes. */
export interface TableSource {
  view: FrameView;
  currency: Currency;
  customers: SharedTexts;
  /** Texts of each attribute’s codes. */
  texts: Record<string, SharedTexts>;
  orders: Dictionary;
  products: Dictionary;
  /** Numbered like `products`. */
  productNames: Dictionary;
  feedback: () => FactColumns<'feedback'>;
  customerRecords: () => FactColumns<'customers'>;
}

/** A table whose blocks are made as they are asked for, on the spot. */
export interface SyncTable extends OutputTable {
  blocks: Iterable<OutputBlock>;
}

/** Rows of one block: few enough for the processor’s cache, many enough for the writers. */
export const BLOCK_ROWS = 8192;

/** Minor units in one unit of the currency. */
export function minorPerMajor({ minorUnitDigits }: Currency): number {
  return 10 ** minorUnitDigits;
}

/** Blocks that can be gone through more than once. */
export function inBlocks(blocks: () => Generator<OutputBlock>): Iterable<OutputBlock> {
  return { [Symbol.iterator]: blocks };
}
