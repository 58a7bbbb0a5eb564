import { once } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { EngineFailure } from '../contract/errors.ts';
import { isRisky } from '../frame/neutral-text.ts';
import { type ByteSink, type ColumnValues, numberAt, type OutputColumn, type TableEncoder, textAt } from './table.ts';
import { plainValue } from './csv-encoder.ts';
import { contentTypesXml, PACKAGE_RELATIONS_XML, SHEET_HEAD, SHEET_TAIL, STYLES, STYLES_XML, workbookRelationsXml, workbookXml, xmlText } from './xlsx-parts.ts';

/** Limits of a sheet (ECMA-376 and Excel’s specifications). */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
const MOST_CHARACTERS = 32_767;
const CHUNK_CHARACTERS = 1 << 18;
const SECONDS_PER_DAY = 86_400;
/** Serial of 1970-01-01; before serial 61 Excel counts a day that never was. */
const EPOCH_SERIAL = 25_569;
const FIRST_TRUE_SERIAL = 61;

/** An XLSX workbook: numbers, days and moments are such cells, texts are inline strings and never formulas; rows beyond 1,048,576 go on in further
 *  sheets, each with the header. `file` is named in failures. Throws EngineFailure FILE text-too-long, too-many-columns. */
export async function createXlsxEncoder(sink: ByteSink, columns: readonly OutputColumn[], file: string, mostRows = MOST_ROWS): Promise<TableEncoder> {
  if (columns.length > MOST_COLUMNS) throw new EngineFailure({ code: 'FILE', file, fault: 'too-many-columns', line: null });
  const zip = new ZipFile();
  const target = new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      sink.write(chunk).then(() => done(), done);
    },
  });
  const zipped = pipeline(zip.outputStream, target);
  // Awaited by whoever writes next; until then a failure must not count as unhandled.
  zipped.catch(() => undefined);
  const names = columnNames(columns.length);
  const header = `<row r="1">${columns.map(({ name }, index) => textCell(`${names[index]}1`, name, STYLES.header, file)).join('')}</row>`;
  let sheets = 0;
  let rowsOfSheet = 0;
  let sheet: PassThrough | null = null;
  let pending = '';

  const push = async (): Promise<void> => {
    const text = pending;
    pending = '';
    if (sheet === null || text === '' || sheet.write(text)) return;
    await Promise.race([once(sheet, 'drain'), zipped]);
  };
  const beginSheet = (): void => {
    sheets++;
    sheet = new PassThrough({ highWaterMark: CHUNK_CHARACTERS });
    zip.addReadStream(sheet, `xl/worksheets/sheet${sheets}.xml`);
    pending = SHEET_HEAD + header;
    rowsOfSheet = 1;
  };
  const endSheet = async (): Promise<void> => {
    pending += SHEET_TAIL;
    await push();
    sheet?.end();
    sheet = null;
  };
  beginSheet();

  return {
    async write({ rows, columns: values }) {
      for (let row = 0; row < rows; row++) {
        if (rowsOfSheet === mostRows) {
          await endSheet();
          beginSheet();
        }
        const number = ++rowsOfSheet;
        let cells = '';
        for (const [index, column] of columns.entries()) cells += cellOf(column, values[index] ?? [], row, `${names[index]}${number}`, file);
        pending += `<row r="${number}">${cells}</row>`;
        if (pending.length >= CHUNK_CHARACTERS) await push();
      }
    },
    async finish() {
      await endSheet();
      const parts: [path: string, xml: string][] = [
        ['[Content_Types].xml', contentTypesXml(sheets)],
        ['_rels/.rels', PACKAGE_RELATIONS_XML],
        ['xl/workbook.xml', workbookXml(sheets)],
        ['xl/_rels/workbook.xml.rels', workbookRelationsXml(sheets)],
        ['xl/styles.xml', STYLES_XML],
      ];
      for (const [path, xml] of parts) zip.addBuffer(Buffer.from(xml), path);
      zip.end();
      await zipped;
      return sheets;
    },
    abandon() {
      sheet?.destroy();
      target.destroy();
    },
  };
}

function cellOf(column: OutputColumn, values: ColumnValues, row: number, place: string, file: string): string {
  if (column.type === 'text') {
    const text = textAt(values, row);
    return text === null || text === '' ? '' : textCell(place, text, isRisky(text) ? STYLES.prefixed : STYLES.plain, file);
  }
  const value = numberAt(values, row);
  if (value === null) return '';
  if (column.type === 'number' || column.type === 'whole') return numberCell(place, value, column.decimals === 2 ? STYLES.money : STYLES.plain);
  const serial = EPOCH_SERIAL + (column.type === 'date' ? value : value / SECONDS_PER_DAY);
  if (serial < FIRST_TRUE_SERIAL) return textCell(place, plainValue(column, value), STYLES.plain, file);
  return numberCell(place, serial, column.type === 'date' ? STYLES.date : STYLES.moment);
}

function numberCell(place: string, value: number, style: number): string {
  return `<c r="${place}"${style === STYLES.plain ? '' : ` s="${style}"`}><v>${value}</v></c>`;
}

function textCell(place: string, text: string, style: number, file: string): string {
  if (text.length > MOST_CHARACTERS) throw new EngineFailure({ code: 'FILE', file, fault: 'text-too-long', line: null });
  return `<c r="${place}"${style === STYLES.plain ? '' : ` s="${style}"`} t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

/** A … Z, AA … */
function columnNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    let name = '';
    for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
    return name;
  });
}
