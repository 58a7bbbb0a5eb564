import { existsSync } from 'node:fs';
import path from 'node:path';
import { asCommand, isCommand, nodeExecutable, repository, runVisibly, say, SetupError } from './places.mjs';

const FILES = ['orders.csv.gz', 'customers.csv', 'feedback.csv', 'spend.csv', 'products.csv'];

/** Generates the sample data where they are missing: they are too large for the repository. */
export async function ensureSample() {
  if (FILES.every((name) => existsSync(path.join(repository, 'sample-data', name)))) return;
  say('Generating the sample data');
  const status = await runVisibly(nodeExecutable(), [path.join('sample-data', 'generate.ts')]);
  if (status !== 0) throw new SetupError('The sample data could not be generated.');
}

if (isCommand(import.meta)) await asCommand(ensureSample);
