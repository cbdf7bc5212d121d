import { signal } from '@preact/signals';
import { chosen } from '../live/selection.ts';
import { openPanel } from '../ui/panels.ts';

/** What is asked. Instants are milliseconds since the epoch; left out, it is the moment that is looked at. */
export type Question =
  | { readonly about: 'scene'; readonly scene: string; readonly at: number; readonly fork?: string }
  | { readonly about: 'property'; readonly device: string; readonly prop: string; readonly at?: number }
  | { readonly about: 'entry'; readonly seq: number; readonly fork?: string }
  | { readonly about: 'packet'; readonly number: number };

/** The question that the drawer answers; none: it lists what could be asked. */
export const question = signal<Question | undefined>(undefined);

export function ask(next: Question): void {
  question.value = next;
  if (next.about === 'scene') chosen.value = { scene: next.scene };
  if (next.about === 'entry') chosen.value = { ...chosen.value, seq: next.seq };
  openPanel('why');
}

export function openWhyProperty(device: string, prop: string): void {
  chosen.value = { device, prop };
  ask({ about: 'property', device, prop });
}
