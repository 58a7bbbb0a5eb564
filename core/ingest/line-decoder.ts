import type { ImportFacts, ImportPlan } from '../contract/imports.ts';
import type { Currency } from '../contract/provenance.ts';
import type { RejectedRow } from '../frame/import-target.ts';
import { LINE_STATUS, NO_CODE } from '../frame/line-batch.ts';
import { isBlank, readCodes, readMoments } from './cell-columns.ts';
import { currencyCode } from './currency.ts';
import { isPerUnit } from './field-names.ts';
import { attributeColumns } from './guess-plan.ts';
import type { ImportDictionaries } from './import-dictionaries.ts';
import { createKeyReader } from './key-columns.ts';
import type { LineBatchBuilder } from './line-batch-builder.ts';
import { createMoneyCells, createMoneyReader } from './money-columns.ts';
import { createRowFaults, faultName, faultValue, markFault, markShapeFaults } from './row-faults.ts';
import { createTextIndex, type TextIndex } from './text-index.ts';
import type { RowBlock } from './tokenizer.ts';

export interface LineDecoderOptions {
  plan: ImportPlan;
  headers: readonly string[];
  /** Of the project; rows in another currency are rejected. */
  currency: Currency;
  fileIndex: number;
  /** Most rows of a block. */
  capacity: number;
  dictionaries: ImportDictionaries;
  builder: LineBatchBuilder;
  reject: (row: RejectedRow) => void;
}

/** Turns blocks of one file’s rows into order lines. Every row is imported or rejected. */
export interface LineDecoder {
  /** `from`: rows before this one are not data (the header). */
  decode(block: RowBlock, from: number): void;
  counts(): { rows: number; rejected: number };
  facts(): ImportFacts;
}

export function createLineDecoder(options: LineDecoderOptions): LineDecoder {
  const { plan, headers, capacity, dictionaries, builder, fileIndex } = options;
  const { mapping } = plan;
  const faults = createRowFaults(capacity);
  const money = createMoneyCells(capacity);
  const costPerUnit = mapping.cost !== undefined && isPerUnit(headers[mapping.cost] ?? '');
  const moneyReader = createMoneyReader(plan, capacity, { minorUnitDigits: options.currency.minorUnitDigits, costPerUnit });
  const keys = createKeyReader(mapping, dictionaries.orders, dictionaries.customers);
  const status = createStatusReader(plan);
  const currency = createCurrencyReader(plan, options.currency.code);
  const codes = (): Uint32Array => new Uint32Array(capacity).fill(NO_CODE);
  const order = codes();
  const customer = codes();
  const product = codes();
  const moment = new Uint32Array(capacity);
  const statuses = new Uint8Array(capacity);
  const kept = new Int32Array(capacity);
  const attributes = [...attributeColumns(plan, headers)].flatMap(([name, column]) => {
    const index = dictionaries.attributes.get(name);
    return index === undefined ? [] : [{ name, column, index, codes: codes() }];
  });
  const attributeCodes = new Map(attributes.map((attribute) => [attribute.name, attribute.codes]));
  const productColumn = mapping.product ?? mapping.productName;
  const orders = createDistinctCounter(dictionaries.orders.size);
  const customers = createDistinctCounter(dictionaries.customers.size);
  const facts: ImportFacts = { lines: 0, orders: 0, customers: 0, anonymousLines: 0, creditLines: 0, negativeQuantityLines: 0, zeroPriceLines: 0, grossMinor: 0 };
  const creditPrefix = new TextEncoder().encode(plan.creditPrefix ?? '');
  let rows = 0;
  let rejected = 0;

  const nameProducts = (block: RowBlock): void => {
    const column = mapping.productName;
    if (column === undefined) return;
    for (let row = 0; row < block.rows; row++) {
      if (faults.fault[row] !== 0 || product[row] === NO_CODE || dictionaries.isNamed(product[row]!)) continue;
      const cell = row * block.columns + column;
      if (!isBlank(block.bytes, block.start[cell]!, block.end[cell]!)) dictionaries.nameProduct(product[row]!, trimmed(block.bytes, block.start[cell]!, block.end[cell]!));
    }
  };

  const count = (length: number): void => {
    for (let index = 0; index < length; index++) {
      const row = kept[index]!;
      orders.add(order[row]!);
      if (customer[row] === NO_CODE) facts.anonymousLines++;
      else customers.add(customer[row]!);
      if (statuses[row] === LINE_STATUS.credit) facts.creditLines++;
      if (money.quantity[row]! < 0) facts.negativeQuantityLines++;
      facts.zeroPriceLines += money.zeroPrice[row]!;
      facts.grossMinor += money.gross[row]!;
    }
    facts.lines += length;
  };

  const rejectRow = (block: RowBlock, row: number): void => {
    const column = faults.column[row]!;
    options.reject({
      fileIndex,
      line: block.line[row]!,
      column: column < 0 ? '' : (headers[column] ?? ''),
      reason: faultName(faults.fault[row]!),
      value: faultValue(block, row, column, plan.dialect.delimiter),
    });
  };

  return {
    decode(block, from) {
      faults.fault.fill(0, 0, block.rows);
      // The header has no data; it is neither read nor rejected.
      faults.fault.fill(HEADER, 0, from);
      markShapeFaults(block, faults);
      if (mapping.date !== undefined) readMoments(block, mapping.date, mapping.time, plan.dialect.dateOrder, faults, moment);
      moneyReader.read(block, faults, money);
      currency.mark(block, faults.fault, (row, column) => markFault(faults, row, 'other-currency', column));
      keys.markMissing(block, faults);

      keys.readCustomers(block, faults, customer);
      keys.readOrders(block, faults, moment, order);
      if (productColumn !== undefined) readCodes(block, productColumn, dictionaries.products, faults, product);
      nameProducts(block);
      for (const attribute of attributes) readCodes(block, attribute.column, attribute.index, faults, attribute.codes);
      status.read(block, faults, statuses);
      if (creditPrefix.length > 0 && mapping.order !== undefined) markCredits(block, mapping.order, creditPrefix, statuses);

      let length = 0;
      for (let row = from; row < block.rows; row++) {
        if (faults.fault[row] === 0) kept[length++] = row;
        else {
          rejectRow(block, row);
          rejected++;
        }
      }
      rows += block.rows - from;
      count(length);
      builder.append({ order, customer, product, moment, money, status: statuses, line: block.line, attributes: attributeCodes }, kept, length, fileIndex);
    },
    counts: () => ({ rows, rejected }),
    facts: () => ({ ...facts, orders: orders.count(dictionaries.orders.size), customers: customers.count(dictionaries.customers.size) }),
  };
}

const HEADER = 255;

function trimmed(bytes: Uint8Array, start: number, end: number): Uint8Array {
  let from = start;
  let to = end;
  while (bytes[from]! <= 32) from++;
  while (bytes[to - 1]! <= 32) to--;
  return bytes.slice(from, to);
}

/** Distinct codes seen: those that were there before in a bit set, new ones by the growth of the dictionary. */
function createDistinctCounter(known: number): { add(code: number): void; count(size: number): number } {
  const seen = new Uint8Array(known);
  let distinct = 0;
  return {
    add(code) {
      if (code >= known || seen[code] === 1) return;
      seen[code] = 1;
      distinct++;
    },
    count: (size) => distinct + size - known,
  };
}

interface StatusReader {
  read(block: RowBlock, faults: ReturnType<typeof createRowFaults>, into: Uint8Array): void;
}

function createStatusReader(plan: ImportPlan): StatusReader {
  const column = plan.mapping.status;
  const index = createTextIndex();
  const meanings: number[] = [];
  let codes = new Uint32Array(0);
  return {
    read(block, faults, into) {
      into.fill(LINE_STATUS.normal, 0, block.rows);
      if (column === undefined) return;
      if (codes.length < block.rows) codes = new Uint32Array(block.capacity);
      readCodes(block, column, index, faults, codes);
      while (meanings.length < index.size) meanings.push(statusMeaning(textOf(index, meanings.length), plan));
      for (let row = 0; row < block.rows; row++) if (faults.fault[row] === 0 && codes[row] !== NO_CODE) into[row] = meanings[codes[row]!]!;
    },
  };
}

function statusMeaning(text: string, plan: ImportPlan): number {
  const word = text.toLowerCase();
  if (plan.cancelledStatuses.includes(word)) return LINE_STATUS.cancelled;
  return plan.testStatuses.includes(word) ? LINE_STATUS.test : LINE_STATUS.normal;
}

/** Rows whose currency cell names another currency than the project’s. */
function createCurrencyReader(plan: ImportPlan, project: string): { mark(block: RowBlock, fault: Uint8Array, other: (row: number, column: number) => void): void } {
  const column = plan.mapping.currency;
  const index = createTextIndex();
  const same: boolean[] = [];
  let codes = new Uint32Array(0);
  return {
    mark(block, fault, other) {
      if (column === undefined) {
        if (plan.currency.code !== project) for (let row = 0; row < block.rows; row++) other(row, -1);
        return;
      }
      if (codes.length < block.rows) codes = new Uint32Array(block.capacity);
      readCodes(block, column, index, { fault, column: new Int16Array(0) }, codes);
      while (same.length < index.size) same.push(currencyCode(textOf(index, same.length)) === project);
      for (let row = 0; row < block.rows; row++) {
        if (fault[row] !== 0) continue;
        const matches = codes[row] === NO_CODE ? plan.currency.code === project : same[codes[row]!] === true;
        if (!matches) other(row, column);
      }
    },
  };
}

function textOf(index: TextIndex, code: number): string {
  for (const batch of index.batches(code)) return new TextDecoder().decode(batch.bytes.subarray(batch.offsets[0], batch.offsets[1]));
  return '';
}

function markCredits(block: RowBlock, column: number, prefix: Uint8Array, statuses: Uint8Array): void {
  const { bytes, start, end, columns, rows } = block;
  for (let row = 0, cell = column; row < rows; row++, cell += columns) {
    let from = start[cell]!;
    while (from < end[cell]! && bytes[from]! <= 32) from++;
    if (statuses[row] !== LINE_STATUS.normal || end[cell]! - from < prefix.length) continue;
    let matched = 0;
    while (matched < prefix.length && bytes[from + matched] === prefix[matched]) matched++;
    if (matched === prefix.length) statuses[row] = LINE_STATUS.credit;
  }
}
