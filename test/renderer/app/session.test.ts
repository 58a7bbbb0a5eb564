import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ENGINE_REQUESTS, type EngineApi } from '../../../core/contract/api.ts';
import { serve, type Handlers, type Port } from '../../../core/contract/rpc.ts';
import type { ProjectInfo } from '../../../core/contract/project.ts';
import { ENGINE_PORT_MESSAGE, type ChosenFile } from '../../../core/contract/shell.ts';

const first: ChosenFile = { token: 'first-project', name: 'first.tenure' };
const second: ChosenFile = { token: 'second-project', name: 'second.tenure' };
const sample: ChosenFile[] = [{ token: 'sample-orders', name: 'orders.csv.gz' }];
const infoOf = (name: string): ProjectInfo => ({ name, lines: 0, orders: 0, customers: 0, anonymousLines: 0, rejected: 0, from: null, to: null, currency: null, fingerprint: name, imports: [], facts: { customerRecords: 0, feedback: 0, products: 0, spend: { rows: 0, totalMinor: 0 } }, lineFacts: { creditLines: 0, negativeQuantityLines: 0, zeroPriceLines: 0, grossMinor: 0 }, attributes: [] });

let ports: MessagePort[] = [];
beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  for (const port of ports) port.close();
  ports = [];
  vi.unstubAllGlobals();
});

/** A page whose engine opens a project only when the test says so. */
async function page() {
  const { port1, port2 } = new MessageChannel();
  ports = [port1, port2];
  port1.start();
  const opening = new Map<string, (info: ProjectInfo) => void>();
  const imported: string[] = [];
  const remembered: string[] = [];
  const handlers: Partial<Handlers<EngineApi>> = {
    'project.open': ({ file }) => new Promise((resolve) => opening.set(file, resolve)),
    'import.run': async ({ files }) => {
      imported.push(...files);
      throw new Error('nothing is imported here');
    },
  };
  const far: Port = {
    post: (message) => port1.postMessage(message),
    onMessage: (listener) => port1.addEventListener('message', (event) => listener(event.data)),
    onClose: (listener) => port1.addEventListener('close', listener),
  };
  serve<EngineApi>(far, ENGINE_REQUESTS, handlers as Handlers<EngineApi>);
  const target = new EventTarget();
  const shell = {
    connectEngine: () => void target.dispatchEvent(Object.assign(new Event('message'), { data: { type: ENGINE_PORT_MESSAGE, reason: 'started' }, ports: [port2], source: target })),
    projectOpened: async (token: string) => void remembered.push(token),
  };
  vi.stubGlobal('window', Object.assign(target, { tenure: shell, matchMedia: () => new EventTarget() }));
  const { openProject } = await import('../../../renderer/app/session.ts');
  const { useProjectState } = await import('../../../renderer/engine/project-state.ts');
  return { openProject, state: useProjectState, opening, imported, remembered };
}

it('a project that is overtaken while it opens is neither shown, nor remembered, nor filled with the sample', async () => {
  const { openProject, state, opening, imported, remembered } = await page();
  const overtaken = openProject(first, { create: true, sample });
  const chosen = openProject(second, { create: true });
  await vi.waitFor(() => expect([...opening.keys()]).toEqual([first.token, second.token]));
  opening.get(second.token)?.(infoOf('second'));
  await chosen;
  opening.get(first.token)?.(infoOf('first'));
  await overtaken;
  expect(state.getState()).toMatchObject({ phase: 'open', file: second, info: { name: 'second' }, generation: 1 });
  expect([imported, remembered]).toEqual([[], [second.token]]);
});
