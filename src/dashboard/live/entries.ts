import { signal } from '@preact/signals';
import type { ChangeFrame, JournalLine } from '../../web/api.ts';

const mostEntries = 300;

/** What happened lately and is worth telling: inputs, triggers, runs and their ends, events, the world. */
export const entries = signal<readonly JournalLine[]>([]);

/** Counts up whenever runs began, ended, were refused or were left out: what shows them asks anew. */
export const runsChanged = signal(0);

export function takeEntries(frame: ChangeFrame): void {
  if (frame.skippedEntries) runsChanged.value++;
  if (!frame.entries || frame.entries.length === 0) return;
  entries.value = [...entries.value, ...frame.entries].slice(-mostEntries);
  if (frame.entries.some(({ kind }) => kind === 'run' || kind === 'run_end' || kind === 'trigger'))
    runsChanged.value++;
}
