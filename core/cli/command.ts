import type { ParseArgsOptionsConfig } from 'node:util';
import type { ParsedArguments } from './options.ts';
import type { Terminal } from './terminal.ts';

export interface Command {
  name: string;
  /** One line of `tenure --help`. */
  summary: string;
  /** All of `tenure <command> --help`. */
  help: string;
  options: ParseArgsOptionsConfig;
  run(input: ParsedArguments, terminal: Terminal): Promise<void>;
}
