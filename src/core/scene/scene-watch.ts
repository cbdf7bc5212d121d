import type { Cause, Outcome } from '../journal.ts';
import type { SceneTrigger } from './schema.ts';
import type { TriggerHost } from './watch.ts';

/** What a scene trigger can wait for: a run has begun its steps, or has ended in one of the ways. */
export type SceneNews = 'started' | Outcome;

/**
 * A scene trigger at work. It does not fire within the other scene's last step but after it, in the same instant, when
 * the devices that were asked in that step have said how they stand.
 */
export class SceneWatch {
  readonly kind = 'scene';
  /** The scene that it watches. */
  readonly watched: string;
  readonly #host: TriggerHost;
  readonly #wanted: readonly SceneNews[];
  readonly #planned = new Set<() => void>();

  constructor(trigger: SceneTrigger, host: TriggerHost) {
    this.watched = trigger.scene;
    this.#wanted = Array.isArray(trigger.value) ? trigger.value : [trigger.value];
    this.#host = host;
  }

  sceneChanged(news: SceneNews | undefined, cause: Cause): void {
    if (news === undefined || !this.#wanted.includes(news)) return;
    const callOff = this.#host.plan(this.#host.now(), () => {
      this.#planned.delete(callOff);
      this.#host.fire(`${this.watched} ${sayNews(news)}`, cause);
    });
    this.#planned.add(callOff);
  }

  dispose(): void {
    for (const callOff of this.#planned) callOff();
    this.#planned.clear();
  }
}

/** In words, after the name of a scene: `finished`, `was refused`. */
export function sayNews(news: SceneNews): string {
  switch (news) {
    case 'started':
    case 'finished':
    case 'failed':
      return news;
    case 'partial':
      return 'finished in part';
    case 'refused':
    case 'stopped':
    case 'replaced':
    case 'skipped':
      return `was ${news}`;
  }
}
