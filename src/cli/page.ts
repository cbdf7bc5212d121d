import { showTook } from '../analysis/explain/index.ts';
import { formatInstant } from '../core/calendar/index.ts';
import type { Block } from './block.ts';
import { dayHeading } from './day-heading.ts';
import type { Paint } from './paint.ts';

/** A silence that is worth a line. */
const quietMs = 20 * 60_000;
const noTime = ' '.repeat('07:00:00'.length);

/** Puts blocks on paper: a heading for each day, the time where it moves on, and a line for the quiet between. */
export class Page {
  readonly #paint: Paint;
  readonly #timezone: string;
  /** When something only drifted, since the last line. */
  #readings: number[] = [];
  #day = '';
  /** The instant of the last line. */
  #last: number;

  constructor(paint: Paint, timezone: string, from: number) {
    this.#paint = paint;
    this.#timezone = timezone;
    this.#last = from;
  }

  reading(time: number): void {
    this.#readings.push(time);
  }

  print(block: Block): string[] {
    const texts: string[] = [];
    let second = '';
    for (const { time, indent, text, effects } of block.lines()) {
      const iso = formatInstant(this.#timezone, time);
      if (second === '') texts.push(...this.quiet(time), ...this.#heading(iso, time));
      const shown = iso.slice(11, 19);
      const column = shown === second ? noTime : this.#paint.time(shown);
      second = shown;
      const then = effects.length === 0 ? '' : ` → ${effects.join(', ')}`;
      texts.push(`${column} ${'  '.repeat(indent)}${text}${then}`);
      this.#last = Math.max(this.#last, time);
    }
    return texts;
  }

  /** What to say of the time since the last line. */
  quiet(until: number): string[] {
    const since = this.#last;
    const count = this.#readings.filter((time) => time > since && time < until).length;
    this.#readings = this.#readings.filter((time) => time >= until);
    if (until - since < quietMs) return [];
    const readings = count === 0 ? '' : `: ${count} ${count === 1 ? 'reading' : 'readings'}`;
    return [`${noTime} ${this.#paint.dim(`… quiet for ${showTook(until - since)}${readings}`)}`];
  }

  #heading(iso: string, time: number): string[] {
    const day = iso.slice(0, 10);
    if (day === this.#day) return [];
    const gap = this.#day === '' ? [] : [''];
    this.#day = day;
    return [...gap, this.#paint.bold(dayHeading(this.#timezone, time))];
  }
}
