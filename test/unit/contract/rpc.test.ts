import { setTimeout as wait } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { EngineFailure } from '../../../core/contract/errors.ts';
import { type CallContext, connect, type Handlers, type Progress, serve } from '../../../core/contract/rpc.ts';
import { portOf } from '../../../core/engine/node-port.ts';

interface ShopApi {
  double: (request: { value: number }) => number;
  wait: (request: null) => string;
  fail: (request: null) => null;
  uncloneable: (request: null) => unknown;
}

const REQUESTS = { double: z.object({ value: z.number() }), wait: z.null(), fail: z.null(), uncloneable: z.null() };

const untilAborted = ({ signal }: CallContext): Promise<string> =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new EngineFailure({ code: 'CANCELLED' }))));

const HANDLERS: Handlers<ShopApi> = {
  double: async ({ value }) => value * 2,
  wait: (_request, context) => untilAborted(context),
  fail: () => Promise.reject(new TypeError('broken shelf')),
  uncloneable: async () => () => 1,
};

const channels: MessageChannel[] = [];
afterEach(() => {
  for (const { port1 } of channels.splice(0)) port1.close();
});

function shop(handlers = HANDLERS) {
  const channel = new MessageChannel();
  channels.push(channel);
  serve<ShopApi>(portOf(channel.port2), REQUESTS, handlers);
  return { client: connect<ShopApi>(portOf(channel.port1)), ...channel };
}

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (thrown: unknown) => (thrown instanceof EngineFailure ? thrown.error : thrown),
  );

describe('calls', () => {
  test('answer with the handler’s result, many at once', async () => {
    const { client } = shop();
    const answers = await Promise.all([1, 2, 3].map((value) => client.call('double', { value })));
    expect(answers).toEqual([2, 4, 6]);
  });

  test('whose request does not fit the schema never reach the handler', async () => {
    const asked: unknown[] = [];
    const { client } = shop({ ...HANDLERS, double: async (request) => asked.push(request) });
    const error = await failureOf(client.call('double', { value: 'four' } as never));
    expect(error).toMatchObject({ code: 'BAD_REQUEST', method: 'double' });
    expect(asked).toEqual([]);
  });

  test.each(['nothing', 'constructor', '__proto__', 'toString'])('of the unknown method %s are refused', async (method) => {
    const { client } = shop();
    const error = await failureOf(client.call(method as never, null as never));
    expect(error).toEqual({ code: 'BAD_REQUEST', method, detail: 'unknown method' });
  });

  test('carry what a handler throws as data, without its stack', async () => {
    const { client } = shop();
    expect(await failureOf(client.call('fail', null))).toEqual({ code: 'INTERNAL', detail: 'TypeError: broken shelf' });
  });

  test('whose result cannot be copied fail and leave the port usable', async () => {
    const { client } = shop();
    expect(await failureOf(client.call('uncloneable', null))).toMatchObject({ code: 'INTERNAL' });
    expect(await client.call('double', { value: 21 })).toBe(42);
  });
});

describe('progress', () => {
  test('arrives while the call runs, at most ten times a second, the last of it always', async () => {
    const { client } = shop({
      ...HANDLERS,
      double: async ({ value }, { progress }) => {
        for (let done = 1; done <= 50; done++) {
          progress({ stage: 'computing', unit: 'customers', done, total: 50 });
          await wait(5);
        }
        return value;
      },
    });
    const heard: Progress[] = [];
    await client.call('double', { value: 1 }, { onProgress: (progress) => heard.push(progress) });
    expect(heard.at(-1)).toEqual({ stage: 'computing', unit: 'customers', done: 50, total: 50 });
    expect(heard.length).toBeGreaterThanOrEqual(2);
    expect(heard.length).toBeLessThanOrEqual(10);
  });
});

describe('cancel', () => {
  test('aborts the handler’s signal', async () => {
    const { client } = shop();
    const controller = new AbortController();
    const call = failureOf(client.call('wait', null, { signal: controller.signal }));
    controller.abort();
    expect(await call).toEqual({ code: 'CANCELLED' });
  });

  test('before the call sends nothing', async () => {
    const asked: unknown[] = [];
    const { client } = shop({ ...HANDLERS, double: async (request) => asked.push(request) });
    expect(await failureOf(client.call('double', { value: 1 }, { signal: AbortSignal.abort() }))).toEqual({ code: 'CANCELLED' });
    await client.call('double', { value: 2 });
    expect(asked).toEqual([{ value: 2 }]);
  });

  test('of one call leaves the others alone', async () => {
    const { client } = shop();
    const controller = new AbortController();
    const cancelled = failureOf(client.call('wait', null, { signal: controller.signal }));
    const other = client.call('double', { value: 3 });
    controller.abort();
    expect(await other).toBe(6);
    expect(await cancelled).toEqual({ code: 'CANCELLED' });
  });
});

describe('a closed port', () => {
  test('rejects pending and later calls, and aborts their handlers', async () => {
    let aborted = false;
    const { client, port2 } = shop({
      ...HANDLERS,
      wait: (_request, context) => {
        context.signal.addEventListener('abort', () => (aborted = true));
        return untilAborted(context);
      },
    });
    const pending = failureOf(client.call('wait', null));
    await client.call('double', { value: 1 });
    port2.close();
    expect(await pending).toEqual({ code: 'DISCONNECTED' });
    expect(await failureOf(client.call('double', { value: 1 }))).toEqual({ code: 'DISCONNECTED' });
    await expect.poll(() => aborted).toBe(true);
  });
});

describe('messages that are none', () => {
  test('are ignored by both ends', async () => {
    const { client, port1, port2 } = shop();
    const junk = [null, 7, 'call', {}, { type: 'call' }, { type: 'call', id: '1', method: 'double' }, { type: 'cancel', id: 99 }, { type: 'result', id: 99 }, { type: 'error', id: 1 }];
    for (const message of junk) {
      port1.postMessage(message);
      port2.postMessage(message);
    }
    expect(await client.call('double', { value: 5 })).toBe(10);
  });
});
