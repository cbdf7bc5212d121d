import type { Cause } from '../journal.ts';
import type { Run } from './run.ts';
import type { Scene } from './schema.ts';

const defaultMax = 10;

/** Whether a run of a scene is going on, and since when. */
export interface SceneActivity {
  readonly running: boolean;
  /** `undefined`: it has never run. */
  readonly since: number | undefined;
  readonly cause: Cause | undefined;
}

export type Mode = NonNullable<Scene['mode']>;

/** The runs of one scene: those that go on, and those that wait for their turn, by its mode. */
export class SceneRuns {
  readonly #mode: Mode;
  readonly #max: number;
  readonly #active = new Set<Run>();
  readonly #waiting: Run[] = [];
  #changed: { at: number; cause: Cause } | undefined;
  #drawing = false;
  #closed = false;

  constructor({ mode = 'single', max = defaultMax }: Scene) {
    this.#mode = mode;
    this.#max = max;
  }

  /** Lets a run begin, wait, take the place of all others or be skipped: by the mode of its trigger, or of its scene. */
  admit(run: Run, mode: Mode = this.#mode): void {
    const [active] = this.#active;
    if (!active) {
      this.#begin(run);
      return;
    }
    const size = this.#active.size + this.#waiting.length;
    switch (mode) {
      case 'single':
        run.end('skipped', `run ${active.options.number} was still going on`);
        return;
      case 'restart':
        this.#replaceAll(`run ${run.options.number} took its place`, run.options.cause);
        this.#begin(run);
        return;
      case 'queued':
        if (size >= this.#max) run.end('skipped', this.#tooMany());
        else if (waitsFor(active, run.options.caller?.run)) run.end('failed', standstill(active));
        else this.#waiting.push(run);
        return;
      case 'parallel':
        if (size >= this.#max) run.end('skipped', this.#tooMany());
        else this.#begin(run);
        return;
    }
  }

  get activity(): SceneActivity {
    const { at: since, cause } = this.#changed ?? { at: undefined, cause: undefined };
    return { running: this.#active.size > 0, since, cause };
  }

  /** To be told of each run that has ended, by the line that says so. */
  ended(run: Run, now: number, cause: Cause): void {
    if (this.#active.delete(run) && this.#active.size === 0) this.#changed = { at: now, cause };
    // In a loop, not one within the other: a long queue of instant runs must not overflow the stack.
    if (this.#drawing) return;
    this.#drawing = true;
    while (this.#active.size === 0 && !this.#closed) {
      const next = this.#waiting.shift();
      if (!next) break;
      this.#begin(next);
    }
    this.#drawing = false;
  }

  /** Ends all runs, and begins no more. */
  close(reason: string, cause: Cause): void {
    this.#closed = true;
    this.#replaceAll(reason, cause);
  }

  /** The run that a waiting one is behind. */
  ahead(run: Run): Run | undefined {
    if (!this.#waiting.includes(run)) return undefined;
    const [active] = this.#active;
    return active;
  }

  #begin(run: Run): void {
    if (this.#active.size === 0) this.#changed = { at: run.now, cause: run.options.cause };
    this.#active.add(run);
    run.start();
  }

  #replaceAll(reason: string, cause: Cause): void {
    // First those that wait: they would have their turn when the others end.
    for (const run of this.#waiting.splice(0)) run.cancel('replaced', reason, cause);
    // Also those that begin meanwhile: whoever waited for one of them goes on at once, and may run the scene again.
    for (const run of this.#active) run.cancel('replaced', reason, cause);
  }

  #tooMany(): string {
    return this.#max === 1 ? 'one run is the most (max)' : `${this.#max} runs are the most (max)`;
  }
}

/** Whether `run` cannot end before `other` goes on: they wait for each other, directly or by way of others. */
function waitsFor(run: Run, other: Run | undefined): boolean {
  const seen = new Set<Run>([run]);
  for (const at of seen) {
    if (at === other) return true;
    for (const next of at.awaited) seen.add(next);
    const ahead = at.options.runs.ahead(at);
    if (ahead) seen.add(ahead);
  }
  return false;
}

function standstill({ options: { number } }: Run): string {
  return `it would have to wait for run ${number}, which itself waits for this one`;
}
