import type { JournalEntry } from '../../core/journal.ts';
import { plain } from '../../core/scene/comparison.ts';
import type { Entry, History } from './history.ts';
import type { Link, Origin } from './types.ts';
import { listAnd } from './words.ts';

/** From a line back to its root, that line first. Steps lead straight to their run, and not by way of earlier steps. */
export function chainOf(history: History, entry: JournalEntry): Link[] {
  const links: Link[] = [];
  for (let at: JournalEntry | undefined = entry; at; ) {
    const cause = before(history, at);
    const link = linkOf(history, at);
    const isOwn = !cause && (at.kind === 'state' || at.kind === 'event' || at.kind === 'availability');
    links.push(isOwn ? { ...link, sentence: `${link.sentence}, ${unprompted(history, at)}` } : link);
    at = cause;
  }
  return links;
}

export function linkOf(history: History, entry: JournalEntry): Link {
  const { seq, time, kind } = entry;
  return { seq, time: history.iso(time), kind, sentence: describeEntry(history, entry) };
}

/** Where a value comes from, given the line that wrote it. */
export function originOf(history: History, entry: JournalEntry): Origin {
  const { seq, time } = entry;
  return {
    since: history.iso(time),
    by: seq,
    because: because(history, entry),
    chain: chainOf(history, entry),
  };
}

/** A line of the journal in words. */
export function describeEntry(history: History, entry: JournalEntry): string {
  switch (entry.kind) {
    case 'start':
      return 'the home started';
    case 'input':
      return describeInput(history, entry);
    case 'request': {
      const cause = history.causeOf(entry);
      const asker = cause?.kind === 'step' ? cause.scene : askerOf(entry.id);
      return `${asker} asked ${entry.device}: ${entry.method}${assignments(entry.params)}`;
    }
    case 'reply':
      return entry.error
        ? `${entry.device} refused: ${entry.error.message} (${entry.error.code})`
        : `${entry.device} accepted`;
    case 'state':
      return `${entry.device}.${Object.entries(entry.props)
        .map(([name, value], index) => `${name}${index === 0 ? ' became' : ''} ${plain(value)}`)
        .join(', ')}`;
    case 'event':
      return `${entry.device} reported the event ${entry.event}${assignments(entry.data)}`;
    case 'availability':
      return `${entry.device} ${entry.value === 'online' ? 'came online' : 'went offline'}`;
    case 'trigger':
      return `${entry.fired ? 'the trigger fired' : 'a trigger nearly fired'} for ${entry.scene}: ${entry.reason}`;
    case 'run': {
      const outcome = history.runs.get(entry.run)?.ended?.outcome;
      const did = outcome === 'refused' || outcome === 'skipped' ? 'was to run' : 'ran';
      return `${entry.scene} ${did} (run ${entry.run}): ${entry.reason}`;
    }
    case 'step': {
      const step = `${entry.scene}, step ${entry.step}: ${entry.does ?? ''}`;
      if (entry.result === undefined) return step;
      return `${step}: ${entry.result}${entry.message === undefined ? '' : ` (${entry.message})`}`;
    }
    case 'run_end':
      return `${entry.scene} ended (run ${entry.run}): ${entry.outcome}, ${entry.reason}`;
    case 'clock':
      return `the clock: ${entry.entry}`;
    case 'world':
      return entry.what;
  }
}

/** Who or what made a line happen, to follow a comma: `because lin uses bedroom_window: open`, or `by itself`. */
export function because(history: History, entry: JournalEntry): string {
  const cause = history.causeOf(entry);
  if (!cause) return unprompted(history, entry);
  switch (cause.kind) {
    case 'availability':
      return entry.time === cause.time ? fromStart(history, entry) : unprompted(history, entry);
    case 'world':
      return 'fault' in cause ? `because of a fault: ${cause.what}` : `because ${cause.what}`;
    case 'request':
      return `because ${describeRequest(history, cause, entry)}`;
    case 'input':
      return `because ${describeInput(history, cause)}`;
    case 'start':
    case 'reply':
    case 'state':
    case 'event':
    case 'trigger':
    case 'run':
    case 'step':
    case 'run_end':
    case 'clock':
      return `because ${describeEntry(history, cause)}`;
  }
}

/** What people call whoever sent a request, by its id. */
function askerOf(id: string | number | null): string {
  const text = String(id);
  if (text.startsWith('cli-')) return 'you, at the command line,';
  if (text.startsWith('set-')) return 'you, with --set,';
  if (text.startsWith('ui')) return 'you, on the page,';
  return id === null ? 'somebody' : `somebody (request ${text})`;
}

function describeRequest(history: History, request: Entry<'request'>, effect: JournalEntry): string {
  const step = history.causeOf(request);
  if (step?.kind === 'step') {
    const { begun } = history.runs.get(step.run)!;
    const ran = `which ran at ${history.clock(begun.time, effect.time)}: ${begun.reason}`;
    return `${step.scene} did it (step ${step.step}: ${step.does}), ${ran}`;
  }
  return `${askerOf(request.id)} ${verbOf(request)}`;
}

function verbOf({ method, params }: Entry<'request'>): string {
  if (method === 'set_prop') return 'set it';
  if (method !== 'stimulate') return `called ${method}${assignments(params)}`;
  const values = Object.values((params ?? {}) as object);
  return values.includes(null) ? 'let go of what was pinned' : 'pinned it';
}

function describeInput({ topics }: History, { input }: Entry<'input'>): string {
  if (input.type === 'scene') {
    return `the scene ${input.scene} was ${input.definition === null ? 'removed' : 'saved'}`;
  }
  const levels = topics.levels(input.topic) ?? [];
  if (levels[0] === 'scenes' && levels[2] === 'run') return `somebody asked for ${levels[1]}`;
  if (levels.length === 2 && levels[1] === 'fault') {
    return `somebody made ${levels[0]} faulty: ${plain(input.payload)}`;
  }
  return `a message came in on ${input.topic}`;
}

function fromStart({ start }: History, entry: JournalEntry): string {
  if (entry.time !== start.time || entry.kind !== 'state') return 'because it came online';
  const given = Object.keys(start.given[entry.device] ?? {}).filter((name) =>
    Object.hasOwn(entry.props, name),
  );
  if (given.length === 0) return 'because the home started so';
  return `because the home started so; given before the start: ${entry.device}.${given.join(', ')}`;
}

/** Nothing in the journal caused it. Who was in the room then is what a person would look for next. */
function unprompted(history: History, entry: JournalEntry): string {
  if (entry.kind === 'availability' && entry.time === history.start.time)
    return 'because the home started so';
  if (!('device' in entry) || entry.kind === 'world') return 'by itself';
  const room = history.home.devices[entry.device as string]?.room;
  if (room === undefined) return 'by itself';
  const people = peopleIn(history, room, entry.seq);
  if (people.length === 0) return 'by itself: nobody asked for it';
  return `by itself: nobody asked for it; ${listAnd(people)} ${people.length === 1 ? 'was' : 'were'} in the ${room}`;
}

function peopleIn({ entries, home }: History, room: string, before: number): string[] {
  const rooms = new Map<string, unknown>();
  const residents = Object.keys(home.residents ?? {}).length;
  for (let seq = before - 1; seq >= 0 && rooms.size < residents; seq--) {
    const entry = entries[seq]!;
    if (entry.kind !== 'world' || typeof entry.person !== 'string' || entry.room === undefined) continue;
    if (!rooms.has(entry.person)) rooms.set(entry.person, entry.room);
  }
  return [...rooms].filter(([, where]) => where === room).map(([person]) => person);
}

function before(history: History, entry: JournalEntry): JournalEntry | undefined {
  if (entry.kind !== 'step') return history.causeOf(entry);
  return history.runs.get(entry.run)?.begun ?? history.causeOf(entry);
}

function assignments(values: unknown): string {
  if (typeof values !== 'object' || values === null) return '';
  return Object.entries(values)
    .map(([name, value]) => ` ${name}=${plain(value)}`)
    .join('');
}
