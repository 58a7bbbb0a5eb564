import { z } from 'zod';
import { fileTokenSchema, type ImportEntry, type ImportFacts } from './imports.ts';
import type { Currency } from './provenance.ts';
import type { IsoDate } from './scope.ts';

export const projectOpenSchema = z.object({ file: fileTokenSchema, create: z.boolean() });
export type ProjectOpenQuery = z.infer<typeof projectOpenSchema>;

/** What a project holds beside its orders. */
export interface FactCounts {
  /** Customers with a record of their own, with or without orders. */
  customerRecords: number;
  feedback: number;
  products: number;
  spend: { rows: number; totalMinor: number };
}

/** Lines of each sort, and the sum of quantity × price. */
export type LineFacts = Pick<ImportFacts, 'creditLines' | 'negativeQuantityLines' | 'zeroPriceLines' | 'grossMinor'>;

/** `lines`, `orders`, `anonymousLines`, `from` and `to` are of lines in force: those that no later import replaced.
 *  `from` and `to` are the first and last day of any of them; `null` in an empty project. */
export interface ProjectInfo {
  name: string;
  lines: number;
  orders: number;
  /** Customers with an order. */
  customers: number;
  anonymousLines: number;
  rejected: number;
  from: IsoDate | null;
  to: IsoDate | null;
  currency: Currency | null;
  /** Hash over the imported batches, what they replace, and facts; two projects with the same data share it. */
  fingerprint: string;
  /** The file or its folder may not be written: the project is open for reading. Absent otherwise. */
  readOnly?: true;
  imports: ImportEntry[];
  facts: FactCounts;
  /** Of the lines in force, before anything is left out. */
  lineFacts: LineFacts;
  /** Attributes that filters and cohort keys may use, with up to 200 values each, most frequent first. */
  attributes: { field: string; distinct: number; values: string[]; orders: number[] }[];
}
