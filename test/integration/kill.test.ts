import { expect, test } from 'vitest';
import { killImports } from './kill-rounds.ts';

const KILLS = 16;

// The long form is `npm run test:kill`.
test('a process killed at any moment of an import, a correction or an undo leaves the project at the state before or after it', { timeout: 180_000 }, async () => {
  const { killed, inCommit, old } = await killImports(KILLS, Math.random);
  expect(killed).toBe(KILLS);
  expect(inCommit).toBeGreaterThan(0);
  expect(old).toBeGreaterThan(0);
});
