import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { LANGUAGES, settingsSchema, type Language, type Settings } from '../core/contract/shell.ts';
import { writeWhole } from './atomic-file.ts';

/** The first of the user’s languages that the program speaks, else English. Tags as the system gives them: `uk-UA`, `pl`. */
export function preferredLanguage(systemLanguages: readonly string[]): Language {
  for (const tag of systemLanguages) {
    const primary = tag.toLowerCase().split(/[-_]/)[0];
    const language = LANGUAGES.find((known) => known === primary);
    if (language !== undefined) return language;
  }
  return 'en';
}

/** What the shell itself remembers from run to run. */
const shellStateSchema = z.object({
  lastProject: z.string().max(10_000).nullable(),
  window: z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive(), maximized: z.boolean() }).nullable(),
});
export type ShellState = z.infer<typeof shellStateSchema>;

export interface StoredValue<T> {
  get(): T;
  /** Writes follow each other; the last one wins. */
  set(value: T): Promise<void>;
}

export const openSettings = (path: string, systemLanguages: readonly string[]): Promise<StoredValue<Settings>> =>
  openStored(path, settingsSchema, { language: preferredLanguage(systemLanguages), theme: 'system' });

export const openShellState = (path: string): Promise<StoredValue<ShellState>> =>
  openStored(path, shellStateSchema, { lastProject: null, window: null });

/** A small JSON file; one that is missing, unreadable or of another shape counts as `initial`. */
async function openStored<T>(path: string, schema: z.ZodType<T>, initial: T): Promise<StoredValue<T>> {
  let value = initial;
  try {
    const parsed = schema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    if (parsed.success) value = parsed.data;
  } catch {
    value = initial;
  }
  let writing = Promise.resolve();
  return {
    get: () => value,
    set(next) {
      value = next;
      writing = writing.catch(() => undefined).then(() => writeWhole(path, `${JSON.stringify(next, null, 2)}\n`));
      return writing;
    },
  };
}
