import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { sampleFiles } from '../../electron/places.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The sample shop as a project: a window finds it instead of importing the files at every start. */
    sampleProject: string;
  }
}

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Imports the sample shop once for all tests of the window. @returns what takes it away again */
export default function prepareSample({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-sample-'));
  const project = join(folder, 'sample.tenure');
  execFileSync(process.execPath, [join(repository, 'core', 'cli', 'tenure.mjs'), 'import', project, ...sampleFiles(repository)], { stdio: ['ignore', 'ignore', 'inherit'] });
  provide('sampleProject', project);
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
