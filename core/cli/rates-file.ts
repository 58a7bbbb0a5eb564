import { readFileSync } from 'node:fs';
import { currencyRateSchema, type CurrencyRate } from '../contract/rules.ts';
import { UsageError } from './usage.ts';

const COLUMNS = ['code', 'from', 'rate'] as const;

/** Dated rates of a CSV file with the columns code, from and rate, in any order. Throws UsageError that names the line. */
export function readRates(path: string): CurrencyRate[] {
  const [header = '', ...lines] = textOf(path).replace(/^\ufeff/u, '').split(/\r\n|\r|\n/u);
  const delimiter = [';', '\t'].find((mark) => header.includes(mark)) ?? ',';
  const cellsOf = (line: string): string[] => line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/u, '$1').trim());
  const names = cellsOf(header).map((name) => name.toLowerCase());
  const missing = COLUMNS.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new UsageError(`${path} has no column ${missing.join(', ')}; a table of rates has the columns code, from and rate`);
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return [];
    const cells = cellsOf(line);
    const [code = '', from = '', rate = ''] = COLUMNS.map((name) => cells[names.indexOf(name)] ?? '');
    const decimal = delimiter === ',' ? rate : rate.replace(',', '.');
    const parsed = currencyRateSchema.safeParse({ code: code.toUpperCase(), from, rate: /^\d+(?:\.\d+)?$/u.test(decimal) ? Number(decimal) : Number.NaN });
    if (!parsed.success) throw new UsageError(`${path}, line ${index + 2}: not a rate, which is a code of three letters, a day (YYYY-MM-DD) and a number above 0`);
    return [parsed.data];
  });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`${path} cannot be read`);
  }
}
