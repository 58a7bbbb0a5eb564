import { ATTRIBUTE_FIELDS, KIND_FIELDS, ORDER_FIELDS, type Dialect, type FileFormat, type ImportField, type ImportKind, type ImportPlan, type OrderField, type RowRules } from '../../../core/contract/imports.ts';

/** What a column is: a field, an attribute under its own header, or left out. */
export type ColumnUse = ImportField | 'attribute' | 'none';

/** Fields in the groups in which they are offered; together they are all ORDER_FIELDS. */
export const FIELD_GROUPS = [
  { group: 'groupCore', fields: ['order', 'customer', 'email', 'phone', 'date', 'time', 'product', 'productName', 'quantity', 'status', 'cancelledAt'] },
  { group: 'groupMoney', fields: ['unitPrice', 'discount', 'amount', 'refund', 'cost', 'currency'] },
  { group: 'groupAttribute', fields: ATTRIBUTE_FIELDS },
] as const satisfies readonly { group: string; fields: readonly OrderField[] }[];

/** The fields of a kind in groups. */
export function fieldGroups(kind: ImportKind): readonly { group: 'groupCore' | 'groupMoney' | 'groupAttribute' | 'groupFields'; fields: readonly ImportField[] }[] {
  return kind === 'orders' ? FIELD_GROUPS : [{ group: 'groupFields', fields: KIND_FIELDS[kind] }];
}

export function columnUse(plan: ImportPlan, column: number): ColumnUse {
  for (const [field, place] of Object.entries(plan.mapping)) {
    if (place === column) return field as ImportField;
  }
  return plan.attributes.includes(column) ? 'attribute' : 'none';
}

const TELLING: ReadonlySet<ColumnUse> = new Set(['none', 'attribute', 'customer', 'email', 'phone', 'name', 'birthDate', 'text']);

/** Cells of such a column may say who somebody is; of one that is not recognised nobody knows. */
export const mayTellWho = (use: ColumnUse): boolean => TELLING.has(use);

/** A field has one column and a column one use: the field's earlier column and the column's earlier use are let go. What was found about
 *  the rows and numbers of the earlier columns is forgotten, to be found anew. */
export function withColumnUse(plan: ImportPlan, column: number, use: ColumnUse): ImportPlan {
  const mapping = Object.fromEntries(Object.entries(plan.mapping).filter(([field, place]) => place !== column && field !== use)) as ImportPlan['mapping'];
  const attributes = plan.attributes.filter((other) => other !== column);
  if (use === 'attribute') attributes.push(column);
  else if (use !== 'none') mapping[use] = column;
  const { rowRules: _rules, decimals: _decimals, ...rest } = plan;
  return { ...rest, mapping, attributes: attributes.toSorted((a, b) => a - b) };
}

/** Another separator makes other columns, so that what was chosen for the old ones is forgotten and recognised anew. */
export function withDialect(plan: ImportPlan, change: Partial<Dialect>): ImportPlan {
  const dialect = { ...plan.dialect, ...change };
  const otherColumns = dialect.delimiter !== plan.dialect.delimiter || dialect.quote !== plan.dialect.quote || dialect.skipLines !== plan.dialect.skipLines;
  const { rowRules: _rules, decimals: _decimals, ...rest } = plan;
  return otherColumns ? { ...rest, dialect, mapping: {}, attributes: [] } : { ...rest, dialect };
}

/** Another sheet of a workbook has another table, which is found anew: where it begins, and which column is which. */
export function withSheet(plan: ImportPlan, sheet: string): ImportPlan {
  const { rowRules: _rules, decimals: _decimals, ...rest } = plan;
  return { ...rest, sheet, dialect: { ...plan.dialect, skipLines: 0, header: true }, mapping: {}, attributes: [] };
}

/** Parts of a dialect that say something of files of a format: only text has an encoding and separators, and only text and sheets have
 *  rows that may stand above the columns or name them. */
export function dialectParts(format: FileFormat): { text: boolean; rows: boolean } {
  return { text: format === 'text', rows: format === 'text' || format === 'xlsx' };
}

/** Minor units of a currency come from CLDR: 2 for UAH, 0 for JPY. */
export function withCurrency(plan: ImportPlan, code: string): ImportPlan {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits ?? 2;
  return { ...plan, currency: { code, minorUnitDigits: digits } };
}

/** Number fields whose column may have a decimal mark of its own; only order lines have them. */
const NUMBER_FIELDS: readonly ImportField[] = ['quantity', 'unitPrice', 'discount', 'amount', 'refund', 'cost'];

/** The decimal mark of a column; `null` where it holds no number, or the plan knows only one mark. */
export function columnDecimal(plan: ImportPlan, use: ColumnUse): Dialect['decimal'] | null {
  if (plan.kind !== 'orders' || use === 'none' || use === 'attribute' || !NUMBER_FIELDS.includes(use)) return null;
  return plan.decimals?.[use as OrderField] ?? plan.dialect.decimal;
}

/** Rules of rows do not depend on the marks, so that both stay beside each other. */
export function withColumnDecimal(plan: ImportPlan, use: ColumnUse, mark: Dialect['decimal']): ImportPlan {
  const field = ORDER_FIELDS.find((other) => other === use);
  return field === undefined ? plan : { ...plan, decimals: { ...plan.decimals, [field]: mark } };
}

export function withRowRules(plan: ImportPlan, rowRules: RowRules): ImportPlan {
  return { ...plan, rowRules: { ...rowRules, fill: [...new Set(rowRules.fill)] } };
}

export function withCreditPrefix(plan: ImportPlan, text: string): ImportPlan {
  const creditPrefix = text.trim();
  return { ...plan, creditPrefix: creditPrefix === '' ? null : creditPrefix };
}

export const STATUS_MEANINGS = ['normal', 'cancelled', 'test'] as const;
export type StatusMeaning = (typeof STATUS_MEANINGS)[number];

/** `word` in lower case. A word in both lists is taken for cancelled, as the import takes it. */
export function statusMeaning(plan: ImportPlan, word: string): StatusMeaning {
  if (plan.cancelledStatuses.includes(word)) return 'cancelled';
  return plan.testStatuses.includes(word) ? 'test' : 'normal';
}

export function withStatusMeaning(plan: ImportPlan, word: string, meaning: StatusMeaning): ImportPlan {
  const others = (words: readonly string[]): string[] => words.filter((other) => other !== word);
  return {
    ...plan,
    cancelledStatuses: [...others(plan.cancelledStatuses), ...(meaning === 'cancelled' ? [word] : [])],
    testStatuses: [...others(plan.testStatuses), ...(meaning === 'test' ? [word] : [])],
  };
}

/** Distinct lower-case words out of a text in which commas or line ends separate them; as many as a plan may hold. */
export function wordList(text: string): string[] {
  const words = text.split(/[,\n]/u).map((word) => word.trim().toLowerCase().slice(0, 100));
  return [...new Set(words.filter((word) => word !== ''))].slice(0, 100);
}

/** Another layout in the user’s word: its columns are recognised anew. */
export function withoutColumns(plan: ImportPlan): ImportPlan {
  const { rowRules: _rules, decimals: _decimals, ...rest } = plan;
  return { ...rest, mapping: {}, attributes: [] };
}

const MAC_ENCODINGS: Partial<Record<Dialect['encoding'], string>> = { macintosh: 'Macintosh', 'x-mac-cyrillic': 'Macintosh Cyrillic', 'x-mac-ce': 'Macintosh CE' };

/** As these encodings are called everywhere. */
export function encodingName(encoding: Dialect['encoding']): string {
  return MAC_ENCODINGS[encoding] ?? encoding.replace(/^utf/, 'UTF').replace(/^windows/, 'Windows').replace(/^iso/, 'ISO');
}

/** The first `most` columns of `count`, and behind them those that the plan uses, in the order of the file: thousands of columns are not drawn at once. */
export function shownColumns(plan: ImportPlan, count: number, most: number): number[] {
  const used = [...Object.values(plan.mapping), ...plan.attributes].filter((column) => column >= most && column < count);
  return [...Array.from({ length: Math.min(most, count) }, (_, column) => column), ...new Set(used.toSorted((a, b) => a - b))];
}
