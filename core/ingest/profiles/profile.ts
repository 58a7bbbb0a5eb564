import type { OrderField, ProfileName, RowRules } from '../../contract/imports.ts';

/** A known layout of an export. Headers are written as normaliseHeader leaves them; a platform may have several layouts. */
export interface Profile {
  name: ProfileName;
  /** Headers that must be there, each with its alternatives behind `|`. */
  required: readonly string[];
  /** Headers of each field, by spaces; the first one that the file has is taken. */
  fields: Readonly<Partial<Record<OrderField, string>>>;
  /** Fields that are only of use where another one is missing. */
  fallbacks?: readonly { field: OrderField; without: OrderField; headers: string }[];
  /** Headers kept as attributes. */
  attributes?: readonly string[];
  /** Order ids that begin with this are cancellations or credit notes. */
  creditPrefix?: string;
  currency?: string;
  rowRules?: Pick<RowRules, 'fill' | 'once'>;
  /** Lower-case status words of this platform, beside the common ones. */
  cancelled?: readonly string[];
}

export { ORDER_LEVEL_FIELDS } from '../../contract/import-fields.ts';
