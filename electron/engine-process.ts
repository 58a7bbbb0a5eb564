import type { MessagePortMain, UtilityProcess } from 'electron';
import type { EnginePortMessage } from '../core/contract/shell.ts';
import type { EngineMessage } from './engine-messages.ts';
import type { FileGrant } from './file-tokens.ts';
import { restartDelay } from './restart-delay.ts';

/** Electron’s part of the supervision, so that the rules can be read without it. */
export interface EngineLauncher {
  fork(): Pick<UtilityProcess, 'postMessage' | 'kill' | 'on' | 'once'>;
  channel(): { port1: MessagePortMain; port2: MessagePortMain };
  grants(): Iterable<FileGrant>;
  /** The engine keeps dying; nothing is restarted until `start` is called again. */
  onGivenUp(): void;
  log(text: string): void;
}

export interface EngineProcess {
  start(): void;
  grant(...grant: FileGrant): void;
  /** Sends the page’s end of a fresh channel now (or as soon as an engine runs), and again after every restart, until the answer is called. */
  connect(send: (reason: EnginePortMessage['reason'], port: MessagePortMain) => void): () => void;
  /** Lets the engine finish its last transaction, for at most `patienceMs`. */
  stop(patienceMs: number): Promise<void>;
}

/** Keeps one engine process alive: when it dies, the next one is given the same files and every page a new channel. */
export function superviseEngine(launcher: EngineLauncher): EngineProcess {
  const pages = new Set<(reason: EnginePortMessage['reason'], port: MessagePortMain) => void>();
  let deaths: number[] = [];
  let child: ReturnType<EngineLauncher['fork']> | null = null;
  let restart: NodeJS.Timeout | null = null;
  let stopped = false;

  const post = (message: EngineMessage, ports?: MessagePortMain[]): void => child?.postMessage(message, ports);

  const join = (send: (reason: EnginePortMessage['reason'], port: MessagePortMain) => void, reason: EnginePortMessage['reason']): void => {
    const { port1, port2 } = launcher.channel();
    post({ type: 'connect' }, [port1]);
    send(reason, port2);
  };

  const begin = (reason: EnginePortMessage['reason']): void => {
    const started = launcher.fork();
    child = started;
    for (const [token, path, use] of launcher.grants()) post({ type: 'grant', token, path, use });
    for (const send of pages) join(send, reason);
    started.once('exit', (code) => {
      if (child !== started) return;
      child = null;
      if (stopped) return;
      launcher.log(`engine exited with code ${code}`);
      deaths.push(Date.now());
      const delay = restartDelay(deaths, Date.now());
      if (delay === null) launcher.onGivenUp();
      else restart = setTimeout(() => begin('restarted'), delay);
    });
  };

  return {
    start() {
      if (child !== null || stopped) return;
      const again = deaths.length > 0;
      deaths = [];
      begin(again ? 'restarted' : 'started');
    },
    grant: (token, path, use) => post({ type: 'grant', token, path, use }),
    connect(send) {
      pages.add(send);
      if (child !== null) join(send, 'started');
      return () => pages.delete(send);
    },
    async stop(patienceMs) {
      stopped = true;
      if (restart !== null) clearTimeout(restart);
      const last = child;
      if (last === null) return;
      await new Promise<void>((resolve) => {
        const patience = setTimeout(() => {
          last.kill();
          resolve();
        }, patienceMs);
        last.once('exit', () => {
          clearTimeout(patience);
          resolve();
        });
        post({ type: 'close' });
      });
    },
  };
}
