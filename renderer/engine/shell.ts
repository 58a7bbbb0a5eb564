import type { ShellApi } from '../../core/contract/shell.ts';

declare global {
  interface Window {
    /** Put there by the preload before the page's first script runs. */
    readonly tenure: ShellApi;
  }
}

/** The shell's calls, as the preload exposes them. */
export function shell(): ShellApi {
  return window.tenure;
}
