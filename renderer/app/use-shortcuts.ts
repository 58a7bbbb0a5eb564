import { useEffect } from 'react';
import { navigate } from 'wouter/use-hash-location';
import { shell } from '../engine/shell.ts';
import { runCommand, usePalette } from './commands.ts';
import { SECTIONS } from './routes.ts';
import { useScope } from './scope-store.ts';
import { useSettings } from './settings-store.ts';

/** One that is sliding away is shut already. */
const OPEN_DIALOG = '[role=dialog]:not([data-exiting] *)';

/** Digits open sections, ⌘/Ctrl-K the palette, ⌘/Ctrl-Z takes back a change of scope, M hides who customers are; menu commands come from the shell. */
export function useShortcuts(): void {
  useEffect(() => shell().onMenu(runCommand), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const control = event.ctrlKey || event.metaKey;
      if (control && event.code === 'KeyK') {
        event.preventDefault();
        usePalette.setState((state) => ({ open: !state.open }));
        return;
      }
      if (isTyping(event.target) || document.querySelector(OPEN_DIALOG) !== null) return;
      if (control && event.code === 'KeyZ') {
        event.preventDefault();
        if (event.shiftKey) useScope.getState().redo();
        else useScope.getState().undo();
        return;
      }
      if (control || event.altKey) return;
      if (event.code === 'KeyM') {
        const { hidesPersonalData, setHidesPersonalData } = useSettings.getState();
        setHidesPersonalData(hidesPersonalData !== true);
        return;
      }
      const section = SECTIONS.find(({ key }) => key === event.key);
      if (section !== undefined) navigate(section.path);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select, [role=spinbutton]') || target.closest('[role=menu], [role=listbox]') !== null);
}
