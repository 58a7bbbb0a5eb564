import type { TFunction } from 'i18next';
import { create } from 'zustand';
import type { EngineError } from '../../core/contract/errors.ts';

export type NoticeTone = 'done' | 'warning' | 'failure';

/** One clear sentence; worded when it is shown, so that it follows the language. */
export interface Notice {
  id: number;
  tone: NoticeTone;
  say: EngineError | ((t: TFunction<['app', 'imports']>) => string);
}

interface NoticeState {
  notices: readonly Notice[];
  /** A report is being saved. */
  exporting: boolean;
  notify: (tone: NoticeTone, say: Notice['say']) => void;
  dismiss: (id: number) => void;
}

const MOST_AT_ONCE = 3;
let nextId = 1;

export const useNotices = create<NoticeState>((set) => ({
  notices: [],
  exporting: false,
  notify: (tone, say) => set((state) => ({ notices: [...state.notices.slice(1 - MOST_AT_ONCE), { id: nextId++, tone, say }] })),
  dismiss: (id) => set((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) })),
}));
