import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the built program keeps its parts: everything of the shell lies in one flat folder beside the page’s. */
export const PRELOAD = fileURLToPath(new URL('./preload.cjs', import.meta.url));
export const ENGINE = fileURLToPath(new URL('./engine.js', import.meta.url));
export const PAGE_FOLDER = fileURLToPath(new URL('../page', import.meta.url));

const SAMPLE_FILES = ['orders.csv.gz', 'customers.csv', 'feedback.csv', 'spend.csv', 'products.csv'];

/** The files of the sample shop, orders first, or none where they were not made. `root`: the resources of a packaged program, else the repository. */
export function sampleFiles(root: string): string[] {
  const paths = SAMPLE_FILES.map((name) => join(root, 'sample-data', name));
  return paths.every((path) => existsSync(path)) ? paths : [];
}

/** What this run opens: the project of the last run if it is still there, else the sample shop. */
export function projectToOpen(userData: string, lastProject: string | null): { path: string; sample: boolean } {
  const sample = join(userData, 'sample.tenure');
  if (lastProject !== null && lastProject !== sample && existsSync(lastProject)) return { path: lastProject, sample: false };
  return { path: sample, sample: true };
}
