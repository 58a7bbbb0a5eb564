import type { ImportPlan } from '../contract/imports.ts';
import type { Currency } from '../contract/provenance.ts';
import { NO_CODE } from '../frame/line-batch.ts';
import { currencyCode, currencyOf } from './currency.ts';
import { markFault, type RowFaults } from './row-faults.ts';
import { createTextIndex, type TextIndex } from './text-index.ts';
import type { RowBlock } from './tokenizer.ts';

/** Whether lines of this file may be in another currency than the project’s. */
export function namesCurrencies({ mapping, currency, currencyInAmounts }: Pick<ImportPlan, 'mapping' | 'currency' | 'currencyInAmounts'>, project: Currency): boolean {
  return mapping.currency !== undefined || currencyInAmounts !== undefined || currency.code !== project.code;
}

/** The currencies of a file’s lines. METRICS §1: amounts in several are never added. */
export interface LineCurrencyReader {
  /** ISO codes of a segment other than the project’s. */
  readonly index: TextIndex;
  /** Of a block: NO_CODE where the line is in the project’s currency. */
  readonly codes: Uint32Array;
  /** Of a block: digits of the minor unit of each row’s currency. */
  readonly digits: Uint8Array;
  /** Puts rows at fault whose currency is unknown; an empty cell, or an amount without a sign, is in that of the plan. */
  read(block: RowBlock, faults: RowFaults): void;
}

/** What a text of the currency column means. */
interface Meaning {
  code: string;
  digits: number;
}

export function createLineCurrencyReader(plan: ImportPlan, project: Currency, capacity: number): LineCurrencyReader {
  const column = plan.mapping.currency;
  const written = createTextIndex();
  const meanings: (Meaning | null)[] = [];
  const inPlan: Meaning = { code: plan.currency.code, digits: plan.currency.code === project.code ? project.minorUnitDigits : currencyOf(plan.currency.code).minorUnitDigits };
  const index = createTextIndex();
  const cells = new Uint32Array(capacity).fill(NO_CODE);
  const codes = new Uint32Array(capacity).fill(NO_CODE);
  const digits = new Uint8Array(capacity);
  const meaningOf = (text: string): Meaning | null => {
    const code = currencyCode(text);
    if (code === null) return null;
    return { code, digits: code === project.code ? project.minorUnitDigits : currencyOf(code).minorUnitDigits };
  };

  const signs = createSignReader(plan, inPlan, (text) => meaningOf(text) ?? inPlan);

  return {
    index,
    codes,
    digits,
    read(block, faults) {
      if (column !== undefined) {
        written.cellCodes(block, column, faults.fault, cells);
        while (meanings.length < written.size) meanings.push(meaningOf(textOf(written, meanings.length)));
      }
      for (let row = 0; row < block.rows; row++) {
        if (faults.fault[row] !== 0) continue;
        const cell = column === undefined ? NO_CODE : cells[row]!;
        const meaning = column === undefined ? signs.meaningOf(block, row) : cell === NO_CODE ? inPlan : meanings[cell]!;
        if (meaning === null) markFault(faults, row, 'other-currency', column ?? -1);
        else {
          digits[row] = meaning.digits;
          codes[row] = meaning.code === project.code ? NO_CODE : codeOf(meaning.code);
        }
      }
    },
  };

  function codeOf(code: string): number {
    const bytes = new TextEncoder().encode(code);
    return index.code(bytes, 0, bytes.length);
  }
}

const PLAIN_AMOUNT = /[\d\s.,'’()+\-\u2212]+/gu;

/** What the sign or code beside the amount of a row means. */
function createSignReader(plan: ImportPlan, inPlan: Meaning, meaningOf: (text: string) => Meaning): { meaningOf(block: RowBlock, row: number): Meaning } {
  const { mapping, currencyInAmounts } = plan;
  const columns = currencyInAmounts === undefined ? [] : [mapping.amount, mapping.unitPrice].filter((column) => column !== undefined);
  const decoder = new TextDecoder();
  const known = new Map<string, Meaning>([['', inPlan]]);
  const read = (text: string): Meaning => {
    const sign = text.replace(PLAIN_AMOUNT, '');
    let meaning = known.get(sign);
    if (meaning === undefined) {
      meaning = currencyCode(text) === currencyInAmounts ? inPlan : meaningOf(text);
      known.set(sign, meaning);
    }
    return meaning;
  };
  return {
    meaningOf({ bytes, start, end, columns: width }, row) {
      for (const column of columns) {
        const from = start[row * width + column]!;
        const to = end[row * width + column]!;
        if (from < to) return isDigit(bytes[from]!) && isDigit(bytes[to - 1]!) ? inPlan : read(decoder.decode(bytes.subarray(from, to)));
      }
      return inPlan;
    },
  };
}

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;

function textOf(index: TextIndex, code: number): string {
  for (const batch of index.batches(code)) return new TextDecoder().decode(batch.bytes.subarray(batch.offsets[0], batch.offsets[1]));
  return '';
}
