import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { superviseEngine, type EngineLauncher } from '../../../electron/engine-process.ts';
import type { FileGrant } from '../../../electron/file-tokens.ts';
import { restartDelay } from '../../../electron/restart-delay.ts';

describe('restartDelay', () => {
  it('grows with each death within a minute and then gives up', () => {
    expect([[0], [0, 1], [0, 1, 2], [0, 1, 2, 3], [0, 1, 2, 3, 4]].map((deaths) => restartDelay(deaths, 10))).toEqual([0, 250, 1000, 4000, null]);
  });
  it('forgets deaths of more than a minute ago', () => {
    expect(restartDelay([0, 1, 2, 3, 70_000], 70_000)).toBe(0);
  });
});

/** A process that only remembers what it was told: the rules of supervision need no more. */
function setting() {
  const children: (EventEmitter & { told: unknown[]; killed: boolean })[] = [];
  const grants: FileGrant[] = [['token-sample', '/sample.csv', 'open']];
  let channels = 0;
  let givenUp = 0;
  const launcher = {
    fork() {
      const told: unknown[] = [];
      const child = Object.assign(new EventEmitter(), {
        told,
        killed: false,
        postMessage: (message: unknown, ports?: unknown[]) => told.push(ports === undefined ? message : [message, ...ports]),
        kill() {
          child.killed = true;
          return true;
        },
      });
      children.push(child);
      return child;
    },
    channel: () => ({ port1: `engine ${++channels}`, port2: `page ${channels}` }),
    grants: () => grants,
    onGivenUp: () => (givenUp += 1),
    log: () => undefined,
  } as unknown as EngineLauncher;
  return { children, grants, engine: superviseEngine(launcher), givenUp: () => givenUp };
}

describe('superviseEngine', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('grants first, then connects', () => {
    const { children, engine } = setting();
    const got: unknown[] = [];
    engine.connect((reason, port) => got.push([reason, port]));
    expect(got).toEqual([]);
    engine.start();
    engine.grant('token-orders', '/orders.csv', 'open');
    expect(children[0]?.told).toEqual([
      { type: 'grant', token: 'token-sample', path: '/sample.csv', use: 'open' },
      [{ type: 'connect' }, 'engine 1'],
      { type: 'grant', token: 'token-orders', path: '/orders.csv', use: 'open' },
    ]);
    expect(got).toEqual([['started', 'page 1']]);
  });

  it('starts a dead engine again with the same grants and gives every page a new port', () => {
    const { children, grants, engine } = setting();
    const got: unknown[] = [];
    engine.start();
    engine.connect((reason, port) => got.push([reason, port]));
    const leave = engine.connect((reason, port) => got.push(['gone page', reason, port]));
    leave();
    grants.push(['token-orders', '/orders.csv', 'open']);
    children[0]?.emit('exit', 9);
    vi.runAllTimers();
    expect(children).toHaveLength(2);
    expect(children[1]?.told).toEqual([
      { type: 'grant', token: 'token-sample', path: '/sample.csv', use: 'open' },
      { type: 'grant', token: 'token-orders', path: '/orders.csv', use: 'open' },
      [{ type: 'connect' }, 'engine 3'],
    ]);
    expect(got).toEqual([['started', 'page 1'], ['gone page', 'started', 'page 2'], ['restarted', 'page 3']]);
  });

  it('gives up on an engine that keeps dying, until it is started again', () => {
    const { children, engine, givenUp } = setting();
    engine.start();
    for (let death = 0; death < 10; death += 1) {
      children.at(-1)?.emit('exit', 1);
      vi.advanceTimersByTime(4000);
    }
    expect(children).toHaveLength(5);
    expect(givenUp()).toBe(1);
    engine.start();
    expect(children).toHaveLength(6);
  });

  it('stops politely, and by force when that takes too long', async () => {
    const polite = setting();
    polite.engine.start();
    const stopped = polite.engine.stop(2000);
    expect(polite.children[0]?.told.at(-1)).toEqual({ type: 'close' });
    polite.children[0]?.emit('exit', 0);
    await stopped;
    vi.runAllTimers();
    expect(polite.children).toHaveLength(1);
    expect(polite.children[0]?.killed).toBe(false);

    const stubborn = setting();
    stubborn.engine.start();
    const forced = stubborn.engine.stop(2000);
    vi.advanceTimersByTime(2000);
    await forced;
    expect(stubborn.children[0]?.killed).toBe(true);
  });
});
