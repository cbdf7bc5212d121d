import type { JournalEntry } from '../core/journal.ts';
import { plain } from '../core/scene/comparison.ts';
import { isSame } from '../core/scene/view.ts';
import { assignments } from './because.ts';
import type { CountExpectation } from './schema.ts';

/** Something that happened, and whether it is what an expectation counts. */
export interface Sighting {
  readonly time: number;
  readonly what: string;
  readonly counts: boolean;
}

/** What an expectation counts, in words: `morning-routine finished`, `coffee_maker.brew type=espresso`. */
export function describeCounted(expectation: CountExpectation): string {
  if ('scene' in expectation) {
    const { scene, outcome } = expectation;
    return `${scene} ${outcome === undefined ? 'ran' : [outcome].flat().join(' or ')}`;
  }
  if ('notify' in expectation) {
    const to = expectation.to === undefined ? '' : ` to ${expectation.to}`;
    return `the message ${JSON.stringify(expectation.notify)}${to}`;
  }
  if ('event' in expectation)
    return `${expectation.device} reported ${expectation.event}${assignments(expectation.where)}`;
  if ('method' in expectation)
    return `${expectation.device} was asked: ${expectation.method}${assignments(expectation.params)}`;
  return `${expectation.device} was asked to set${assignments(expectation.set)}`;
}

/**
 * What in a journal is of the kind that an expectation is about, in order. What does not count is near to it (another
 * outcome, other parameters), and tells why the count is not what was expected.
 */
export function sightings(expectation: CountExpectation, entries: readonly JournalEntry[]): Sighting[] {
  if ('scene' in expectation) return runsOf(expectation.scene, expectation.outcome, entries);
  return entries.flatMap((entry) => {
    const seen = sightingOf(expectation, entry, entries);
    return seen === undefined ? [] : [{ time: entry.time, ...seen }];
  });
}

/** Runs count with the time at which they began. */
function runsOf(
  scene: string,
  outcome: string | readonly string[] | undefined,
  entries: readonly JournalEntry[],
): Sighting[] {
  const wanted = outcome === undefined ? undefined : [outcome].flat();
  const ends = new Map<number, Extract<JournalEntry, { kind: 'run_end' }>>();
  for (const entry of entries)
    if (entry.kind === 'run_end' && entry.scene === scene) ends.set(entry.run, entry);
  return entries.flatMap((entry) => {
    if (entry.kind !== 'run' || entry.scene !== scene) return [];
    const end = ends.get(entry.run);
    const what = end ? `${end.outcome}: ${end.reason}` : 'it was still running at the end';
    return [
      { time: entry.time, what, counts: !wanted || (end !== undefined && wanted.includes(end.outcome)) },
    ];
  });
}

function sightingOf(
  expectation: Exclude<CountExpectation, { scene: string }>,
  entry: JournalEntry,
  entries: readonly JournalEntry[],
): Omit<Sighting, 'time'> | undefined {
  if ('notify' in expectation) return messageOf(expectation, entry);
  if ('event' in expectation) {
    if (entry.kind !== 'event' || entry.device !== expectation.device) return undefined;
    const counts = entry.event === expectation.event && includes(entry.data, expectation.where);
    return { what: `${entry.event}${assignments(entry.data)}`, counts };
  }
  if (entry.kind !== 'request' || entry.device !== expectation.device) return undefined;
  const cause = entry.cause === undefined ? undefined : entries[entry.cause];
  // What the test itself asks for proves nothing.
  if (cause?.kind === 'input') return undefined;
  const [method, params] =
    'set' in expectation ? ['set_prop', expectation.set] : [expectation.method, expectation.params];
  const by = cause?.kind === 'step' ? `, by ${cause.scene}` : '';
  return {
    what: `${entry.method}${assignments(entry.params)}${by}`,
    counts: entry.method === method && includes(entry.params, params),
  };
}

/** Without `to` it is the step that shows it to everybody; with it, the request that the device got. */
function messageOf(
  { notify, to }: { notify: string; to?: string | undefined },
  entry: JournalEntry,
): Omit<Sighting, 'time'> | undefined {
  if (to === undefined) {
    if (entry.kind !== 'step' || entry.notify === undefined || entry.result !== undefined) return undefined;
    return { what: JSON.stringify(entry.notify), counts: entry.notify === notify };
  }
  if (entry.kind !== 'request' || entry.method !== 'notify' || entry.device !== to) return undefined;
  const text = (entry.params as { text?: unknown } | undefined)?.text;
  return { what: plain(text), counts: text === notify };
}

function includes(actual: unknown, wanted: Readonly<Record<string, unknown>> = {}): boolean {
  return Object.entries(wanted).every(([name, value]) => {
    return (
      typeof actual === 'object' &&
      actual !== null &&
      Object.hasOwn(actual, name) &&
      isSame(actual[name as never], value)
    );
  });
}
