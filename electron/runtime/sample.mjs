import { existsSync } from 'node:fs';
import path from 'node:path';
import { asCommand, isCommand, nodeExecutable, repository, runVisibly, say, SetupError } from './places.mjs';

/** Generates the sample data where they are missing: they are too large for the repository. */
export async function ensureSample() {
  if (existsSync(path.join(repository, 'sample-data', 'orders.csv.gz'))) return;
  say('Generating the sample data');
  const status = await runVisibly(nodeExecutable(), [path.join('sample-data', 'generate.ts')]);
  if (status !== 0) throw new SetupError('The sample data could not be generated.');
}

if (isCommand(import.meta)) await asCommand(ensureSample);
