import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Dialect, ImportField, ImportPlan, ImportProposal } from '../contract/imports.ts';
import type { SavedMapping } from '../contract/mappings.ts';
import { guessDateOrder } from './date-order.ts';
import { valuesOf } from './guess-plan.ts';
import { datedColumn } from './kinds/kind-plan.ts';

const MOST_MAPPINGS = 200;
/** Parts of a dialect that make other columns, or other names of them. */
const COLUMN_PARTS = ['encoding', 'delimiter', 'quote', 'skipLines', 'header'] as const satisfies readonly (keyof Dialect)[];

/** A correction to be remembered for files with the same columns; `null` where the plan is as recognised, or its columns have no names of their own.
 *  Both proposals are of one file: as it was recognised, and as the user wants it read. */
export function savedMapping(recognised: ImportProposal, corrected: ImportProposal, savedAt: string): SavedMapping | null {
  const { plan } = corrected;
  if (samePlan(recognised.plan, plan) || !plan.dialect.header) return null;
  const columns = corrected.columns.map(({ name }) => name);
  const used = [...Object.values(plan.mapping), ...plan.attributes];
  if (used.some((column) => columns[column] === undefined || columns.filter((name) => name === columns[column]).length !== 1)) return null;
  const { kind, profile, currency, creditPrefix, cancelledStatuses, testStatuses, decimals, rowRules, sheet } = plan;
  return {
    key: mappingKey(recognised),
    file: corrected.fileName,
    savedAt,
    format: recognised.format,
    columns,
    mapping: Object.fromEntries(Object.entries(plan.mapping).map(([field, column]) => [field, columns[column] ?? ''])),
    attributes: plan.attributes.map((column) => columns[column] ?? ''),
    dialect: dialectSaid(recognised, plan),
    ...(sheet !== undefined && sheet !== recognised.plan.sheet && { sheet }),
    kind,
    profile,
    currency,
    creditPrefix,
    cancelledStatuses,
    testStatuses,
    ...(decimals !== undefined && { decimals }),
    ...(rowRules !== undefined && { rowRules }),
  };
}

/** The list with `mapping` as its newest, in place of an earlier one of the same columns. */
export function withMapping(mappings: readonly SavedMapping[], mapping: SavedMapping): SavedMapping[] {
  return [mapping, ...mappings.filter(({ key }) => key !== mapping.key)].slice(0, MOST_MAPPINGS);
}

/** A file by the remembered correction of its columns; `null` if there is none, or it does not fit. `recognised`: as the file is recognised anew;
 *  `inspect` shows it as a plan reads it. */
export async function bySavedMapping(
  mappings: readonly SavedMapping[],
  recognised: ImportProposal,
  inspect: (plan: ImportPlan) => Promise<ImportProposal>,
): Promise<ImportProposal | null> {
  const key = mappingKey(recognised);
  const saved = mappings.find((mapping) => mapping.key === key);
  if (saved === undefined) return null;
  const dialect: Dialect = Object.assign({}, recognised.plan.dialect, saved.dialect);
  const hasOtherColumns = saved.sheet !== undefined || COLUMN_PARTS.some((part) => saved.dialect[part] !== undefined);
  const { columns } = hasOtherColumns ? await inspect({ ...recognised.plan, dialect, ...(saved.sheet !== undefined && { sheet: saved.sheet }), mapping: {}, attributes: [] }) : recognised;
  const place = (header: string): number => columns.findIndex(({ name }) => name === header);
  const mapping = Object.fromEntries(Object.entries(saved.mapping).map(([field, header]) => [field, place(header)])) as Partial<Record<ImportField, number>>;
  const attributes = saved.attributes.map(place);
  if ([...Object.values(mapping), ...attributes].includes(-1)) return null;
  const { kind, profile, currency, creditPrefix, cancelledStatuses, testStatuses, decimals, rowRules } = saved;
  const { format, sheet } = recognised.plan;
  const plan: ImportPlan = {
    kind,
    profile,
    ...(format !== undefined && { format }),
    ...(saved.sheet !== undefined ? { sheet: saved.sheet } : sheet !== undefined && { sheet }),
    dialect,
    mapping,
    attributes,
    currency,
    creditPrefix,
    cancelledStatuses,
    testStatuses,
    ...(decimals !== undefined && { decimals }),
    ...(rowRules !== undefined && { rowRules }),
  };
  const proposal = await inspect(plan);
  const asked = saved.dialect.dateOrder === undefined ? recognised.warnings.filter(({ code }) => code === 'ambiguous-dates') : [];
  return { ...proposal, warnings: [...asked, ...proposal.warnings], saved: { file: saved.file, savedAt: saved.savedAt } };
}

/** Same for files of one format with the same headers in any order. */
function mappingKey({ format, columns }: ImportProposal): string {
  const names = columns.map(({ name }) => name).toSorted();
  return createHash('sha256').update(JSON.stringify([format, ...names])).digest('hex').slice(0, 16);
}

function samePlan(one: ImportPlan, other: ImportPlan): boolean {
  const comparable = ({ profile: _profile, attributes, ...rest }: ImportPlan): object => ({ ...rest, attributes: attributes.toSorted((a, b) => a - b) });
  return isDeepStrictEqual(comparable(one), comparable(other));
}

/** What differs from what was recognised. The order of dates counts as said wherever the rows looked at leave it open. */
function dialectSaid(recognised: ImportProposal, { dialect }: ImportPlan): Partial<Dialect> {
  const was = recognised.plan.dialect;
  const said = Object.fromEntries(Object.entries(dialect).filter(([part, value]) => was[part as keyof Dialect] !== value)) as Partial<Dialect>;
  const column = datedColumn(recognised.plan);
  const isOpen = column !== undefined && guessDateOrder(valuesOf(recognised.rows.cells, column)).ambiguous !== null;
  return isOpen ? { ...said, dateOrder: dialect.dateOrder } : said;
}
