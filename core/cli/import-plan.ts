import { EngineFailure } from '../contract/errors.ts';
import { type Dialect, dialectSchema, type FileToken, IMPORT_FIELDS, IMPORT_KINDS, type ImportField, type ImportKind, type ImportPlan, type ImportProposal, KIND_FIELDS, type ProfileName, PROFILES } from '../contract/imports.ts';
import { missingOf } from '../ingest/kinds/recognise-file.ts';
import { missingHeaders } from '../ingest/profiles.ts';
import { refuseUnclear } from '../ingest/unclear-file.ts';
import { type Options, pairOption, wordOption } from './options.ts';
import { UsageError } from './usage.ts';

/** What the user says of a file. */
interface Said {
  kind?: ImportKind;
  profile?: ProfileName;
  saved?: boolean;
}

type Inspect = (file: FileToken, plan: ImportPlan | null, said?: Said) => Promise<ImportProposal>;

const DELIMITER_NAMES: Record<string, string> = { tab: '\t', '\\t': '\t' };

/** How files are to be read; `plan` `null`: each as it is recognised. */
interface Reading {
  plan: ImportPlan | null;
  /** What was recognised where the options say otherwise. */
  corrects: ImportPlan | null;
  /** The remembered correction that the plan follows. */
  saved: ImportProposal['saved'];
}

const AS_RECOGNISED: Reading = { plan: null, corrects: null, saved: null };

/** What the options say on top of what is recognised, or, when they say nothing, what is remembered for files with these columns. All files are
 *  read by one plan, so they must have the same columns. Throws UsageError for columns, fields and words that do not exist and for files that are
 *  not of the profile; EngineFailure FILE, AMBIGUOUS_DATES, AMBIGUOUS_COLUMNS. */
export async function readingOf(options: Options, files: FileToken[], hasMappings: boolean, inspect: Inspect): Promise<Reading> {
  const mapped = options.texts('map').flatMap((text) => splitPairs(text));
  const attributes = options.texts('attribute');
  const profile = wordOption(options, 'profile', ['auto', ...PROFILES], 'auto');
  const currency = options.text('currency')?.toUpperCase();
  const dialect = dialectOptions(options);
  const sheet = options.text('sheet');
  const word = wordOption(options, 'kind', ['auto', ...IMPORT_KINDS], 'auto');
  const kind = word === 'auto' ? null : word;
  if (profile !== 'auto' && profile !== 'generic' && kind !== null && kind !== 'orders') throw new UsageError(`--profile ${profile} is a layout of orders, not of ${kind}`);
  const said: Said = { saved: false, ...(kind !== null && { kind }), ...(profile !== 'auto' && { profile }) };
  const nothingSaid = mapped.length === 0 && attributes.length === 0 && profile === 'auto' && currency === undefined && sheet === undefined && Object.keys(dialect).length === 0;
  const [first, ...others] = files;
  if (first === undefined) return AS_RECOGNISED;
  if (nothingSaid) {
    if (kind === null) return hasMappings && !options.flag('no-saved-mapping') ? savedReading(await Promise.all(files.map((file) => inspect(file, null)))) : AS_RECOGNISED;
    const recognised = await Promise.all(files.map((file) => inspect(file, null, { saved: false })));
    if (recognised.every((proposal) => proposal.plan.kind === kind)) return AS_RECOGNISED;
  }

  let proposal = await inspect(first, null, said);
  const corrects = kind === null && profile === 'auto' ? proposal.plan : (await inspect(first, null, { saved: false })).plan;
  if (sheet !== undefined) {
    if (!proposal.sheets.includes(sheet)) throw new UsageError(`--sheet: ${proposal.fileName} has no sheet "${sheet}"${proposal.sheets.length > 0 ? `; sheets: ${proposal.sheets.join(', ')}` : ''}`);
    // Without columns and lines to skip, the sheet is recognised anew.
    proposal = await inspect(first, { ...proposal.plan, sheet, mapping: {}, attributes: [], dialect: { ...proposal.plan.dialect, skipLines: 0, header: true } }, said);
  }
  if (Object.keys(dialect).length > 0) {
    // Read in another way, the file has other columns.
    proposal = await inspect(first, { ...proposal.plan, mapping: {}, attributes: [], dialect: { ...proposal.plan.dialect, ...dialect } }, said);
  }
  const columns = proposal.columns.map(({ name }) => name);
  if (profile !== 'auto' && proposal.plan.profile !== profile) throw new UsageError(otherProfile(profile, proposal.fileName, columns));
  const plan: ImportPlan = {
    ...proposal.plan,
    dialect: { ...proposal.plan.dialect, ...(dialect.dateOrder !== undefined && { dateOrder: dialect.dateOrder }) },
    mapping: { ...proposal.plan.mapping },
    attributes: [...new Set([...proposal.plan.attributes, ...attributes.map((name) => columnIndex(columns, name))])],
    ...(currency === undefined ? {} : { currency: { code: currency, minorUnitDigits: minorUnitDigits(currency) } }),
  };
  for (const [name, column] of mapped) mapField(plan, fieldNamed(name, plan.kind), columnIndex(columns, column));
  const asked = proposal.warnings.find((warning) => warning.code === 'ambiguous-dates');
  if (asked !== undefined && dialect.dateOrder === undefined && columns[plan.mapping.date ?? -1] === asked.column) {
    throw new EngineFailure({ code: 'AMBIGUOUS_DATES', file: proposal.fileName, column: asked.column, example: asked.example });
  }
  refuseUnclear(proposal.fileName, proposal.warnings, { fields: mapped.map(([name]) => fieldNamed(name, plan.kind)), encoding: dialect.encoding !== undefined });
  const missing = missingOf(plan);
  if (missing.length > 0) throw new EngineFailure({ code: 'UNMAPPED_COLUMNS', file: proposal.fileName, missing, columns });
  await Promise.all(
    others.map(async (file) => {
      const other = await inspect(file, null, { saved: false });
      if (other.columns.map(({ name }) => name).toSorted().join('\n') !== columns.toSorted().join('\n')) {
        throw new UsageError(`${other.fileName} has other columns than ${proposal.fileName}; import files of different layouts one by one`);
      }
    }),
  );
  return { plan, corrects, saved: null };
}

/** The remembered correction, where it is of all the files. */
function savedReading(proposals: readonly ImportProposal[]): Reading {
  const [first] = proposals;
  if (first === undefined || first.saved === null || proposals.some(({ saved }) => saved?.savedAt !== first.saved?.savedAt || saved?.file !== first.saved?.file)) return AS_RECOGNISED;
  const asked = first.warnings.find((warning) => warning.code === 'ambiguous-dates');
  if (asked !== undefined) throw new EngineFailure({ code: 'AMBIGUOUS_DATES', file: first.fileName, column: asked.column, example: asked.example });
  return { plan: first.plan, corrects: null, saved: first.saved };
}

/** Headers are compared by their letters and digits alone. */
function otherProfile(profile: ProfileName, file: string, columns: readonly string[]): string {
  const missing = missingHeaders(profile, columns).map((alternatives) => alternatives.split('|').map((name) => `"${name}"`).join(' or '));
  return `--profile ${profile}: the columns of ${file} are not those of this layout; missing (apart from case, spaces and marks): ${missing.join(', ')}`;
}

/** A column means one thing: a field that was recognised in it gives way. */
function mapField(plan: ImportPlan, field: ImportField, column: number): void {
  for (const other of IMPORT_FIELDS) if (plan.mapping[other] === column) delete plan.mapping[other];
  plan.attributes = plan.attributes.filter((attribute) => attribute !== column);
  plan.mapping[field] = column;
  // What was found about the rows held for other columns; it is found anew.
  delete plan.rowRules;
  delete plan.decimals;
}

/** `a=X,b=Y` into pairs; a comma followed by no `name=` belongs to the column’s name. */
function splitPairs(text: string): [string, string][] {
  return text.split(/,(?=[A-Za-z]+=)/).map((pair) => pairOption('map', pair));
}

function fieldNamed(name: string, kind: ImportKind): ImportField {
  const fields: readonly ImportField[] = KIND_FIELDS[kind];
  const field = fields.find((known) => known === name);
  if (field === undefined) throw new UsageError(`--map: there is no field "${name}"${kind === 'orders' ? '' : ` of ${kind}`}; known: ${fields.join(', ')}`);
  return field;
}

/** By name, or by number from 1 where no column is so named. */
function columnIndex(columns: string[], name: string): number {
  const exact = columns.indexOf(name);
  const alike = exact >= 0 ? exact : columns.findIndex((column) => column.trim().toLowerCase() === name.trim().toLowerCase());
  const index = alike < 0 && /^[1-9]\d{0,3}$/u.test(name) && Number(name) <= columns.length ? Number(name) - 1 : alike;
  if (index < 0) throw new UsageError(`the file has no column "${name}"; columns: ${columns.join(', ')}`);
  return index;
}

/** Digits after the point that a currency has, as Unicode’s data know them. */
function minorUnitDigits(code: string): number {
  if (!/^[A-Z]{3}$/.test(code)) throw new UsageError(`--currency "${code}" is not a code of three letters, such as EUR`);
  return new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits ?? 2;
}

function dialectOptions(options: Options): Partial<Dialect> {
  const { encoding, delimiter, decimal, dateOrder } = dialectSchema.shape;
  const said: Partial<Dialect> = {};
  if (options.text('encoding') !== undefined) said.encoding = wordOption(options, 'encoding', encoding.options, 'utf-8');
  if (options.text('date-order') !== undefined) said.dateOrder = wordOption(options, 'date-order', dateOrder.options, 'ymd');
  if (options.text('decimal') !== undefined) said.decimal = wordOption(options, 'decimal', decimal.options, '.');
  const written = options.text('delimiter');
  if (written !== undefined) {
    const parsed = delimiter.safeParse(DELIMITER_NAMES[written] ?? written);
    if (!parsed.success) throw new UsageError(`--delimiter "${written}" is not a delimiter: one ASCII character such as , ; | : or tab`);
    said.delimiter = parsed.data;
  }
  return said;
}
