import type { JournalEntry } from '../core/journal.ts';
import { plain } from '../core/scene/comparison.ts';

/** One link of a chain of causes: when, and what, in words. */
export interface Link {
  readonly time: number;
  readonly what: string;
}

/**
 * What led to a journal line, from the line itself back to its root: an input, somebody in the home, or the clock.
 * Lines that say nothing new, such as the reply between a request and its effect, are left out, and a step leads straight
 * to its run: the steps before it did not bring it about.
 *
 * @param entries the whole journal, so that a line's `seq` is its index
 */
export function because(entries: readonly JournalEntry[], seq: number): Link[] {
  const chain: JournalEntry[] = [];
  for (let entry = entries[seq]; entry; entry = before(entries, entry)) chain.push(entry);
  return chain.flatMap((entry, index) => {
    const what = inWords(entry, chain[index - 1], chain[index + 1]);
    return what === undefined ? [] : [{ time: entry.time, what }];
  });
}

function before(entries: readonly JournalEntry[], entry: JournalEntry): JournalEntry | undefined {
  if (entry.kind !== 'step') return entry.cause === undefined ? undefined : entries[entry.cause];
  return entries.findLast((line) => line.kind === 'run' && line.run === entry.run);
}

/** @param effect what it led to, @param cause what led to it */
function inWords(
  entry: JournalEntry,
  effect: JournalEntry | undefined,
  cause: JournalEntry | undefined,
): string | undefined {
  switch (entry.kind) {
    case 'start':
    case 'reply':
      return undefined;
    case 'availability':
      // What a device says when it joins is no cause of its first state.
      return entry.cause === undefined && (!effect || (effect.kind === 'state' && effect.time === entry.time))
        ? `${entry.device} was so from the start`
        : `${entry.device} went ${entry.value}`;
    case 'state': {
      const props = Object.entries(entry.props).slice(0, mostProps);
      if (cause?.kind === 'availability') return undefined;
      return `${entry.device}: ${props.map(([name, value]) => `${name} became ${plain(value)}`).join(', ')}`;
    }
    case 'request': {
      if (cause?.kind === 'step') return undefined;
      const who = typeof entry.id === 'string' && /^do-\d+$/.test(entry.id) ? 'the test' : 'somebody';
      return `${who} asked ${entry.device}: ${entry.method}${assignments(entry.params)}`;
    }
    case 'step':
      return `step ${entry.step} of ${entry.scene}: ${entry.does ?? ''}`;
    case 'run':
      return `${entry.scene} ran: ${entry.reason}`;
    case 'run_end':
      return `${entry.scene} ended as ${entry.outcome}: ${entry.reason}`;
    case 'event':
      return `${entry.device} reported ${entry.event}${assignments(entry.data)}`;
    case 'trigger':
      return effect?.kind === 'run' ? undefined : `${entry.scene}: ${entry.reason}`;
    case 'clock':
      return effect?.kind === 'trigger' ? undefined : entry.entry;
    case 'input':
      if (effect?.kind === 'request') return undefined;
      return entry.input.type === 'scene'
        ? `the scene ${entry.input.scene} was saved`
        : `a message came in on ${entry.input.topic}`;
    case 'world':
      return entry.what;
  }
}

/** How many properties of a state are told. */
const mostProps = 4;

export function assignments(values: unknown): string {
  if (typeof values !== 'object' || values === null) return '';
  if (Array.isArray(values)) return ` ${values.map(plain).join(', ')}`;
  return Object.entries(values)
    .map(([name, value]) => ` ${name}=${plain(value)}`)
    .join('');
}
