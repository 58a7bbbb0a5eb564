import { create } from 'zustand';
import type { Selection } from '../../core/contract/customers.ts';

interface DrawerState {
  /** The customers asked for; `null` while the drawer is shut. */
  selection: Selection | null;
  title: string;
  show: (selection: Selection, title: string) => void;
  hide: () => void;
}

/** The drawer with the customers behind a number. */
export const useDrawer = create<DrawerState>((set) => ({
  selection: null,
  title: '',
  show: (selection, title) => set({ selection, title }),
  hide: () => set({ selection: null }),
}));
