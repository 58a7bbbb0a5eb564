import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { main } from '../../core/cli/main.ts';

export interface CliRun {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface CommandLine {
  folder: string;
  /** Writes a file there; answers its name. */
  file(name: string, content: string | Uint8Array): string;
  /** Runs `tenure <args>` there, in this process: one after the other. The launcher and its exit codes are cli.test.ts’s. */
  tenure(...args: string[]): Promise<CliRun>;
  /** What a command that succeeds in silence prints with --json. */
  json(...args: string[]): Promise<Record<string, unknown>>;
  /** Takes the folder away. */
  end(): void;
}

/** The command line in a folder of its own. */
export function createCommandLine(): CommandLine {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-cli-'));
  const tenure = async (...args: string[]): Promise<CliRun> => {
    const run: CliRun = { code: null, stdout: '', stderr: '' };
    const before = process.cwd();
    process.chdir(folder);
    try {
      run.code = await main(args, { stdout: { write: (text) => (run.stdout += text) }, stderr: { write: (text) => (run.stderr += text) } });
    } finally {
      process.chdir(before);
    }
    return run;
  };
  return {
    folder,
    tenure,
    file(name, content) {
      writeFileSync(join(folder, name), content);
      return name;
    },
    async json(...args) {
      const { code, stdout, stderr } = await tenure(...args, '--json');
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return JSON.parse(stdout) as Record<string, unknown>;
    },
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}
