import { resolve } from 'node:path';
import type { ProjectInfo } from '../contract/project.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import type { ParsedArguments } from './options.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage.ts';

export interface ProjectSession {
  engine: Engine;
  info: ProjectInfo;
  call: Engine['call'];
}

type Work<T> = (session: ProjectSession) => Promise<T>;

/** Opens the project, works with it, and lets go of it whatever happens. */
export function withProject<T>(path: string, create: boolean, terminal: Terminal, work: Work<T>): Promise<T> {
  return workWith(createEngine(), path, create, terminal, work);
}

/** The same for commands that ask for no figures: no threads are started to compute them. */
export function withStoredProject<T>(path: string, create: boolean, terminal: Terminal, work: Work<T>): Promise<T> {
  return workWith(createEngine({ warm: false }), path, create, terminal, work);
}

async function workWith<T>(engine: Engine, path: string, create: boolean, terminal: Terminal, work: Work<T>): Promise<T> {
  try {
    const call: ProjectSession['call'] = (method, request) => engine.call(method, request, { signal: terminal.signal, onProgress: terminal.progress });
    const info = await call('project.open', { file: engine.grant(resolve(path)), create });
    return await work({ engine, info, call });
  } finally {
    await engine.close();
    terminal.clearProgress();
  }
}

/** The one positional of most commands. */
export function onlyProject({ positionals }: ParsedArguments): string {
  const [project, ...rest] = positionals;
  if (project === undefined) throw new UsageError('name a project file');
  if (rest.length > 0) throw new UsageError(`unexpected argument "${rest[0]}"`);
  return project;
}
