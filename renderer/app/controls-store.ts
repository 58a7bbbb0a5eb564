import { useCallback, useMemo } from 'react';
import type { z } from 'zod';
import { create } from 'zustand';
import type { SavedSection } from '../../core/contract/views.ts';
import type { SectionName } from './routes.ts';

type Controls = SavedSection['controls'];

/** How the controls of each section stand, so that leaving a section changes none of them and a saved view can bring them back. */
export const useControlsStore = create<Partial<Record<SectionName, Controls>>>(() => ({}));

/** The controls of a section. Every field of `schema` catches what it does not know, so that nothing kept is the default of each. */
export function useControls<S extends z.ZodType<object>>(section: SectionName, schema: S): [z.output<S>, (changes: Partial<z.output<S>>) => void] {
  const kept = useControlsStore((state) => state[section]);
  const controls = useMemo(() => schema.parse(kept ?? {}), [schema, kept]);
  const change = useCallback((changes: Partial<z.output<S>>) => useControlsStore.setState((state) => ({ [section]: { ...state[section], ...(changes as Controls) } })), [section]);
  return [controls, change];
}
