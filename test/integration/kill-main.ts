import { killImports } from './kill-rounds.ts';

/** Kills 200 imports and undos (or as many as asked for) and says what became of the projects. */
const kills = Number(process.argv[2] ?? 200);
if (!(kills >= 1)) throw new RangeError('the number of kills is at least 1');
const tally = await killImports(kills, Math.random, ({ killed }) => {
  if (killed % 20 === 0) process.stderr.write(`${killed} of ${kills}\n`);
});
process.stdout.write(`${tally.killed} imports and undos killed, ${tally.inCommit} of them in the commit: every project opened whole, ${tally.old} at the state before, ${tally.new} at the one after\n`);
