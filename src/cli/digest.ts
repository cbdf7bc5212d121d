import { formatInstant } from '../core/calendar/index.ts';
import type { JournalEntry } from '../core/journal.ts';
import { dayHeading } from './day-heading.ts';
import type { Paint } from './paint.ts';
import { isTrouble, strangerAsks } from './wording.ts';

type Entry<Kind extends JournalEntry['kind']> = Extract<JournalEntry, { kind: Kind }>;

const width = 100;

/** What a person does that is worth a word in a day; the rest is where they are. */
const doings: Readonly<Record<string, string>> = {
  bathing: 'showers',
  cooking: 'cooks',
  eating: 'eats',
  working: 'works',
};

/** What is told of one day. */
class Day {
  readonly people = new Map<string, string[]>();
  readonly sky: string[] = [];
  readonly sun: string[] = [];
  /** Scene -> when it ran. */
  readonly ran = new Map<string, string[]>();
  readonly refused = new Map<string, number>();
  readonly said: string[] = [];
  readonly asked: string[] = [];
  readonly trouble: string[] = [];
}

/** Tells many days, each in a paragraph: people, what ran, what was said, and what went wrong. */
export class Digest {
  readonly #paint: Paint;
  readonly #timezone: string;
  #date = '';
  #heading = '';
  #day = new Day();
  #start: number | undefined;
  /** What it was when it last changed. */
  #sky = '';
  readonly #asleep = new Set<string>();
  readonly #away = new Set<string>();
  readonly #doing = new Map<string, string>();
  readonly #inputs = new Set<number>();
  /** When each run that goes on began. */
  readonly #began = new Map<number, string>();

  constructor(paint: Paint, timezone: string) {
    this.#paint = paint;
    this.#timezone = timezone;
  }

  tell(entry: JournalEntry): string[] {
    if (entry.kind === 'start') {
      this.#start = entry.time;
      return [];
    }
    const iso = formatInstant(this.#timezone, entry.time);
    const date = iso.slice(0, 10);
    const lines = date === this.#date ? [] : this.end();
    if (date !== this.#date) {
      this.#date = date;
      this.#heading = dayHeading(this.#timezone, entry.time);
    }
    this.#take(entry, iso.slice(11, 16));
    return lines;
  }

  /** The paragraph of the day that is not over yet. */
  end(): string[] {
    if (this.#date === '') return [];
    const day = this.#day;
    this.#day = new Day();
    const { bold, dim, bad } = this.#paint;
    const sky = day.sky.length > 0 ? day.sky.join(', ') : this.#sky;
    const sun = day.sun.length === 0 ? '' : `sun ${day.sun.join(' ')}`;
    const heading = [sky, sun].filter((part) => part !== '').join('; ');
    const kept = [...day.refused].filter(([scene]) => !day.ran.has(scene));
    const lines = [
      ...[...day.people].flatMap(([person, moments]) => hang(person, moments)),
      ...hang(
        'ran',
        [...day.ran].map(([scene, times]) => `${scene} ${times.join(' ')}`),
      ),
      ...hang(
        'not run',
        kept.map(([scene, count]) => (count === 1 ? scene : `${scene} (refused ${count} times)`)),
      ),
      ...hang('asked', day.asked),
      ...hang('said', day.said),
      ...day.trouble.map((text) => `  ${bad('!')} ${text}`),
    ];
    // The instant in which the next day begins is no day yet.
    if (lines.length === 0 && day.sun.length === 0) return [];
    return [`${bold(this.#heading)}${heading === '' ? '' : dim(`  ${heading}`)}`, ...lines, ''];
  }

  #take(entry: JournalEntry, time: string): void {
    const day = this.#day;
    switch (entry.kind) {
      case 'world':
        this.#world(entry, time);
        return;
      case 'input':
        if (entry.input.type === 'message') this.#inputs.add(entry.seq);
        else
          day.asked.push(
            `${time} the scene ${entry.input.scene} was ${entry.input.definition === null ? 'removed' : 'saved'}`,
          );
        return;
      case 'request':
        if (entry.cause === undefined || !this.#inputs.delete(entry.cause)) return;
        if (entry.method !== 'get_prop') day.asked.push(`${time} ${strangerAsks(this.#paint, entry)}`);
        return;
      case 'run':
        this.#began.set(entry.run, time);
        return;
      case 'run_end':
        this.#runEnd(entry, time);
        return;
      case 'step':
        if (entry.notify !== undefined) day.said.push(`${time} “${entry.notify}”`);
        if (entry.result === 'failed')
          day.trouble.push(`${time} ${entry.scene}: ${entry.does} failed: ${entry.message}`);
        return;
      case 'availability':
        // Nothing led to it: the home starts.
        if (entry.cause !== undefined) day.trouble.push(`${time} ${entry.device} is ${entry.value}`);
        return;
      case 'reply':
      case 'state':
      case 'event':
      case 'trigger':
      case 'clock':
      case 'start':
        return;
    }
  }

  #runEnd({ run, scene, outcome, reason }: Entry<'run_end'>, time: string): void {
    const began = this.#began.get(run) ?? time;
    this.#began.delete(run);
    const { ran, refused, trouble } = this.#day;
    switch (outcome) {
      case 'refused':
      case 'skipped':
        refused.set(scene, (refused.get(scene) ?? 0) + 1);
        return;
      case 'failed':
        trouble.push(`${time} ${scene} failed: ${reason}`);
        break;
      case 'finished':
      case 'partial':
      case 'stopped':
      case 'replaced':
        break;
    }
    ran.set(scene, [...(ran.get(scene) ?? []), began]);
  }

  #world(entry: Entry<'world'>, time: string): void {
    const day = this.#day;
    const { person, room, doing, asleep, sky, temperature, sun, refusal } = entry;
    if (typeof sky === 'string') {
      day.sky.push(day.sky.length === 0 ? `${sky}, ${temperature} degrees` : `${sky} from ${time}`);
      this.#sky = sky;
    } else if (sun === 'up' || sun === 'down') {
      day.sun.push(`${sun} ${time}`);
    } else if (isTrouble(entry)) {
      day.trouble.push(`${time} ${entry.what}`);
    } else if (typeof person === 'string') {
      if (refusal !== undefined) day.trouble.push(`${time} ${entry.what}`);
      if (typeof room !== 'string') return;
      const first = entry.time === this.#start;
      const words = this.#moves(person, room, String(doing), asleep === true);
      if (words === undefined || first) return;
      const moments = day.people.get(person) ?? [];
      day.people.set(person, moments);
      moments.push(`${words} ${time}`);
    }
  }

  /** What a person's move is in a word, if it is worth one: they get up, go out, come home, fall asleep, cook. */
  #moves(person: string, room: string, doing: string, asleep: boolean): string | undefined {
    const [slept, wasAway, did] = [this.#asleep.has(person), this.#away.has(person), this.#doing.get(person)];
    const away = room === 'away';
    note(this.#asleep, person, asleep);
    note(this.#away, person, away);
    this.#doing.set(person, doing);
    if (asleep) return slept ? undefined : 'asleep';
    if (away) return wasAway ? undefined : 'out';
    if (wasAway) return 'home';
    return slept ? 'up' : doing === did ? undefined : doings[doing];
  }
}

function note(set: Set<string>, person: string, is: boolean): void {
  if (is) set.add(person);
  else set.delete(person);
}

/** `  label       one, two, three`, with what does not fit below. */
function hang(label: string, parts: readonly string[]): string[] {
  if (parts.length === 0) return [];
  const margin = Math.max(11, label.length + 4);
  const lines: string[] = [];
  let line = `  ${label}`.padEnd(margin);
  for (const [index, part] of parts.entries()) {
    const text = index < parts.length - 1 ? `${part},` : part;
    if (line.length > margin && line.length + text.length > width) {
      lines.push(line.trimEnd());
      line = ' '.repeat(margin);
    }
    line += `${text} `;
  }
  return [...lines, line.trimEnd()];
}
