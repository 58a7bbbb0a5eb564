import type { ImportPlan } from '../contract/imports.ts';
import { type SavedMapping, savedMappingSchema } from '../contract/mappings.ts';
import { inspectFile } from '../ingest/inspect-file.ts';
import { savedMapping, withMapping } from '../ingest/saved-mapping.ts';
import type { ProjectStore } from '../store/project-store.ts';

const SETTING = 'mappings';

type Settings = Pick<ProjectStore, 'setting' | 'saveSetting'>;

/** Corrections that the project remembers, newest first; what a later version has written otherwise is left out. */
export function readMappings(store: Settings): SavedMapping[] {
  const list: unknown = JSON.parse(store.setting(SETTING) ?? '[]');
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry) => {
    const parsed = savedMappingSchema.safeParse(entry);
    return parsed.success ? [parsed.data] : [];
  });
}

export function keepMapping(store: Settings, mapping: SavedMapping): void {
  store.saveSetting(SETTING, JSON.stringify(withMapping(readMappings(store), mapping)));
}

/** Answers the list that is left. */
export function forgetMapping(store: Settings, key: string): SavedMapping[] {
  const left = readMappings(store).filter((mapping) => mapping.key !== key);
  store.saveSetting(SETTING, JSON.stringify(left));
  return left;
}

/** What to remember of a plan that corrects what was recognised; `null`: nothing. Throws EngineFailure FILE. */
export async function correctionOf(path: string, recognised: ImportPlan, plan: ImportPlan): Promise<SavedMapping | null> {
  return savedMapping(await inspectFile(path, recognised), await inspectFile(path, plan), new Date().toISOString());
}
