import type { ImportFacts, SkipRule } from '../../contract/imports.ts';
import type { RejectedRow } from '../../frame/import-target.ts';
import { fileFailure } from '../file-faults.ts';
import type { ImportDictionaries } from '../import-dictionaries.ts';
import type { LineBatchBuilder } from '../line-batch-builder.ts';
import type { LineMatcher } from '../matching/line-matcher.ts';
import type { DecodedSegment } from './segment.ts';

export interface MergerOptions {
  fileName: string;
  fileIndex: number;
  dictionaries: ImportDictionaries;
  builder: LineBatchBuilder;
  matcher: Pick<LineMatcher, 'expect'>;
  reject: (row: RejectedRow) => void;
}

/** Puts the segments of one file together, in the order of the file. Each dictionary lists its texts as they appear, so the project’s
 *  codes come out the same however the file was cut. */
export interface SegmentMerger {
  /** The line of the file on which the first segment begins, if not the first. */
  startAt(line: number): void;
  /** Throws EngineFailure FILE where the file cannot be read on. */
  merge(segment: DecodedSegment): void;
  counts(): { rows: number; rejected: number; skipped: Map<SkipRule, number> };
  facts(): ImportFacts;
}

export function createSegmentMerger({ fileName, fileIndex, dictionaries, builder, matcher, reject }: MergerOptions): SegmentMerger {
  const orders = createDistinctCounter(dictionaries.orders.size);
  const customers = createDistinctCounter(dictionaries.customers.size);
  const facts: ImportFacts = { lines: 0, orders: 0, customers: 0, anonymousLines: 0, creditLines: 0, negativeQuantityLines: 0, zeroPriceLines: 0, grossMinor: 0 };
  const skipped = new Map<SkipRule, number>();
  let linesBefore = 0;
  let rows = 0;
  let rejected = 0;

  return {
    startAt(line) {
      linesBefore = line - 1;
    },
    merge(segment) {
      const { columns } = segment;
      const codes = {
        order: dictionaries.orders.codes(segment.orders),
        customer: dictionaries.customers.codes(segment.customers),
        product: dictionaries.products.codes(segment.products),
        attributes: new Map(Object.entries(segment.attributes).map(([name, texts]) => [name, dictionaries.attributes.get(name)?.codes(texts) ?? new Uint32Array(texts.size)])),
      };
      if (segment.productNames !== null) dictionaries.nameProducts(codes.product, segment.productNames);
      matcher.expect(columns.order.subarray(0, columns.length), codes.order);
      builder.append({ columns, codes, fileIndex, linesBefore });
      for (const row of segment.rejections) reject({ ...row, fileIndex, line: linesBefore + row.line });
      orders.add(codes.order);
      customers.add(codes.customer);
      facts.lines += columns.length;
      facts.anonymousLines += segment.facts.anonymousLines;
      facts.creditLines += segment.facts.creditLines;
      facts.negativeQuantityLines += segment.facts.negativeQuantityLines;
      facts.zeroPriceLines += segment.facts.zeroPriceLines;
      facts.grossMinor += segment.facts.grossMinor;
      rows += segment.rows;
      rejected += segment.rejections.length;
      for (const [rule, count] of segment.skipped) skipped.set(rule, (skipped.get(rule) ?? 0) + count);
      if (segment.fault !== null) throw fileFailure(fileName, segment.fault.fault, linesBefore + segment.fault.line);
      linesBefore += segment.lines;
    },
    counts: () => ({ rows, rejected, skipped }),
    facts: () => ({ ...facts, orders: orders.count(dictionaries.orders.size), customers: customers.count(dictionaries.customers.size) }),
  };
}

/** Distinct codes seen: those that were there before in a bit set, new ones by the growth of the dictionary. */
function createDistinctCounter(known: number): { add(codes: Uint32Array): void; count(size: number): number } {
  const seen = new Uint8Array(known);
  let distinct = 0;
  return {
    add(codes) {
      if (known === 0) return;
      for (const code of codes) {
        if (code >= known || seen[code] === 1) continue;
        seen[code] = 1;
        distinct++;
      }
    },
    count: (size) => distinct + size - known,
  };
}
