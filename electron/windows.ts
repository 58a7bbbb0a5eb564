import { BrowserWindow, screen, type Rectangle, type Session, type Size } from 'electron';
import { REPORT_WINDOW } from './pdf.ts';
import { lockedWebPreferences, pageUrl } from './security.ts';
import type { ShellState } from './settings.ts';

const MINIMUM = { width: 1180, height: 700 } as const;
const INITIAL = { width: 1440, height: 900 } as const;
const BACKGROUND = { light: '#faf8f4', dark: '#15171a' } as const;

export const backgroundColour = (dark: boolean): string => (dark ? BACKGROUND.dark : BACKGROUND.light);

export interface WindowSetup {
  preload: string;
  packaged: boolean;
  dark: boolean;
}

/** The one window, where it was last time; shown when there is something to see. */
export function openMainWindow(setup: WindowSetup, last: ShellState['window'], remember: (window: ShellState['window']) => void): BrowserWindow {
  // Not every desktop keeps a window within its screen.
  const { workAreaSize } = screen.getPrimaryDisplay();
  const fitting = ({ width, height }: Size): Size => ({ width: Math.min(width, workAreaSize.width), height: Math.min(height, workAreaSize.height) });
  const minimum = fitting(MINIMUM);
  const window = new BrowserWindow({
    ...(last !== null && onScreen(last) ? { x: last.x, y: last.y, width: last.width, height: last.height } : fitting(INITIAL)),
    minWidth: minimum.width,
    minHeight: minimum.height,
    title: 'Tenure',
    show: false,
    backgroundColor: backgroundColour(setup.dark),
    webPreferences: lockedWebPreferences(setup.preload, setup.packaged),
  });
  if (last?.maximized === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => remember({ ...window.getNormalBounds(), maximized: window.isMaximized() }));
  void window.loadURL(pageUrl('index.html'));
  return window;
}

/** A window that is never shown, as wide as the paper; in the default session unless another is named. */
export function openReportWindow(setup: WindowSetup, session?: Session): BrowserWindow {
  return new BrowserWindow({
    ...REPORT_WINDOW,
    useContentSize: true,
    show: false,
    backgroundColor: '#ffffff',
    webPreferences: { ...lockedWebPreferences(setup.preload, setup.packaged), backgroundThrottling: false, ...(session === undefined ? {} : { session }) },
  });
}

/** Screens come and go: a place that none of them shows any more is forgotten. */
function onScreen(bounds: Rectangle): boolean {
  const { workArea } = screen.getDisplayMatching(bounds);
  const left = Math.max(bounds.x, workArea.x);
  const right = Math.min(bounds.x + bounds.width, workArea.x + workArea.width);
  const top = Math.max(bounds.y, workArea.y);
  const bottom = Math.min(bounds.y + bounds.height, workArea.y + workArea.height);
  return right - left >= 200 && bottom - top >= 100;
}
