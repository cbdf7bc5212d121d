import { signal } from '@preact/signals';
import type { ChangeFrame, JournalLine } from '../../web/api.ts';
import { scenes } from './home.ts';

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
  for (const entry of frame.entries) if (entry.kind === 'run_end') takeRun(entry);
}

/** A scene's last run, without asking for all scenes anew. */
function takeRun({ scene: id, run, time, outcome, reason }: Extract<JournalLine, { kind: 'run_end' }>): void {
  scenes.value = scenes.value.map((scene) =>
    scene.id === id ? { ...scene, last: { run, time, outcome, reason } } : scene,
  );
}
