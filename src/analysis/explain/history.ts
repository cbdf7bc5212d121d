import { formatInstant } from '../../core/calendar/index.ts';
import { MilletError } from '../../core/errors.ts';
import type { Home } from '../../core/home.ts';
import type { JournalEntry, JournalKind } from '../../core/journal.ts';
import { bindCode } from '../../core/scene/code.ts';
import type { Whereabouts } from '../../core/scene/schedule.ts';
import { type Scene, storedSceneSchema } from '../../core/scene/schema.ts';
import { Topics } from '../../core/topics.ts';

export type Entry<Kind extends JournalKind> = Extract<JournalEntry, { kind: Kind }>;

/** All lines of one run. */
export interface RunRecord {
  readonly begun: Entry<'run'>;
  readonly steps: Entry<'step'>[];
  ended: Entry<'run_end'> | undefined;
}

/** A journal that can be asked: who led to what, which runs there were, what was known when. */
export class History {
  readonly entries: readonly JournalEntry[];
  readonly start: Entry<'start'>;
  readonly timezone: string;
  readonly topics: Topics;
  /** The last instant that it knows of: milliseconds since the epoch. */
  readonly end: number;
  /** By their numbers, in the order in which they began. */
  readonly runs = new Map<number, RunRecord>();

  /**
   * @param entries a journal from its first line on
   * @param end the instant up to which there is nothing more than these lines; left out: that of the last one
   */
  constructor(entries: readonly JournalEntry[], end?: number) {
    const first = entries[0];
    if (first?.kind !== 'start' || first.seq !== 0) {
      throw new MilletError('To explain something takes the journal from its first line on.');
    }
    this.entries = entries;
    this.start = first;
    this.timezone = first.timezone;
    this.topics = new Topics(first.prefix);
    this.end = Math.max(end ?? 0, entries.at(-1)!.time);
    for (const entry of entries) {
      if (entry.kind === 'run') this.runs.set(entry.run, { begun: entry, steps: [], ended: undefined });
      else if (entry.kind === 'step') this.runs.get(entry.run)?.steps.push(entry);
      else if (entry.kind === 'run_end') this.#noteEnd(entry);
    }
  }

  /** Where and when the home is, for what follows the clock and the sun. */
  get whereabouts(): Whereabouts {
    const { location } = this.home;
    return { timezone: this.timezone, place: location, homeStart: this.start.time };
  }

  get home(): Home {
    return this.start.home as Home;
  }

  entry(seq: number): JournalEntry {
    const entry = this.entries[seq];
    if (entry) return entry;
    throw new MilletError(`There is no line ${seq}: this journal goes from 0 to ${this.entries.length - 1}.`);
  }

  causeOf({ cause }: JournalEntry): JournalEntry | undefined {
    return cause === undefined ? undefined : this.entries[cause];
  }

  /** How many lines there are up to and including `instant`. */
  countUntil(instant: number): number {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.entries[middle]!.time <= instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Throws, with the span of the journal, when `instant` lies outside of it. */
  check(instant: number): void {
    if (instant >= this.start.time && instant <= this.end) return;
    const where = instant < this.start.time ? 'before' : 'after';
    throw new MilletError(`${this.minute(instant)} lies ${where} what this journal tells of.`, {
      hint: `It goes from ${this.minute(this.start.time)} to ${this.minute(this.end)}.`,
    });
  }

  /** Local ISO time with offset. */
  iso(instant: number): string {
    return formatInstant(this.timezone, instant);
  }

  /** A time in a sentence about the day of `near`: `07:00:00`, or `2026-03-01 23:00:00` on another day. */
  clock(instant: number, near: number): string {
    const iso = this.iso(instant);
    const time = iso.slice(11, 19);
    return iso.slice(0, 10) === this.iso(near).slice(0, 10) ? time : `${iso.slice(0, 10)} ${time}`;
  }

  /** `2026-03-02T06:58:00`. */
  minute(instant: number): string {
    return this.iso(instant).slice(0, 19);
  }

  /** Every id that was a scene's at some time. */
  sceneIds(): string[] {
    const ids = new Set(Object.keys(this.start.scenes));
    for (const entry of this.#sceneInputs()) ids.add(entry.input.scene);
    return [...ids].sort();
  }

  /** A scene as it stood at an instant, and the line that last changed it. `undefined`: there was none. */
  sceneAt(id: string, instant: number): { scene: Scene | undefined; changed: Entry<'input'> | undefined } {
    let definition = Object.hasOwn(this.start.scenes, id) ? this.start.scenes[id] : undefined;
    let changed: Entry<'input'> | undefined;
    for (const entry of this.#sceneInputs()) {
      if (entry.time > instant) break;
      if (entry.input.scene !== id) continue;
      definition = entry.input.definition;
      changed = entry;
    }
    const scene = definition ? storedSceneSchema.parse(definition) : undefined;
    if (scene) bindCode(scene);
    return { scene, changed };
  }

  /** The lines that have one of `seqs` for a cause, by that. */
  followers(seqs: ReadonlySet<number>): Map<number, JournalEntry[]> {
    const found = new Map<number, JournalEntry[]>();
    for (let seq = Math.min(...seqs); seq < this.entries.length; seq++) {
      const entry = this.entries[seq]!;
      if (entry.cause === undefined || !seqs.has(entry.cause)) continue;
      const list = found.get(entry.cause);
      if (list) list.push(entry);
      else found.set(entry.cause, [entry]);
    }
    return found;
  }

  #noteEnd(entry: Entry<'run_end'>): void {
    const record = this.runs.get(entry.run);
    if (record) record.ended = entry;
  }

  *#sceneInputs(): Generator<
    Entry<'input'> & { input: { type: 'scene'; scene: string; definition: unknown } }
  > {
    for (const entry of this.entries) {
      if (entry.kind === 'input' && entry.input.type === 'scene') yield entry as never;
    }
  }
}
