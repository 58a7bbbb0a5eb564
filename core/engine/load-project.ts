import type { BuildOptions } from '../frame/build-frame.ts';
import type { OrderFrame } from '../frame/order-frame.ts';
import type { ProjectStore } from '../store/project-store.ts';
import { summariseAttributes } from './attribute-summary.ts';
import { collectGarbage } from './collect-garbage.ts';
import type { FrameThreads } from './frame-threads.ts';
import { readRules, ruledLines } from './order-rules.ts';
import { type SharedTexts, shareTexts } from './shared-texts.ts';
import { spendFacts } from './spend-facts.ts';
import type { LoadedProject } from './worker-api.ts';

/** Reads an open project into shared memory, as it is at the beginning: another process may import or undo meanwhile. `slot`: place among the cancel flags. */
export async function loadProject(...[project, ...parts]: Parameters<typeof readProject>): Promise<LoadedProject> {
  const letGo = project.hold();
  try {
    return await readProject(project, ...parts);
  } finally {
    letGo();
  }
}

async function readProject(project: ProjectStore, threads: FrameThreads, slot: number, options: Pick<BuildOptions, 'cancelled' | 'onProgress'>): Promise<LoadedProject> {
  collectGarbage();
  const ruled = ruledLines(project, readRules(project));
  const { source, currency, exchange } = ruled;
  const frame = await threads.build(project, ruled, slot, options);
  // The batches that were read.
  collectGarbage();
  const texts: Record<string, SharedTexts> = {};
  for (const name of source.attributeNames) texts[name] = shareTexts(project.dictionaryBatches(name));
  const customers = shareTexts(project.dictionaryBatches('customer'));
  const [products, productNames] = [shareTexts(project.dictionaryBatches('product')), shareTexts(project.dictionaryBatches('productName'))];
  const spend = spendFacts(project, exchange);
  const stored = project.info();
  const facts = exchange === null ? stored.facts : { ...stored.facts, spend: { rows: spend?.day.length ?? 0, totalMinor: spend?.amountMinor.reduce((sum, amount) => sum + amount, 0) ?? 0 } };
  const info = { ...stored, facts, customers: customersWithOrders(frame), currency, fingerprint: source.fingerprint, attributes: summariseAttributes(frame, texts) };
  return { info, frame, texts, customers, representative: ruled.lines.merged?.representative ?? null, products, productNames, spend };
}

/** The customer dictionary also names people who have only a record, or an answer. */
function customersWithOrders({ customers, orderStart }: OrderFrame): number {
  let count = 0;
  for (let customer = 0; customer < customers; customer++) if (orderStart[customer + 1]! > orderStart[customer]!) count++;
  return count;
}
