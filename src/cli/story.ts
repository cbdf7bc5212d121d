import type { JournalEntry } from '../core/journal.ts';
import { plain } from '../core/scene/comparison.ts';
import type { Paint } from './paint.ts';

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
      lines.push(
        ...this.#line(
          begun.time,
          `${this.#paint.good('▶')} ${this.#paint.bold(begun.scene)} runs: ${begun.reason}`,
        ),
      );
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
        if (entry.input.type !== 'scene') return undefined;
        return paint.dim(
          entry.input.definition === null
            ? `◀ scene ${entry.input.scene} was removed`
            : `◀ scene ${entry.input.scene} was saved and is used from now on`,
        );
      case 'request':
        return this.#request(entry);
      case 'reply':
        if (!entry.error || entry.cause === undefined || !this.#strangers.delete(entry.cause))
          return undefined;
        return `${paint.blocked('✗')} ${entry.device} refused: ${entry.error.message} (${entry.error.code})`;
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
        return this.#runEnd(entry);
      case 'clock':
        return undefined;
      case 'world':
        if (entry.fault === undefined && entry.refused === undefined) return `  ${entry.what}`;
        return `${paint.blocked('!')} ${entry.what}`;
    }
  }

  #request(entry: Extract<JournalEntry, { kind: 'request' }>): string | undefined {
    if (entry.cause === undefined || !this.#inputs.delete(entry.cause)) return undefined;
    this.#strangers.add(entry.seq);
    if (entry.method === 'get_prop') return undefined;
    const params = Object.entries((entry.params ?? {}) as Record<string, unknown>);
    const given = params.map(([name, value]) => ` ${name}=${plain(value)}`).join('');
    return `${this.#paint.input('◀')} somebody asks ${entry.device}: ${entry.method}${given}`;
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
    // `2.then.1` is one step within another.
    const indent = '  '.repeat(1 + (entry.step.match(/\.[a-z]/g)?.length ?? 0));
    if (entry.result === undefined) {
      this.#beginnings.set(key, entry.time);
      if (entry.notify !== undefined) return `${indent}${paint.bold('✉')} ${paint.bold(entry.notify)}`;
      return /^(delay|wait until) /.test(entry.does ?? '')
        ? paint.dim(`${indent}… ${entry.does}`)
        : undefined;
    }
    const began = this.#beginnings.get(key);
    this.#beginnings.delete(key);
    if (entry.does?.startsWith('notify ') && entry.result === 'ok') return undefined;
    const took =
      began === undefined || began === entry.time ? '' : paint.dim(` (${showTook(entry.time - began)})`);
    const said = entry.message === undefined ? '' : `: ${entry.message}`;
    switch (entry.result) {
      case 'ok':
        return `${indent}${paint.good('✓')} ${entry.does}${said}${took}`;
      case 'failed':
        return `${indent}${paint.bad('✗')} ${entry.does} failed${said}${took}`;
      case 'cancelled':
        return `${indent}${paint.dim(`- ${entry.does} was cut short${said}`)}`;
    }
  }

  #runEnd(entry: Extract<JournalEntry, { kind: 'run_end' }>): string {
    const paint = this.#paint;
    const scene = paint.bold(entry.scene);
    const began = this.#beginnings.get(`${entry.run}`) ?? entry.time;
    this.#beginnings.delete(`${entry.run}`);
    const took = began === entry.time ? '' : paint.dim(` (${showTook(entry.time - began)})`);
    switch (entry.outcome) {
      case 'finished':
        return `${paint.good('■')} ${scene} finished${took}`;
      case 'refused':
        return `${paint.blocked('✗')} ${scene} did not run ${entry.reason}`;
      case 'skipped':
        return `${paint.blocked('✗')} ${scene} was skipped: ${entry.reason}`;
      case 'stopped':
        return `${paint.good('■')} ${scene} stopped: ${entry.reason}${took}`;
      case 'replaced':
        return `${paint.dim('■')} ${scene} ended early: ${entry.reason}${took}`;
      case 'partial':
        return `${paint.bad('■')} ${scene} finished in part: ${entry.reason}${took}`;
      case 'failed':
        return `${paint.bad('■')} ${scene} failed: ${entry.reason}${took}`;
    }
  }

  #line(instant: number, text: string): string[] {
    const iso = this.#formatTime(instant);
    const [date, time] = [iso.slice(0, 10), iso.slice(11, 19)];
    const heading = date === this.#date ? [] : [this.#paint.dim(`── ${date} ──`)];
    this.#date = date;
    return [...heading, `${this.#paint.time(time)} ${text}`];
  }
}

/** How long something took, for people: `40 ms`, `8.2 s`, `3 min`. */
function showTook(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  if (ms < 120_000) return `${Math.round(ms / 100) / 10} s`;
  return `${Math.round(ms / 60_000)} min`;
}
