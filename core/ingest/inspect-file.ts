import type { ImportPlan, ImportProposal } from '../contract/imports.ts';

/** Recognises what a file looks like, and how it would be read. Throws EngineFailure FILE. */
export function inspectFile(path: string, plan: ImportPlan | null): Promise<ImportProposal> {
  return Promise.reject(new Error(`not built yet: ${path} ${String(plan)}`));
}
