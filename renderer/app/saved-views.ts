import { navigate } from 'wouter/use-hash-location';
import type { SavedFilters, SavedSection, SavedView } from '../../core/contract/views.ts';
import { callEngine, engineErrorOf, queryClient, useEngine } from '../engine/client.ts';
import { useProjectState } from '../engine/project-state.ts';
import { useControlsStore } from './controls-store.ts';
import { useNotices } from './notice-store.ts';
import { SECTIONS, type SectionName } from './routes.ts';
import { settingsOf, useScope, withoutSegment } from './scope-store.ts';

/** What the open project keeps under names, in the order of names. */
export function useSavedViews(): readonly SavedView[] {
  return useEngine('views.read', null).data ?? [];
}

/** The filters in force, as they would be saved. */
export function filtersNow(name: string): SavedFilters {
  const { filters, segment } = useScope.getState().scope;
  return { kind: 'filters', name, scope: { filters, ...(segment === undefined ? {} : { segment }) } };
}

/** The section on screen with its controls and all that is set for every view. */
export function viewNow(name: string, section: SectionName): SavedSection {
  return { kind: 'view', name, section, controls: useControlsStore.getState()[section] ?? {}, ...settingsOf(useScope.getState()) };
}

/** Brings filters, or a whole view, back; one step to undo. */
export function showSaved(saved: SavedView): void {
  const { take, ...now } = useScope.getState();
  if (saved.kind === 'filters') {
    take({ ...settingsOf(now), scope: { ...withoutSegment(now.scope), ...saved.scope } });
    return;
  }
  const section = SECTIONS.find(({ name }) => name === saved.section);
  take(settingsOf(saved));
  if (section === undefined) return;
  useControlsStore.setState({ [section.name]: saved.controls });
  navigate(section.path);
}

/** `views` with one more; one of the same kind and name is replaced. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  return [...withoutView(views, view), view].toSorted((a, b) => a.name.localeCompare(b.name));
}

export function withoutView(views: readonly SavedView[], { kind, name }: SavedView): SavedView[] {
  return views.filter((other) => other.kind !== kind || other.name !== name);
}

/** Writes them into the project; where that fails, the window says so and they stay as they were. */
export async function keepViews(views: SavedView[]): Promise<void> {
  const { generation } = useProjectState.getState();
  try {
    const kept = await callEngine('views.save', views);
    queryClient.setQueryData([generation, 'views.read', null], kept);
  } catch (thrown) {
    useNotices.getState().notify('failure', engineErrorOf(thrown));
  }
}
