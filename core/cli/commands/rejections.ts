import { extname, resolve } from 'node:path';
import { EngineFailure } from '../../contract/errors.ts';
import { IMPORT_KINDS, type ImportKind, type RejectionPage } from '../../contract/imports.ts';
import type { ProjectInfo } from '../../contract/project.ts';
import type { Command } from '../command.ts';
import { formatCount } from '../numbers.ts';
import { JSON_OPTION, wholeOption } from '../options.ts';
import { onlyProject, type ProjectSession, withStoredProject } from '../project-session.ts';
import { safeText, textTable } from '../table.ts';
import { UsageError } from '../usage.ts';
import { describeRowFault, REJECTION_WORDS } from '../words.ts';

const SHOWN_ROWS = 100;
const PAGE_ROWS = 500;

export const rejectionsCommand: Command = {
  name: 'rejections',
  summary: 'Rows that were not imported, with line, column and reason; as a CSV to mend and import again',
  help: `Usage: tenure rejections <project> [--import N] [--out F.csv] [--json]

Lists the rows that imports rejected. With --out, writes them as a CSV: the columns of their files, united by name where the files differ, and
behind these, four or five columns that begin with "Tenure:" and say from which file and line each row comes and what is wrong with it.
Mend the cells, leave the rest as it is, and import that file: the columns of Tenure are not read. Cells that a spreadsheet would take for a
formula (those that begin with = + - @ tab or carriage return) have an apostrophe in front, which the import takes off again.
Rejected rows of customers, feedback, spend and products go into files of their own, named F-customers.csv and so on, beside those of orders.
Where a row had more cells than the header, the last column holds the others: put them where they belong and empty it.
Of a row of more than 64 KiB, the beginning is kept, and its reason says so.

Options
  --import N    only rows of import N (see "tenure info"); otherwise of all
  --out F.csv   write the rows there; a file of that name is replaced
  --json        JSON: {"rejected","rejections":[{"file","line","column","reason","value"}…]}; with --out {"files":[{"kind","file","rows"}…]}

Examples
  tenure rejections shop.tenure
  tenure rejections shop.tenure --out mend.csv
  tenure import shop.tenure mend.csv
`,
  options: { import: { type: 'string' }, out: { type: 'string' }, ...JSON_OPTION },
  async run(input, terminal) {
    const { options } = input;
    const number = wholeOption(options, 'import', 1, 0);
    const importId = number === 0 ? null : number;
    const out = options.text('out');
    if (out !== undefined && extname(out).toLowerCase() !== '.csv') throw new UsageError(`--out "${out}" does not end with .csv`);
    await withStoredProject(onlyProject(input), false, terminal, async (session) => {
      if (importId !== null && !session.info.imports.some((entry) => entry.importId === importId)) throw new EngineFailure({ code: 'NO_SUCH_IMPORT', importId });
      if (out !== undefined) {
        const files = await writeFiles(session, importId, out);
        if (options.flag('json')) terminal.print(JSON.stringify({ files }));
        else if (files.length === 0) terminal.print('No rows were rejected; nothing was written.');
        else for (const { kind, file, rows } of files) terminal.print(`${safeText(file)}: ${formatCount(rows)} rejected ${rows === 1 ? 'row' : 'rows'} of ${kind}`);
        return;
      }
      const page = await readPages(session, importId, options.flag('json') ? Infinity : SHOWN_ROWS);
      const rows = page.line.map((line, row) => ({ file: page.file[row] ?? '', line, column: page.column[row] ?? '', reason: page.reason[row], value: page.value[row] ?? '' }));
      if (options.flag('json')) {
        terminal.print(JSON.stringify({ rejected: page.total, rejections: rows }));
        return;
      }
      if (page.total === 0) {
        terminal.print('No rows were rejected.');
        return;
      }
      const cells = rows.map(({ file, line, column, reason, value }) => [safeText(file), formatCount(line), safeText(column), reason === undefined ? '' : describeRowFault(reason), safeText(value.slice(0, 60))]);
      terminal.print(textTable(['File', 'Line', 'Column', 'Reason', 'Value'], cells, ['left', 'right', 'left', 'left', 'left']));
      if (page.total > rows.length) terminal.print(`\n${formatCount(page.total)} rejected rows; these are the first ${formatCount(rows.length)}. All of them: --out F.csv, or --json.`);
    });
  },
};

async function writeFiles({ engine, call, info }: ProjectSession, importId: number | null, out: string): Promise<{ kind: ImportKind; file: string; rows: number }[]> {
  const files: { kind: ImportKind; file: string; rows: number }[] = [];
  for (const kind of kindsRejected(info, importId)) {
    // The first file has the name that was asked for, whatever its kind.
    const file = files.length === 0 ? out : `${out.slice(0, -extname(out).length)}-${kind}${extname(out)}`;
    const { rows } = await call('import.exportRejections', { importId, kind, file: engine.grantTarget(resolve(file)), words: REJECTION_WORDS });
    if (rows > 0) files.push({ kind, file, rows });
  }
  return files;
}

function kindsRejected({ imports }: ProjectInfo, importId: number | null): ImportKind[] {
  const files = imports.filter((entry) => importId === null || entry.importId === importId).flatMap((entry) => entry.files);
  return IMPORT_KINDS.filter((kind) => files.some((file) => (file.kind ?? 'orders') === kind && file.rejected > 0));
}

async function readPages({ call }: ProjectSession, importId: number | null, most: number): Promise<RejectionPage> {
  const all: RejectionPage = { total: 0, file: [], line: [], column: [], reason: [], value: [] };
  for (;;) {
    const page = await call('import.rejections', { importId, offset: all.line.length, limit: Math.min(PAGE_ROWS, most) });
    all.total = page.total;
    for (const [index, line] of page.line.entries()) {
      all.file.push(page.file[index] ?? '');
      all.line.push(line);
      all.column.push(page.column[index] ?? '');
      const reason = page.reason[index];
      if (reason !== undefined) all.reason.push(reason);
      all.value.push(page.value[index] ?? '');
    }
    if (page.line.length === 0 || all.line.length >= Math.min(page.total, most)) return all;
  }
}
