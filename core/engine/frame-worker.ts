import { createFramePart, type FramePart, stepper } from '../frame/frame-part.ts';
import { openProject, type ProjectStore } from '../store/project-store.ts';
import { flagReader } from './cancel-flags.ts';
import { collectGarbage } from './collect-garbage.ts';
import type { FrameApi } from './frame-api.ts';
import { ruledSource } from './ruled-source.ts';
import { serveWorker } from './serve-worker.ts';

let store: ProjectStore | null = null;
let part: FramePart | null = null;

function begun(): FramePart {
  if (part === null) throw new Error('no part was begun');
  return part;
}

serveWorker<FrameApi>(
  ({ flags }) => ({
    begin: async ({ path, fingerprint, range, rules, rowsDone, total, slot }) => {
      store = openProject(path, { create: false, readonly: true });
      store.hold();
      if (store.fingerprint() !== fingerprint) return false;
      part = createFramePart(ruledSource(store, rules, range), stepper(rowsDone, total, { cancelled: flagReader(flags, slot) }));
      return true;
    },
    gather: async (request) => begun().gather(request),
    count: async (request) => begun().count(request),
    arrange: async (request) => begun().arrange(request),
    place: async (request) => {
      // What was added up by order code, which the orders do not need any more.
      collectGarbage();
      return begun().place(request);
    },
  }),
  () => store?.close(),
);
