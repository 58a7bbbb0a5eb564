import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type Worker } from 'node:worker_threads';
import type { EngineApi } from '../../core/contract/api.ts';
import { EngineFailure } from '../../core/contract/errors.ts';
import { type Client, connect } from '../../core/contract/rpc.ts';
import { createEngine, type Engine } from '../../core/engine/engine.ts';
import { portOf } from '../../core/engine/node-port.ts';
import { spawnWorker, type WorkerKind } from '../../core/engine/spawn-worker.ts';

/** A real engine over a folder of its own. */
export interface Bench {
  engine: Engine;
  folder: string;
  /** Threads that were started, so that a test can end one. */
  threads: { kind: WorkerKind; worker: Worker }[];
  write(name: string, text: string): string;
  openProject(name?: string, create?: boolean): ReturnType<typeof createProject>;
  importText(text: string): Promise<ReturnType<EngineApi['import.run']>>;
  /** A client on a port of its own. */
  connect(): { client: Client<EngineApi>; close: () => void };
  end(): Promise<void>;
}

export function createBench(computeThreads = 2): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-engine-'));
  const threads: Bench['threads'] = [];
  const engine = createEngine({
    computeThreads,
    spawn: (start) => {
      const worker = spawnWorker(start);
      threads.push({ kind: start.kind, worker });
      return worker;
    },
  });
  const channels: MessageChannel[] = [];
  const write = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  return {
    engine,
    folder,
    threads,
    write,
    openProject: (name = 'shop.tenure', create = true) => createProject(engine, join(folder, name), create),
    importText: (text) => engine.call('import.run', { files: [engine.grant(write(`orders-${Math.random().toString(36).slice(2)}.csv`, text))], plan: null }),
    connect: () => {
      const channel = new MessageChannel();
      channels.push(channel);
      engine.serve(portOf(channel.port2));
      return { client: connect<EngineApi>(portOf(channel.port1)), close: () => channel.port1.close() };
    },
    async end() {
      for (const { port1 } of channels) port1.close();
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function createProject(engine: Engine, path: string, create: boolean) {
  return engine.call('project.open', { file: engine.grant(path), create });
}

/** The EngineError that the promise fails with; `no error` if it does not. */
export const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no error',
    (thrown: unknown) => (thrown instanceof EngineFailure ? thrown.error : thrown),
  );

/** Three customers by hand: A and B come in January, C in February; A and C come back a month later. One order without a customer,
 *  one cancelled. */
export const SMALL_SHOP = `order_id,date,customer_id,product_id,quantity,unit_price,channel,status
1,2024-01-10,A,p,1,10.00,online,paid
2,2024-02-05,A,p,2,10.00,store,paid
3,2024-01-20,B,q,1,5.00,online,paid
4,2024-02-15,C,q,1,4.50,store,paid
4,2024-02-15,C,p,1,3.00,store,paid
5,2024-03-01,C,q,1,2.50,online,paid
6,2024-03-10,,q,1,4.00,online,paid
7,2024-03-12,A,p,10,10.00,online,cancelled
`;

/** Orders of `customers` buyers over two years, three each, from a fixed rule. */
export function manyOrders(customers: number, prefix = 'K'): string {
  const lines = ['order_id,date,customer_id,product_id,quantity,unit_price,channel'];
  for (let order = 0; order < customers * 3; order++) {
    const day = (order * 7919) % 720;
    const date = new Date(Date.UTC(2023, 0, 1 + day)).toISOString().slice(0, 10);
    lines.push(`${prefix}${order},${date},C${order % customers},p${order % 17},${1 + (order % 3)},${(1 + (order % 50)) / 4},${['online', 'store', 'phone'][order % 3]}`);
  }
  return `${lines.join('\n')}\n`;
}
