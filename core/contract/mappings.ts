import { z } from 'zod';
import { dialectSchema, importFieldSchema, importPlanSchema, FILE_FORMATS } from './imports.ts';

const header = z.string().max(10_000);

/** A correction by the user of what was recognised, for files with the same columns in any order. Columns go by their headers. */
export const savedMappingSchema = z.object({
  /** Names the columns and the format; the same for files to which this applies. */
  key: z.string().regex(/^[0-9a-f]{16}$/),
  /** The file that it was made for, and when. */
  file: z.string(),
  savedAt: z.iso.datetime(),
  format: z.enum(FILE_FORMATS),
  /** Headers in the order of that file. */
  columns: z.array(header),
  mapping: z.partialRecord(importFieldSchema, header),
  attributes: z.array(header),
  /** Only what the user said otherwise than it was recognised. */
  dialect: dialectSchema.partial(),
  sheet: importPlanSchema.shape.sheet,
  ...importPlanSchema.pick({ kind: true, profile: true, currency: true, creditPrefix: true, cancelledStatuses: true, testStatuses: true, decimals: true, rowRules: true }).shape,
});
export type SavedMapping = z.infer<typeof savedMappingSchema>;

export const forgetMappingSchema = z.object({ key: savedMappingSchema.shape.key });
export type ForgetMappingQuery = z.infer<typeof forgetMappingSchema>;
