import { z } from 'zod';
import { fileTokenSchema, type ImportEntry } from './imports.ts';
import type { Currency } from './provenance.ts';
import type { IsoDate } from './scope.ts';

export const projectOpenSchema = z.object({ file: fileTokenSchema, create: z.boolean() });
export type ProjectOpenQuery = z.infer<typeof projectOpenSchema>;

/** `from` and `to` are the first and last day of any line; `null` in an empty project. */
export interface ProjectInfo {
  name: string;
  lines: number;
  orders: number;
  customers: number;
  anonymousLines: number;
  rejected: number;
  from: IsoDate | null;
  to: IsoDate | null;
  currency: Currency | null;
  /** Hash over the imported batches; two projects with the same data share it. */
  fingerprint: string;
  imports: ImportEntry[];
  /** Attributes that filters and cohort keys may use, with up to 200 values each, most frequent first. */
  attributes: { field: string; distinct: number; values: string[]; orders: number[] }[];
}
