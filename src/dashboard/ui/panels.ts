import { signal } from '@preact/signals';
import { chosen } from '../live/selection.ts';

/** The tabs of the drawer. */
export type Panel = 'why' | 'scene' | 'device' | 'wire';

export const panel = signal<Panel>('why');
/** On a phone the drawer lies over the cards, and can be away. */
export const drawerOpen = signal(false);
export const helpOpen = signal(false);
export const jumpOpen = signal(false);

export function openPanel(which: Panel): void {
  panel.value = which;
  drawerOpen.value = true;
}

export function openDevice(device: string): void {
  chosen.value = { device };
  openPanel('device');
}
