import { useSyncExternalStore } from 'react';

const tall = (): MediaQueryList => window.matchMedia('(min-height: 1200px)');

function subscribe(listener: () => void): () => void {
  const query = tall();
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Whether the window has room for charts that are higher than usual. */
export function useTallWindow(): boolean {
  return useSyncExternalStore(subscribe, () => tall().matches);
}
