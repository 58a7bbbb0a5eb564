import type { Selection } from '../../../core/contract/customers.ts';
import { useDrawer } from '../../app/drawer-store.ts';

/** Opens the drawer from a pop-over that closes. The pop-over gives focus back a frame after it has gone; only then can the drawer
 *  learn where focus has to return to in its turn. */
export function showCustomersAfter(close: () => void, selection: Selection, title: string): void {
  close();
  const { show } = useDrawer.getState();
  requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => show(selection, title))));
}
