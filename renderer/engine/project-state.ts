import { create } from 'zustand';
import type { EngineError } from '../../core/contract/errors.ts';
import type { ProjectInfo } from '../../core/contract/project.ts';
import type { Progress } from '../../core/contract/rpc.ts';
import type { ChosenFile } from '../../core/contract/shell.ts';

/** `reopening`: the engine was restarted and the project is being opened again. */
export type ProjectPhase = 'starting' | 'opening' | 'preparing-sample' | 'open' | 'reopening' | 'failed';

export interface ProjectState {
  phase: ProjectPhase;
  file: ChosenFile | null;
  /** Facts of the open project; kept while it is being reopened. */
  info: ProjectInfo | null;
  /** Grows with every change of what is in the project, so that no result outlives its data. */
  generation: number;
  /** Of the import of the sample. */
  progress: Progress | null;
  error: EngineError | null;
}

/** Which project is open, and how far its opening has come. Written by app/session.ts alone. */
export const useProjectState = create<ProjectState>(() => ({
  phase: 'starting',
  file: null,
  info: null,
  generation: 0,
  progress: null,
  error: null,
}));
