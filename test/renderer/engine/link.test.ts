import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { EngineApi } from '../../../core/contract/api.ts';
import { serve, type Port } from '../../../core/contract/rpc.ts';
import { ENGINE_PORT_MESSAGE } from '../../../core/contract/shell.ts';
import { createEngineLink, type EngineLink, type LinkEvent } from '../../../renderer/engine/link.ts';

type TwoMethods = Pick<EngineApi, 'project.close' | 'project.info'>;
const open: MessagePort[] = [];

afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

/** A page whose shell answers connectEngine() at once or later; the far ends of its ports answer project.close and leave project.info hanging. */
function page(): { link: EngineLink; events: LinkEvent[]; hand: (reason: 'started' | 'restarted', source?: unknown) => MessagePort; asked: () => number } {
  const target = new EventTarget();
  let asked = 0;
  const link = createEngineLink({ connectEngine: () => void asked++ }, target as unknown as Window);
  const events: LinkEvent[] = [];
  link.subscribe((event) => events.push(event));
  const hand = (reason: 'started' | 'restarted', source: unknown = target): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    open.push(port1, port2);
    serve<TwoMethods>(adapt(port1), { 'project.close': z.null(), 'project.info': z.null() }, { 'project.close': () => Promise.resolve(null), 'project.info': () => new Promise(() => undefined) });
    target.dispatchEvent(Object.assign(new Event('message'), { data: { type: ENGINE_PORT_MESSAGE, reason }, ports: [port2], source }));
    return port1;
  };
  return { link, events, hand, asked: () => asked };
}

function adapt(port: MessagePort): Port {
  port.start();
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.addEventListener('message', (event) => listener(event.data)),
    onClose: (listener) => port.addEventListener('close', listener),
  };
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'resolved',
    (thrown: unknown) => (thrown as { error: { code: string } }).error.code,
  );
}

describe('the link to the engine', () => {
  it('asks for a port once, and calls wait for it', async () => {
    const { link, hand, events, asked } = page();
    const call = link.call('project.close', null);
    expect(asked()).toBe(1);
    hand('started');
    await expect(call).resolves.toBeNull();
    expect(events).toEqual(['started']);
  });

  it('rejects what was pending when the engine goes away, and says so', async () => {
    const { link, hand, events } = page();
    const far = hand('started');
    const hanging = codeOf(link.call('project.info', null));
    await link.call('project.close', null);
    far.close();
    expect(await hanging).toBe('DISCONNECTED');
    expect(events).toEqual(['started', 'lost']);
    expect(await codeOf(link.call('project.close', null))).toBe('DISCONNECTED');
  });

  it('goes on over the next port', async () => {
    const { link, hand, events } = page();
    const far = hand('started');
    await link.call('project.close', null);
    far.close();
    await expect.poll(() => events).toContain('lost');
    hand('restarted');
    await expect(link.call('project.close', null)).resolves.toBeNull();
    expect(events).toEqual(['started', 'lost', 'restarted']);
  });

  it('a port that replaces a living one rejects what was pending on the old', async () => {
    const { link, hand, events } = page();
    hand('started');
    const hanging = codeOf(link.call('project.info', null));
    await link.call('project.close', null);
    hand('restarted');
    expect(await hanging).toBe('DISCONNECTED');
    await expect(link.call('project.close', null)).resolves.toBeNull();
    expect(events).toEqual(['started', 'restarted']);
  });

  it('takes ports from its own window only, and only with the right message', async () => {
    const { hand, events } = page();
    hand('started', new EventTarget());
    hand('started', null);
    hand('sabotaged' as 'started');
    expect(events).toEqual([]);
    hand('started');
    expect(events).toEqual(['started']);
    await Promise.resolve();
  });

  it('a call that its signal gives up is cancelled at the engine', async () => {
    const { link, hand } = page();
    const far = hand('started');
    const heard: unknown[] = [];
    far.addEventListener('message', (event) => heard.push((event.data as { type: string }).type));
    const controller = new AbortController();
    const call = codeOf(link.call('project.info', null, { signal: controller.signal }));
    await link.call('project.close', null);
    controller.abort();
    await expect.poll(() => heard).toContain('cancel');
    far.close();
    expect(await call).toBe('DISCONNECTED');
  });
});
