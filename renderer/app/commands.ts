import { create } from 'zustand';
import { navigate } from 'wouter/use-hash-location';
import type { MenuCommand } from '../../core/contract/shell.ts';
import { chooseOrderFiles } from '../features/import/import-flow.ts';
import { chooseProject, exportReport } from './session.ts';

/** Whether the command palette is on screen. */
export const usePalette = create<{ open: boolean }>(() => ({ open: false }));

/** Carries out a command of the application menu; buttons and the palette use the same. */
export function runCommand(command: MenuCommand): void {
  switch (command) {
    case 'import':
      void chooseOrderFiles();
      break;
    case 'open-project':
      void chooseProject('open');
      break;
    case 'new-project':
      void chooseProject('new');
      break;
    case 'export-pdf':
      void exportReport();
      break;
    case 'palette':
      usePalette.setState({ open: true });
      break;
    case 'overview':
    case 'cohorts':
    case 'imports':
    case 'rejected':
    case 'definitions':
      navigate(`/${command}`);
      break;
  }
}
