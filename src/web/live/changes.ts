import type { JournalEntry, JournalKind } from '../../core/journal.ts';
import type { ChangeFrame, DeviceChange, FaultState, PersonState, PropState } from '../api.ts';
import type { History } from '../history/history.ts';
import { peopleAt } from '../history/state.ts';

/** Further behind, and the whole is cheaper than the changes. */
const mostLines = 20_000;
/** How many lines one frame carries: more than anybody reads in a twentieth of a second. */
const mostEntries = 100;

/** What is worth a mark on the timeline. */
const told: ReadonlySet<JournalKind> = new Set<JournalKind>([
  'input',
  'event',
  'availability',
  'trigger',
  'run',
  'run_end',
  'world',
]);

export type HomeChanges = Pick<ChangeFrame, 'devices' | 'people' | 'entries' | 'skippedEntries'>;

/**
 * What changed from journal line `seq` on, the latest value of each property; `undefined` when it is too much, or when
 * the lines are not there any more.
 */
export function changesSince(history: History, seq: number): HomeChanges | undefined {
  const { entries, first, end } = history;
  if (seq < first || end - seq > mostLines) return undefined;
  const devices: Record<string, Writable> = {};
  const list: JournalEntry[] = [];
  let skippedEntries = 0;
  let people = false;
  for (let index = seq - first; index < entries.length; index++) {
    const entry = entries[index]!;
    if (entry.kind === 'state') takeState(devices, entry);
    else if (entry.kind === 'availability') changeOf(devices, entry.device).availability = entry.value;
    else if (entry.kind === 'world') {
      if (typeof entry.person === 'string') people = true;
      if (typeof entry.fault === 'object' && typeof entry.device === 'string') {
        const faults = history.devices.get(entry.device)?.faults.values.at(-1);
        changeOf(devices, entry.device).faults = (faults ?? []) as FaultState[];
      }
    }
    if (!told.has(entry.kind)) continue;
    list.push(entry);
    if (list.length > 2 * mostEntries) skippedEntries += list.splice(0, mostEntries).length;
  }
  if (list.length > mostEntries) skippedEntries += list.splice(0, list.length - mostEntries).length;
  return {
    ...(Object.keys(devices).length > 0 ? { devices } : {}),
    ...(people ? { people: peopleAt(history, Number.POSITIVE_INFINITY) as PersonState[] } : {}),
    ...(list.length > 0 ? { entries: list } : {}),
    ...(skippedEntries > 0 ? { skippedEntries } : {}),
  };
}

type Writable = { -readonly [Key in keyof DeviceChange]: DeviceChange[Key] } & {
  props?: Record<string, PropState>;
};

function takeState(
  devices: Record<string, Writable>,
  { device, props, time, seq }: Extract<JournalEntry, { kind: 'state' }>,
): void {
  const change = changeOf(devices, device);
  change.props ??= {};
  for (const name of Object.keys(props)) change.props[name] = { value: props[name], since: time, seq };
}

function changeOf(devices: Record<string, Writable>, device: string): Writable {
  devices[device] ??= {};
  return devices[device];
}
