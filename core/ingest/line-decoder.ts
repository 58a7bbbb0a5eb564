import type { ImportPlan, SkipRule } from '../contract/imports.ts';
import type { Currency } from '../contract/provenance.ts';
import type { DictionaryBatch } from '../frame/import-target.ts';
import { LINE_CURRENCY, LINE_STATUS, NO_CODE } from '../frame/line-batch.ts';
import { isBlank, readMoments } from './cell-columns.ts';
import { isPerUnit } from './field-names.ts';
import { attributeColumns } from './guess-plan.ts';
import { createKeyReader } from './key-columns.ts';
import { createLineCurrencyReader, namesCurrencies } from './line-currency.ts';
import { createMoneyCells, createMoneyReader, type MoneyCells } from './money-columns.ts';
import type { DecodedSegment } from './parallel/segment.ts';
import { createSegmentColumns, enlarged, type SegmentColumns } from './parallel/segment-columns.ts';
import { createRowFaults, faultName, faultValue, markShapeFaults, rejectedCells } from './row-faults.ts';
import { cellSyntax } from './row-reader.ts';
import { createTextRestorer } from './rejection-table.ts';
import { createOrderRows } from './rows/order-rows.ts';
import { createSkipRules } from './rows/skipped-rows.ts';
import { createWholeIds } from './rows/whole-ids.ts';
import { createTextIndex, type TextIndex } from './text-index.ts';
import type { RowBlock } from './tokenizer.ts';

export interface LineDecoderOptions {
  plan: ImportPlan;
  headers: readonly string[];
  /** Of the project; lines in another currency keep theirs. */
  currency: Currency;
  /** Most rows of a block. */
  capacity: number;
}

/** Turns blocks of one file’s rows into the order lines of a segment. Every row is imported, rejected or skipped by a rule. */
export interface LineDecoder {
  /** Starts a segment, in columns to be used again if there are any. */
  begin(columns: SegmentColumns | null): void;
  /** `from`: rows before this one are not data (the header). */
  decode(block: RowBlock, from: number): void;
  /** Rows taken since `begin`. */
  rows(): number;
  /** Ends the segment; `lines` and `fault` as in DecodedSegment. */
  finish(lines: number, fault: DecodedSegment['fault']): DecodedSegment;
}

const FIRST_ROOM = 65_536;

export function createLineDecoder({ plan, headers, currency: projectCurrency, capacity }: LineDecoderOptions): LineDecoder {
  const { mapping } = plan;
  const faults = createRowFaults(capacity);
  const money = createMoneyCells(capacity);
  const costPerUnit = mapping.cost !== undefined && isPerUnit(headers[mapping.cost] ?? '');
  const moneyReader = createMoneyReader(plan, capacity, { minorUnitDigits: projectCurrency.minorUnitDigits, costPerUnit });
  const orders = createTextIndex();
  const customers = createTextIndex();
  const products = createTextIndex();
  const keys = createKeyReader(mapping, orders, customers);
  const status = createStatusReader(plan);
  const currency = namesCurrencies(plan, projectCurrency) ? createLineCurrencyReader(plan, projectCurrency, capacity) : null;
  const codes = (): Uint32Array => new Uint32Array(capacity).fill(NO_CODE);
  const order = codes();
  const customer = codes();
  const product = codes();
  const moment = new Uint32Array(capacity);
  const statuses = new Uint8Array(capacity);
  const kept = new Int32Array(capacity);
  const attributes = [...attributeColumns(plan, headers)].map(([name, column]) => ({ name, column, index: createTextIndex(), codes: codes() }));
  const coded = currency === null ? attributes : [...attributes, { name: LINE_CURRENCY, index: currency.index, codes: currency.codes }];
  const layout = { attributeNames: coded.map(({ name }) => name), hasCost: moneyReader.hasCost };
  const productColumn = mapping.product ?? mapping.productName;
  const productNames = mapping.productName === undefined ? null : createProductNames(mapping.productName);
  const creditPrefix = new TextEncoder().encode(plan.creditPrefix ?? '');
  let columns = createSegmentColumns(8, layout);
  const syntax = cellSyntax(plan.dialect);
  const restore = createTextRestorer(headers);
  const wholeIds = createWholeIds(plan);
  const orderRows = createOrderRows(plan);
  const skipRule = createSkipRules(plan.dialect.header ? headers : [], mapping.date);
  let skipped = new Map<SkipRule, number>();
  let rejections: DecodedSegment['rejections'] = [];
  let facts = noFacts();
  let rows = 0;

  const leaveOut = (block: RowBlock, row: number): void => {
    const rule = skipRule(block, row);
    if (rule !== null) {
      skipped.set(rule, (skipped.get(rule) ?? 0) + 1);
      return;
    }
    const column = faults.column[row]!;
    rejections.push({
      line: block.line[row]!,
      column: column < 0 ? '' : (headers[column] ?? ''),
      reason: faultName(faults.fault[row]!),
      value: faultValue(block, row, column, plan.dialect.delimiter),
      content: rejectedCells(block, row, syntax),
    });
  };

  const append = (block: RowBlock, count: number): void => {
    while (columns.length + count > columns.capacity) columns = enlarged(columns);
    const at = columns.length;
    // Where no row was left out, the columns are copied as they are.
    const rowsKept = count === block.rows ? null : kept;
    gather(order, columns.order, rowsKept, count, at);
    gather(customer, columns.customer, rowsKept, count, at);
    gather(product, columns.product, rowsKept, count, at);
    gather(moment, columns.moment, rowsKept, count, at);
    gather(block.line, columns.line, rowsKept, count, at);
    gather(money.quantity, columns.quantity, rowsKept, count, at);
    gather(money.gross, columns.gross, rowsKept, count, at);
    gather(money.net, columns.net, rowsKept, count, at);
    gather(money.refund, columns.refund, rowsKept, count, at);
    if (columns.cost !== null) gather(money.cost, columns.cost, rowsKept, count, at);
    gather(statuses, columns.status, rowsKept, count, at);
    for (const attribute of coded) gather(attribute.codes, columns.attributes[attribute.name]!, rowsKept, count, at);
    columns.length += count;
  };

  return {
    begin(reused) {
      columns = reused ?? createSegmentColumns(FIRST_ROOM, layout);
      columns.length = 0;
      for (const index of [orders, customers, products, ...coded.map((attribute) => attribute.index)]) index.clear();
      productNames?.clear();
      rejections = [];
      skipped = new Map();
      facts = noFacts();
      rows = 0;
    },
    decode(block, from) {
      faults.fault.fill(0, 0, block.rows);
      // The header has no data; it is neither read nor rejected.
      faults.fault.fill(HEADER, 0, from);
      restore?.(block, from);
      wholeIds?.(block, from);
      orderRows?.apply(block, from);
      markShapeFaults(block, faults);
      if (mapping.date !== undefined) readMoments(block, mapping.date, mapping.time, plan.dialect.dateOrder, faults, moment);
      currency?.read(block, faults);
      moneyReader.read(block, faults, money, currency?.digits ?? null);
      keys.markMissing(block, faults);

      // From here on no row is found at fault: every text that gets a code belongs to a line.
      keys.readCustomers(block, faults, customer);
      keys.readOrders(block, faults, moment, order);
      if (productColumn !== undefined) products.cellCodes(block, productColumn, faults.fault, product);
      productNames?.read(block, faults.fault, product);
      for (const attribute of attributes) attribute.index.cellCodes(block, attribute.column, faults.fault, attribute.codes);
      status.read(block, faults, statuses);
      if (creditPrefix.length > 0 && mapping.order !== undefined) markCredits(block, mapping.order, creditPrefix, statuses);

      let count = 0;
      for (let row = from; row < block.rows; row++) {
        if (faults.fault[row] === 0) kept[count++] = row;
        else leaveOut(block, row);
      }
      rows += block.rows - from;
      countFacts(facts, kept, count, { customer, statuses, money, currencies: currency?.codes ?? null });
      append(block, count);
    },
    rows: () => rows,
    finish: (lines, fault) => ({
      rows,
      lines,
      columns,
      orders: orders.texts(),
      customers: customers.texts(),
      products: products.texts(),
      productNames: productNames?.texts(products.size) ?? null,
      attributes: Object.fromEntries(coded.map(({ name, index }) => [name, index.texts()])),
      rejections,
      skipped,
      facts,
      fault,
    }),
  };
}

const HEADER = 255;
const ZERO = 48;
const NINE = 57;

function noFacts(): DecodedSegment['facts'] {
  return { anonymousLines: 0, creditLines: 0, negativeQuantityLines: 0, zeroPriceLines: 0, grossMinor: 0 };
}

function countFacts(
  facts: DecodedSegment['facts'],
  kept: Int32Array,
  count: number,
  { customer, statuses, money, currencies }: { customer: Uint32Array; statuses: Uint8Array; money: MoneyCells; currencies: Uint32Array | null },
): void {
  const { quantity, gross, zeroPrice } = money;
  let anonymous = 0;
  let credits = 0;
  let negative = 0;
  let zero = 0;
  let grossMinor = 0;
  for (let index = 0; index < count; index++) {
    const row = kept[index]!;
    if (customer[row] === NO_CODE) anonymous++;
    if (statuses[row] === LINE_STATUS.credit) credits++;
    if (quantity[row]! < 0) negative++;
    zero += zeroPrice[row]!;
    if (currencies === null || currencies[row] === NO_CODE) grossMinor += gross[row]!;
  }
  facts.anonymousLines += anonymous;
  facts.creditLines += credits;
  facts.negativeQuantityLines += negative;
  facts.zeroPriceLines += zero;
  facts.grossMinor += grossMinor;
}

type Column = Uint8Array | Uint32Array | Float64Array;

/** Copies the rows `kept[0 … count)`, or the first `count` rows, to target[at …]. */
function gather(source: Column, target: Column, kept: Int32Array | null, count: number, at: number): void {
  if (kept === null) target.set(source.subarray(0, count), at);
  else for (let index = 0, place = at; index < count; index++, place++) target[place] = source[kept[index]!]!;
}

/** The first name of each product of a segment. */
function createProductNames(column: number): { clear(): void; read(block: RowBlock, fault: Uint8Array, product: Uint32Array): void; texts(size: number): DictionaryBatch } {
  let names: (Uint8Array | undefined)[] = [];
  return {
    clear() {
      names = [];
    },
    read(block, fault, product) {
      for (let row = 0; row < block.rows; row++) {
        if (fault[row] !== 0 || product[row] === NO_CODE || names[product[row]!] !== undefined) continue;
        const cell = row * block.columns + column;
        if (!isBlank(block.bytes, block.start[cell]!, block.end[cell]!)) names[product[row]!] = trimmed(block.bytes, block.start[cell]!, block.end[cell]!);
      }
    },
    texts(size) {
      const offsets = new Int32Array(size + 1);
      for (let code = 0; code < size; code++) offsets[code + 1] = offsets[code]! + (names[code]?.length ?? 0);
      const bytes = new Uint8Array(offsets[size]!);
      for (const [code, name] of names.entries()) if (name !== undefined) bytes.set(name, offsets[code]);
      return { size, offsets, bytes };
    },
  };
}

function trimmed(bytes: Uint8Array, start: number, end: number): Uint8Array {
  let from = start;
  let to = end;
  while (bytes[from]! <= 32) from++;
  while (bytes[to - 1]! <= 32) to--;
  return bytes.slice(from, to);
}

interface StatusReader {
  read(block: RowBlock, faults: ReturnType<typeof createRowFaults>, into: Uint8Array): void;
}

/** By the words of the status column; a line with a day of cancellation is cancelled whatever the status says. */
function createStatusReader(plan: ImportPlan): StatusReader {
  const { status: column, cancelledAt } = plan.mapping;
  const index = createTextIndex();
  const meanings: number[] = [];
  let codes = new Uint32Array(0);
  return {
    read(block, faults, into) {
      into.fill(LINE_STATUS.normal, 0, block.rows);
      if (column !== undefined) {
        if (codes.length < block.rows) codes = new Uint32Array(block.capacity);
        index.cellCodes(block, column, faults.fault, codes);
        while (meanings.length < index.size) meanings.push(statusMeaning(textOf(index, meanings.length), plan));
        for (let row = 0; row < block.rows; row++) if (faults.fault[row] === 0 && codes[row] !== NO_CODE) into[row] = meanings[codes[row]!]!;
      }
      if (cancelledAt !== undefined) markCancelled(block, cancelledAt, into);
    },
  };
}

function markCancelled(block: RowBlock, column: number, statuses: Uint8Array): void {
  for (let row = 0, cell = column; row < block.rows; row++, cell += block.columns) {
    // Some shops write 0000-00-00 for never.
    for (let position = block.start[cell]!; position < block.end[cell]!; position++) {
      if (block.bytes[position]! > ZERO && block.bytes[position]! <= NINE) statuses[row] = LINE_STATUS.cancelled;
    }
  }
}

function statusMeaning(text: string, plan: ImportPlan): number {
  const word = text.toLowerCase();
  if (plan.cancelledStatuses.includes(word)) return LINE_STATUS.cancelled;
  return plan.testStatuses.includes(word) ? LINE_STATUS.test : LINE_STATUS.normal;
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
