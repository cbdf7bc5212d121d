import type { Cause, JournalEntry } from '../../core/journal.ts';
import type { SceneActivity } from '../../core/scene/runs.ts';
import type { SceneNews } from '../../core/scene/scene-watch.ts';
import type { Entry, History } from './history.ts';

/** What a line tells of a scene: that a run of it has begun its steps, or has ended. */
export interface SceneChange {
  readonly scene: string;
  /** `undefined`: nothing that a trigger may wait for. */
  readonly news: SceneNews | undefined;
  readonly cause: Cause;
}

/** Which scenes are running, as the journal goes on. */
export class Activity {
  readonly #history: History;
  readonly #running = new Map<string, Set<number>>();
  readonly #changed = new Map<string, { since: number; cause: Cause }>();

  constructor(history: History) {
    this.#history = history;
  }

  of(scene: string): SceneActivity {
    const { since, cause } = this.#changed.get(scene) ?? { since: undefined, cause: undefined };
    return { running: (this.#running.get(scene)?.size ?? 0) > 0, since, cause };
  }

  /** Takes in a line. Returns what it tells of a scene. */
  take(entry: JournalEntry): SceneChange | undefined {
    if (entry.kind === 'step') return this.#step(entry);
    return entry.kind === 'run_end' ? this.#end(entry) : undefined;
  }

  /** With its first step a run has begun: it may have waited for its turn. */
  #step({ scene, run, time }: Entry<'step'>): SceneChange | undefined {
    const running = this.#running.get(scene) ?? new Set<number>();
    this.#running.set(scene, running);
    if (running.has(run)) return undefined;
    const record = this.#history.runs.get(run);
    const cause: Cause = { seq: record?.begun.seq ?? 0, kind: 'run', trail: undefined };
    if (running.size === 0) this.#changed.set(scene, { since: time, cause });
    running.add(run);
    // One that was refused, and does something else instead, has not started.
    return { scene, news: record?.ended?.outcome === 'refused' ? undefined : 'started', cause };
  }

  #end({ scene, run, seq, time, outcome, reason }: Entry<'run_end'>): SceneChange {
    const cause: Cause = { seq, kind: 'run_end', trail: undefined };
    const running = this.#running.get(scene);
    if (running?.delete(run) && running.size === 0) this.#changed.set(scene, { since: time, cause });
    // What ends a circle must not begin it anew.
    const isCircle = outcome === 'failed' && reason.startsWith('it fires itself in a circle');
    return { scene, news: isCircle ? undefined : outcome, cause };
  }
}
