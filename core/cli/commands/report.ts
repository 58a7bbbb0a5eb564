import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EngineFailure } from '../../contract/errors.ts';
import { LANGUAGES } from '../../contract/shell.ts';
import type { Command } from '../command.ts';
import { dateOption, wordOption } from '../options.ts';
import { onlyProject } from '../project-session.ts';
import { UsageError } from '../usage.ts';

const LAUNCHER = fileURLToPath(new URL('../../../electron/runtime/launch.mjs', import.meta.url));

/** The report was not written; the printing process has said why on stderr. */
export class ReportFailed extends Error {}

export const reportCommand: Command = {
  name: 'report',
  summary: 'Print overview and cohorts as PDF or HTML',
  help: `Usage: tenure report <project> --out F.pdf|F.html [options]

Writes the overview and the cohorts of a project as an A4 PDF with vector charts, or as one self-contained HTML file.

Options
  --out F                    the file to write; its ending says what: .pdf or .html
  --lang L                   ${LANGUAGES.join(', ')} (default en)
  --from D, --to D           the period of the figures, both or neither; --to is exclusive
  --as-of D                  compute as if the day were D

Example
  tenure report shop.tenure --out shop-2025.pdf --lang uk
`,
  options: { out: { type: 'string' }, lang: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' }, 'as-of': { type: 'string' } },
  async run(input, terminal) {
    const { options } = input;
    const project = onlyProject(input);
    const out = options.text('out');
    if (out === undefined || !['.pdf', '.html'].includes(extname(out).toLowerCase())) throw new UsageError('name the file to write: --out F.pdf or --out F.html');
    const from = dateOption(options, 'from');
    const to = dateOption(options, 'to');
    const asOf = dateOption(options, 'as-of');
    if ((from === null) !== (to === null)) throw new UsageError('--from and --to belong together');
    if (from !== null && to !== null && from >= to) throw new UsageError(`--from ${from} does not lie before --to ${to} (which is exclusive)`);
    const language = wordOption(options, 'lang', LANGUAGES, 'en');
    if (!existsSync(project)) throw new EngineFailure({ code: 'PROJECT', file: project, fault: 'not-found' });
    const given = Object.entries({ report: resolve(project), out: resolve(out), lang: language, 'as-of': asOf, from, to });
    const code = await launch(given.flatMap(([name, value]) => (value === null ? [] : [`--${name}=${value}`])), terminal.signal);
    if (code !== 0) throw new ReportFailed('the report was not written');
    terminal.print(out);
  },
};

function launch(args: string[], signal: AbortSignal): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [LAUNCHER, ...args], { stdio: ['ignore', 'ignore', 'inherit'], signal });
    child.on('error', (error) => fail(signal.aborted ? new EngineFailure({ code: 'CANCELLED' }) : error));
    child.on('exit', (code) => done(code ?? 1));
  });
}
