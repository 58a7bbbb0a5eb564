import type { WebContents } from 'electron';
import { CHANNEL } from './channels.ts';
import type { EngineProcess } from './engine-process.ts';

/** Answers `connectEngine()`: sends the page a fresh port now and after every restart of the engine, until the page is gone or asks anew. */
export function createPagePorts(engine: EngineProcess): (contents: WebContents) => void {
  const connected = new Map<number, () => void>();
  return (contents) => {
    const { id } = contents;
    const first = !connected.has(id);
    connected.get(id)?.();
    connected.set(
      id,
      engine.connect((reason, port) => contents.postMessage(CHANNEL.enginePort, reason, [port])),
    );
    if (!first) return;
    contents.once('destroyed', () => {
      connected.get(id)?.();
      connected.delete(id);
    });
  };
}
