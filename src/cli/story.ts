import type { JournalEntry } from '../core/journal.ts';
import { plain } from '../core/scene/comparison.ts';
import type { Paint } from './paint.ts';
import {
  deviceRefuses,
  isTrouble,
  isWait,
  runBegin,
  runEnd,
  sceneInput,
  stepDepth,
  stepEnd,
  strangerAsks,
} from './wording.ts';

/**
 * Tells a journal as a story: what happened, what fired and why, each step and its result, what was refused and why.
 * Give it every line in order; each returns the lines of text that follow from it.
 *
 * What only moves numbers along (a curtain on its way, a reading that drifts) is told once per cause.
 */
export class Story {
  readonly #paint: Paint;
  readonly #formatTime: (instant: number) => string;
  #date = '';
  /** A run that has begun: told with its end, when that follows at once. */
  #begun: Extract<JournalEntry, { kind: 'run' }> | undefined;
  /** Device -> the cause whose moving numbers have been told. */
  readonly #told = new Map<string, number | undefined>();
  /** Requests of strangers by `seq`, and when each run and step began. */
  readonly #strangers = new Set<number>();
  readonly #inputs = new Set<number>();
  readonly #beginnings = new Map<string, number>();
  /** The first instant, in which everybody says how they stand. */
  #start: number | undefined;

  /** @param formatTime local ISO time with offset */
  constructor(paint: Paint, formatTime: (instant: number) => string) {
    this.#paint = paint;
    this.#formatTime = formatTime;
  }

  tell(entry: JournalEntry): string[] {
    const lines: string[] = [];
    const begun = this.#begun;
    this.#begun = undefined;
    if (begun && !(entry.kind === 'run_end' && entry.run === begun.run)) {
      lines.push(...this.#line(begun.time, runBegin(this.#paint, begun)));
    }
    const text = this.#sentence(entry);
    if (text !== undefined) lines.push(...this.#line(entry.time, text));
    return lines;
  }

  #sentence(entry: JournalEntry): string | undefined {
    const paint = this.#paint;
    switch (entry.kind) {
      case 'start':
        this.#start = entry.time;
        return undefined;
      case 'input':
        this.#inputs.add(entry.seq);
        return sceneInput(paint, entry);
      case 'request':
        return this.#request(entry);
      case 'reply':
        if (!entry.error || entry.cause === undefined || !this.#strangers.delete(entry.cause))
          return undefined;
        return deviceRefuses(paint, entry);
      case 'state':
        return this.#state(entry);
      case 'event':
        return `  ${entry.device}: event ${entry.event}`;
      case 'availability':
        // Nothing led to it: the home starts.
        if (entry.cause === undefined) return undefined;
        return entry.value === 'online'
          ? `  ${entry.device} is online`
          : paint.blocked(`  ${entry.device} is offline`);
      case 'trigger':
        return entry.fired ? undefined : paint.dim(`· ${entry.scene}: ${entry.reason}`);
      case 'run':
        this.#begun = entry;
        this.#beginnings.set(`${entry.run}`, entry.time);
        return undefined;
      case 'step':
        return this.#step(entry);
      case 'run_end':
        return runEnd(paint, entry, this.#took(`${entry.run}`, entry.time));
      case 'clock':
        return undefined;
      case 'world':
        if (!isTrouble(entry)) return `  ${entry.what}`;
        return `${paint.blocked('!')} ${entry.what}`;
    }
  }

  #request(entry: Extract<JournalEntry, { kind: 'request' }>): string | undefined {
    if (entry.cause === undefined || !this.#inputs.delete(entry.cause)) return undefined;
    this.#strangers.add(entry.seq);
    return entry.method === 'get_prop' ? undefined : strangerAsks(this.#paint, entry);
  }

  #state(entry: Extract<JournalEntry, { kind: 'state' }>): string | undefined {
    if (entry.time === this.#start) return undefined;
    const changes = Object.entries(entry.props);
    const onlyNumbers = changes.every(([, value]) => typeof value === 'number');
    if (onlyNumbers && this.#told.has(entry.device) && this.#told.get(entry.device) === entry.cause)
      return undefined;
    this.#told.set(entry.device, entry.cause);
    return `  ${entry.device}: ${changes.map(([name, value]) => `${name} ${plain(value)}`).join(', ')}`;
  }

  #step(entry: Extract<JournalEntry, { kind: 'step' }>): string | undefined {
    const paint = this.#paint;
    const key = `${entry.run}.${entry.step}`;
    const indent = '  '.repeat(1 + stepDepth(entry.step));
    if (entry.result === undefined) {
      this.#beginnings.set(key, entry.time);
      if (entry.notify !== undefined) return `${indent}${paint.bold('✉')} ${paint.bold(entry.notify)}`;
      return isWait(entry) ? paint.dim(`${indent}… ${entry.does}`) : undefined;
    }
    const took = this.#took(key, entry.time);
    if (entry.does?.startsWith('notify ') && entry.result === 'ok') return undefined;
    return `${indent}${stepEnd(paint, entry, took)}`;
  }

  /** How long what began under that key has taken until now. */
  #took(key: string, now: number): number {
    const began = this.#beginnings.get(key) ?? now;
    this.#beginnings.delete(key);
    return now - began;
  }

  #line(instant: number, text: string): string[] {
    const iso = this.#formatTime(instant);
    const [date, time] = [iso.slice(0, 10), iso.slice(11, 19)];
    const heading = date === this.#date ? [] : [this.#paint.dim(`── ${date} ──`)];
    this.#date = date;
    return [...heading, `${this.#paint.time(time)} ${text}`];
  }
}
