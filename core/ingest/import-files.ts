import type { ImportPlan, ImportReport } from '../contract/imports.ts';
import type { Progress } from '../contract/rpc.ts';
import type { ImportTarget } from '../frame/import-target.ts';

export interface ImportInput {
  paths: string[];
  /** `null`: each file is recognised by itself. */
  plan: ImportPlan | null;
  store: ImportTarget;
  /** Polled for every chunk of a file. */
  cancelled: () => boolean;
  onProgress: (progress: Progress) => void;
}

/** Imports order files in one transaction: all of it lands, or nothing.
 *  Throws EngineFailure FILE, UNMAPPED_COLUMNS, AMBIGUOUS_DATES, ALREADY_IMPORTED, CANCELLED, PROJECT. */
export function importFiles(input: ImportInput): Promise<ImportReport> {
  return Promise.reject(new Error(`not built yet: ${input.paths.join()}`));
}
