import { neutralText } from '../frame/neutral-text.ts';
import { isoOfDay } from '../maths/calendar.ts';
import { type ByteSink, type ColumnValues, numberAt, type OutputColumn, type TableEncoder, textAt } from './table.ts';

const SECONDS_PER_DAY = 86_400;
/** Characters gathered before they are written. */
const CHUNK_CHARACTERS = 1 << 18;
const NEEDS_QUOTES = /^\s|\s$|[",\r\n]/u;

/** CSV by RFC 4180: UTF-8, commas, CRLF, a header; numbers with a point and no marks between thousands; ISO dates. Texts are
 *  neutralised (see neutralText). */
export async function createCsvEncoder(sink: ByteSink, columns: readonly OutputColumn[], byteOrderMark: boolean): Promise<TableEncoder> {
  const flush = async (text: string): Promise<void> => sink.write(Buffer.from(text));
  let pending = `${byteOrderMark ? '\u{feff}' : ''}${columns.map(({ name }) => csvCell(name)).join(',')}\r\n`;
  return {
    async write({ rows, columns: values }) {
      for (let row = 0; row < rows; row++) {
        const cells = columns.map((column, index) => csvText(column, values[index] ?? [], row));
        // A row that is one empty cell would be an empty line, which readers skip.
        pending += cells.length === 1 && cells[0] === '' ? '""\r\n' : `${cells.join(',')}\r\n`;
        if (pending.length < CHUNK_CHARACTERS) continue;
        const text = pending;
        pending = '';
        await flush(text);
      }
    },
    async finish() {
      await flush(pending);
      pending = '';
      return 1;
    },
    abandon: () => undefined,
  };
}

function csvText(column: OutputColumn, values: ColumnValues, row: number): string {
  if (column.type === 'text') return csvCell(textAt(values, row) ?? '');
  const value = numberAt(values, row);
  return value === null ? '' : plainValue(column, value);
}

/** A text as a cell. */
export function csvCell(text: string): string {
  const safe = neutralText(text);
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A number, day or moment in words that every program reads. */
export function plainValue({ type, decimals }: OutputColumn, value: number): string {
  if (type === 'date') return isoOfDay(value);
  if (type !== 'moment') return plainNumber(value, decimals);
  const day = Math.floor(value / SECONDS_PER_DAY);
  return `${isoOfDay(day)} ${new Date((value - day * SECONDS_PER_DAY) * 1000).toISOString().slice(11, 19)}`;
}

/** Digits without an exponent; never −0. */
function plainNumber(value: number, decimals: number | undefined): string {
  if (value === 0) return decimals === undefined ? '0' : (0).toFixed(decimals);
  if (decimals !== undefined && Math.abs(value) < 1e21) return value.toFixed(decimals).replace(/^-(?=[0.]+$)/u, '');
  const text = String(value);
  if (!text.includes('e')) return text;
  return Math.abs(value) >= 1 ? BigInt(value).toString() : value.toFixed(Math.min(100, 17 - Math.floor(Math.log10(Math.abs(value))))).replace(/0+$/u, '');
}
