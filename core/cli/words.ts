import type { EngineError, FileFault, ProjectFault, RowFault } from '../contract/errors.ts';
import type { ImportWarning, RejectionWords } from '../contract/imports.ts';
import type { LeftOutReason, RulesInUse } from '../contract/provenance.ts';
import { formatCount } from './numbers.ts';
import { safeText } from './table.ts';

const FILE_FAULTS: Record<FileFault, string> = {
  'not-found': 'there is no such file',
  'no-permission': 'this file may not be read; check its permissions',
  'is-directory': 'this is a folder; name the file in it',
  empty: 'the file is empty',
  'header-only': 'the file has a header and no rows',
  binary: 'this is not a table of any known kind; export it as CSV first',
  'zero-byte': 'the text holds a zero byte here; mend the line, or export the file again',
  'truncated-gzip': 'the .gz file ends too early; copy or download it again',
  'bad-gzip': 'the .gz file is damaged; copy or download it again',
  'unzips-too-large': 'the file unzips to far more than an order file should; unzip it yourself and look at it',
  'unclosed-quote': 'a quote is opened and never closed; mend the file there or choose another quote character',
  'line-too-long': 'a line is too long; check the delimiter and the line ends',
  'too-many-columns': 'there are more columns than can be read (5,000; 16,384 in a workbook that is written); check the delimiter',
  'bad-encoding': 'the text does not fit its character set here; mend the line, or name the right character set with --encoding',
  'mixed-encodings': 'this line is in UTF-8, and the file in another character set; save it in one, or name one with --encoding',
  'changed-while-reading': 'the file changed while it was read; import it again',
  'disk-full': 'the disk is full, so the file was not written; make room and try again',
  'unsupported-format': 'this format cannot be read; export it as CSV, XLSX, JSON, Parquet or Arrow',
  'old-excel': 'this is a workbook of Excel 97–2003; save it as .xlsx or CSV',
  encrypted: 'the file is protected by a password; save it without one',
  damaged: 'the file is cut short or damaged; copy or download it again',
  'unsupported-compression': 'the data are compressed in a way that cannot be read; write the file with zstd, gzip, snappy or no compression',
  'bad-json': 'this is not valid JSON; mend it there or export it again',
  'no-records': 'the JSON holds no list of records; export the orders as an array of objects, or one object a line',
  'no-such-sheet': 'the workbook has no sheet of that name, or it holds no table',
  'no-folder': 'the folder to write to is not there; make it, or choose another',
  'not-writable': 'this file may not be written; check the permissions of the file and its folder, or choose another place',
  'text-too-long': 'a text is longer than a cell of a workbook may be (32,767 characters); write CSV, Parquet or Arrow instead',
};

const PROJECT_FAULTS: Record<ProjectFault, string> = {
  'not-found': 'there is no such project; "tenure import" makes one, in a folder that exists',
  'no-permission': 'the project may not be opened or written; check the permissions of the file and its folder',
  'not-a-project': 'this is not a Tenure project',
  'newer-version': 'the project was written by a newer Tenure; update this one',
  damaged: 'the project is damaged; go back to a copy',
  locked: 'another program is writing to this project; close it and try again',
  'disk-full': 'the disk is full; make room and try again. The project is as it was',
  'no-project-open': 'no project is open',
};

const ROW_FAULTS: Record<RowFault, string> = {
  'missing-date': 'no date',
  'bad-date': 'not a date that exists',
  'date-out-of-range': 'a date outside 1970–2105',
  'bad-number': 'not a number',
  'missing-amount': 'neither a price nor an amount',
  'amount-too-large': 'an amount too large to be held exactly',
  'missing-order-and-customer': 'neither an order nor a customer',
  'too-few-cells': 'fewer cells than the header',
  'too-many-cells': 'more cells than the header',
  'other-currency': 'a currency that is not known, or not the project’s: write its code, such as EUR, or convert the amount',
  'missing-customer': 'no customer',
  'missing-product': 'no product',
  'missing-answer': 'neither a score nor a comment',
  'score-out-of-range': 'not a score of its scale (NPS 0–10, CSAT 1–5, CES 1–7, stars 1–5)',
  'bad-consent': 'neither yes nor no',
  'repeated-key': 'an earlier row has the same key and other values',
};

const LEFT_OUT: Record<LeftOutReason, string> = {
  cancelled: 'cancelled',
  test: 'test orders',
  'zero-value': 'zero value',
  'credit-note': 'credit notes',
  'refunded-in-full': 'refunded in full',
  anonymous: 'without a customer',
  'other-currency': 'in another currency',
  'no-rate': 'without an exchange rate',
};

/** What a CSV of rejected rows says. */
export const REJECTION_WORDS: RejectionWords = { reasons: ROW_FAULTS, isCut: 'the row was too long to be kept whole; take it from the file' };

/** The settings of a project that are not the usual ones. */
export function describeRules({ cancelled, test, zeroValue, anonymous, mergedBy = [], currency }: RulesInUse): string[] {
  return [
    ...(cancelled === undefined ? [] : ['cancelled orders count']),
    ...(test === undefined ? [] : ['test orders count']),
    ...(zeroValue === undefined ? [] : ['orders of zero value count']),
    ...(anonymous === undefined ? [] : ['orders without a customer are left out']),
    ...(mergedBy.length === 0 ? [] : [`customers with the same ${mergedBy.map((kind) => (kind === 'email' ? 'e-mail' : 'phone number')).join(' or ')} are one`]),
    ...(currency === undefined ? [] : [currency === 'chosen' ? 'lines in one chosen currency count' : 'other currencies are converted']),
  ];
}

export const describeRowFault = (reason: RowFault): string => ROW_FAULTS[reason];
export const describeLeftOut = (reason: LeftOutReason): string => LEFT_OUT[reason];

/** One line on what is worth a look; `null` for what is no surprise. */
export function describeWarning(file: string, warning: ImportWarning): string | null {
  switch (warning.code) {
    case 'duplicate-header':
      return oneLine(`${file}: several columns are called "${warning.column}"; see that the right one is read, or name it by its number with --map`);
    case 'mixed-encodings':
      return oneLine(`${file}, line ${warning.line}: this line is in UTF-8, and the file in ${warning.encoding}; some texts may be garbled, name the character set with --encoding`);
    default:
      return null;
  }
}

/** One line: what happened, where, and what to do. */
export function describeError(error: EngineError): string {
  return oneLine(sentence(error));
}

function sentence(error: EngineError): string {
  switch (error.code) {
    case 'CANCELLED':
      return 'cancelled';
    case 'DISCONNECTED':
      return 'the engine stopped before it answered; try again';
    case 'BAD_REQUEST':
      return `the engine refused the request ${error.method}: ${error.detail}`;
    case 'FILE':
      return `${error.file}${error.line === null ? '' : `, line ${error.line}`}: ${FILE_FAULTS[error.fault]}`;
    case 'PROJECT':
      return `${error.file === '' ? '' : `${error.file}: `}${PROJECT_FAULTS[error.fault]}`;
    case 'UNMAPPED_COLUMNS':
      return `${error.file}: no column found for ${list(error.missing)}; name it with --map ${error.missing[0] ?? 'field'}=Column. Columns: ${list(error.columns)}`;
    case 'UNKNOWN_FIELD':
      return `there is no field "${error.field}" to filter or group by; ${error.known.length === 0 ? 'this project has none' : `known: ${list(error.known)}`}`;
    case 'AMBIGUOUS_DATES':
      return `${error.file}: the dates in column "${error.column}" (such as ${error.example}) can be read with the day or the month first; say which with --date-order dmy or --date-order mdy`;
    case 'AMBIGUOUS_COLUMNS':
      return `${error.file}: several columns are called "${error.column}" and differ; say which one to read by its number, with --map ${error.field}=N`;
    case 'NO_SUCH_IMPORT':
      return `the project has no import ${error.importId}; "tenure info" lists its imports`;
    case 'TOO_LARGE':
      return `the result would be too large (${formatCount(error.count)} ${error.what}, at most ${formatCount(error.most)}); choose coarser units or a shorter period`;
    case 'SQL':
      return `the query was not answered: ${safeText(error.detail)}`;
    case 'NO_ORDERS':
      return 'there are no orders to calculate with; import some, or choose a later --as-of';
    case 'INTERNAL':
      return `something went wrong inside Tenure: ${error.detail}`;
  }
}

const list = (names: readonly string[]): string => names.join(', ');
const oneLine = (text: string): string => safeText(text.replace(/\s*\n\s*/g, '; '));
