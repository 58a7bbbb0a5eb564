import { create } from 'zustand';
import type { EngineMethod } from '../../core/contract/api.ts';
import type { Progress } from '../../core/contract/rpc.ts';

/** One call that the engine is working on. */
export interface Activity {
  id: number;
  method: EngineMethod;
  startedAt: number;
  progress: Progress | null;
  cancel: () => void;
}

interface ActivityState {
  running: readonly Activity[];
  begin: (activity: Omit<Activity, 'id' | 'startedAt' | 'progress'>) => number;
  report: (id: number, progress: Progress) => void;
  end: (id: number) => void;
}

let nextId = 1;

/** Every call in flight, so that the frame can show and stop the slow ones. */
export const useActivity = create<ActivityState>((set) => ({
  running: [],
  begin: (activity) => {
    const id = nextId++;
    set((state) => ({ running: [...state.running, { ...activity, id, startedAt: performance.now(), progress: null }] }));
    return id;
  },
  report: (id, progress) =>
    set((state) => ({ running: state.running.map((activity) => (activity.id === id ? { ...activity, progress } : activity)) })),
  end: (id) => set((state) => ({ running: state.running.filter((activity) => activity.id !== id) })),
}));
