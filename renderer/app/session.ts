import { navigate } from 'wouter/use-hash-location';
import type { ChosenFile, Startup } from '../../core/contract/shell.ts';
import { callEngine, engine, engineErrorOf, queryClient } from '../engine/client.ts';
import { useProjectState } from '../engine/project-state.ts';
import { shell } from '../engine/shell.ts';
import { useControlsStore } from './controls-store.ts';
import { useDrawer } from './drawer-store.ts';
import { useNotices } from './notice-store.ts';
import { useScope } from './scope-store.ts';
import { useSettings } from './settings-store.ts';

/** Opens the project that the shell proposes, fills it with the sample when it is the empty sample, and follows the engine from then on. */
export async function startSession({ project, sample }: Startup): Promise<void> {
  engine().subscribe((event) => {
    if (event === 'lost') engineLost();
    else if (event === 'restarted') void reopenProject();
  });
  await openProject(project, { create: sample.length > 0, sample });
}

/** Opens the project, or creates it; on failure the window says why and offers another. */
export async function openProject(file: ChosenFile, options: { create: boolean; sample?: ChosenFile[] }): Promise<void> {
  const { setState, getState } = useProjectState;
  // Another one may be chosen before this one is open: then the engine has that one, and this one must not touch it.
  const overtaken = (): boolean => getState().file !== file;
  setState({ phase: 'opening', file, error: null, progress: null });
  useScope.getState().reset();
  useControlsStore.setState({}, true);
  useDrawer.getState().hide();
  try {
    let info = await callEngine('project.open', { file: file.token, create: options.create });
    if (overtaken()) return;
    const sample = options.sample ?? [];
    if (info.lines === 0 && sample.length > 0) {
      setState({ phase: 'preparing-sample' });
      await callEngine('import.run', { files: sample.map(({ token }) => token), plan: null }, { onProgress: (progress) => setState({ progress }) });
      if (overtaken()) return;
      info = await callEngine('project.info', null);
      if (overtaken()) return;
    }
    enter({ info });
    await shell().projectOpened(file.token);
  } catch (thrown) {
    if (!overtaken()) setState({ phase: 'failed', error: engineErrorOf(thrown), progress: null });
  }
}

/** After an import: what is in the project has changed, and every result with it. */
export async function refreshProject(): Promise<void> {
  const info = await callEngine('project.info', null);
  enter({ info });
}

export async function chooseProject(mode: 'open' | 'new'): Promise<void> {
  const file = await answered(shell().chooseProject(mode));
  if (file === null) return;
  await openProject(file, { create: mode === 'new' });
  navigate('/overview');
}

/** Saves what the views show as a PDF; at most one at a time. */
export async function exportReport(): Promise<void> {
  const { exporting, notify } = useNotices.getState();
  if (exporting) return;
  const { scope, period } = useScope.getState();
  const { language } = useSettings.getState();
  useNotices.setState({ exporting: true });
  const outcome = await answered(shell().exportReport({ language, scope, period, format: 'pdf' }));
  useNotices.setState({ exporting: false });
  if (outcome === null) return;
  if (outcome.ok) notify('done', (t) => t('notice.exported', { name: outcome.name }));
  else if (outcome.error.code !== 'CANCELLED') notify('failure', outcome.error);
}

/** What the shell answers; where it fails, the window says so and the answer is `null`. */
export async function answered<T>(answer: Promise<T | null>): Promise<T | null> {
  try {
    return await answer;
  } catch (thrown) {
    useNotices.getState().notify('failure', engineErrorOf(thrown));
    return null;
  }
}

function enter(next: Partial<ReturnType<typeof useProjectState.getState>>): void {
  useProjectState.setState((state) => ({ ...next, phase: 'open', error: null, progress: null, generation: state.generation + 1 }));
  queryClient.removeQueries({ type: 'inactive' });
}

function engineLost(): void {
  if (useProjectState.getState().phase !== 'open') return;
  useProjectState.setState({ phase: 'reopening' });
}

async function reopenProject(): Promise<void> {
  const { file, phase } = useProjectState.getState();
  if (file === null || phase === 'starting') return;
  useProjectState.setState({ phase: 'reopening' });
  try {
    const info = await callEngine('project.open', { file: file.token, create: false });
    enter({ info });
    useNotices.getState().notify('warning', (t) => t('notice.engineRestarted'));
  } catch (thrown) {
    useProjectState.setState({ phase: 'failed', error: engineErrorOf(thrown) });
  }
}
