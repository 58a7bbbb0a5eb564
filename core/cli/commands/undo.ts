import { EngineFailure } from '../../contract/errors.ts';
import type { Command } from '../command.ts';
import { formatCount } from '../numbers.ts';
import { JSON_OPTION } from '../options.ts';
import { withStoredProject } from '../project-session.ts';
import { safeText } from '../table.ts';
import { UsageError } from '../usage.ts';

export const undoCommand: Command = {
  name: 'undo',
  summary: 'Take an import back',
  help: `Usage: tenure undo <project> <import>|last [--json]

Takes an import back, with all its rows, and not only the last one: what it had replaced comes back, and rows of
other imports stay. "tenure info" lists the imports with their numbers. An undone import cannot be brought back
otherwise than by importing its files again.

Options
  --json   JSON: {"undone","files":[…],"lines","orders","customers","fingerprint"}, as they are now

Examples
  tenure undo shop.tenure last
  tenure undo shop.tenure 3
`,
  options: JSON_OPTION,
  async run({ positionals, options }, terminal) {
    const [project, which, ...rest] = positionals;
    if (project === undefined || which === undefined) throw new UsageError('name a project and an import, or "last"');
    if (rest.length > 0) throw new UsageError(`unexpected argument "${rest[0]}"`);
    const number = which === 'last' ? null : Number(which);
    if (number !== null && !(Number.isSafeInteger(number) && number >= 1)) throw new UsageError(`"${which}" is neither the number of an import nor "last"`);
    await withStoredProject(project, false, terminal, async ({ info, call }) => {
      const importId = number ?? info.imports.at(-1)?.importId ?? 1;
      const entry = info.imports.find((other) => other.importId === importId);
      if (entry === undefined) throw new EngineFailure({ code: 'NO_SUCH_IMPORT', importId });
      const { lines, orders, customers, fingerprint } = await call('import.undo', { importId });
      const files = entry.files.map(({ file }) => file);
      if (options.flag('json')) terminal.print(JSON.stringify({ undone: importId, files, lines, orders, customers, fingerprint }));
      else {
        const named = files.map(safeText).join(', ');
        terminal.print(`Import ${importId} (${named}) is undone. The project has ${formatCount(lines)} order lines in ${formatCount(orders)} orders of ${formatCount(customers)} customers.`);
      }
    });
  },
};
