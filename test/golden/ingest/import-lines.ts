import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportPlan, ImportReport } from '../../../core/contract/imports.ts';
import { withPlainAttributes } from '../../../core/frame/order-rules.ts';
import { LINE_CURRENCY, LINE_STATUS, NO_CODE } from '../../../core/frame/line-batch.ts';
import { importFiles } from '../../../core/ingest/import-files.ts';
import { openProject, type ProjectStore } from '../../../core/store/project-store.ts';

/** A stored order line in words, as the golden files write it. */
export interface LineInWords {
  line: number;
  order: string;
  customer: string | null;
  product: string | null;
  productName: string | null;
  moment: string;
  quantity: number;
  grossMinor: number;
  netMinor: number;
  refundMinor: number;
  costMinor: number;
  status: string;
  /** `null`: the project’s. */
  currency: string | null;
  attributes: Record<string, string | null>;
}

/** Runs `work` on a new project in a folder of its own, and takes both away afterwards. */
export async function withProject<T>(work: (store: ProjectStore, folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-test-'));
  const store = openProject(join(folder, 'test.tenure'), { create: true });
  try {
    return await work(store, folder);
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export function importInto(store: ProjectStore, paths: string[], plan: ImportPlan | null = null): Promise<ImportReport> {
  return importFiles({ paths, plan, store, cancelled: () => false, onProgress: () => undefined });
}

export function readLines(store: ProjectStore): LineInWords[] {
  const source = store.lineSource();
  const words = (name: string): ((code: number) => string | null) => {
    const dictionary = store.dictionary(name);
    return (code) => (code === NO_CODE ? null : dictionary.text(code));
  };
  const order = words('order');
  const customer = words('customer');
  const product = words('product');
  const productName = words('productName');
  const currency = words(LINE_CURRENCY);
  const attributes = withPlainAttributes(source).attributeNames.map((name) => ({ name, text: words(name) }));
  const statuses = Object.keys(LINE_STATUS);
  const lines: LineInWords[] = [];
  for (const batch of source.batches()) {
    for (let row = 0; row < batch.rows; row++) {
      lines.push({
        line: batch.sourceLine[row]!,
        order: order(batch.order[row]!) ?? '',
        customer: customer(batch.customer[row]!),
        product: product(batch.product[row]!),
        productName: productName(batch.product[row]!),
        moment: new Date(batch.moment[row]! * 1000).toISOString().slice(0, 19),
        quantity: batch.quantity[row]!,
        grossMinor: batch.gross[row]!,
        netMinor: batch.net[row]!,
        refundMinor: batch.refund[row]!,
        costMinor: batch.cost?.[row] ?? 0,
        status: statuses[batch.status[row]!] ?? '',
        currency: currency(batch.attributes[LINE_CURRENCY]?.[row] ?? NO_CODE),
        attributes: Object.fromEntries(attributes.map(({ name, text }) => [name, text(batch.attributes[name]![row]!)])),
      });
    }
  }
  return lines;
}
