import { formatInstant } from '../core/calendar/index.ts';
import { type NextDue, scheduleOf, type Whereabouts } from '../core/scene/schedule.ts';
import type { Scene, Trigger } from '../core/scene/schema.ts';
import type { DueScene } from './api.ts';

/** How many are told of ahead. */
const shown = 10;

/** The scenes in use, and a count of their changes. */
export interface ScenesInUse {
  readonly definitions: ReadonlyMap<string, Scene>;
  readonly definitionsVersion: number;
}

/** Which scenes the clock will start, and when. Keeps what it worked out until that has passed. */
export class DueScenes {
  readonly #whereabouts: Whereabouts;
  readonly #inUse: ScenesInUse;
  #version = -1;
  readonly #scenes = new Map<string, Planned>();
  #next: readonly DueScene[] = [];
  #asked = Number.POSITIVE_INFINITY;

  constructor(inUse: ScenesInUse, whereabouts: Whereabouts) {
    this.#inUse = inUse;
    this.#whereabouts = whereabouts;
  }

  /** The next ones after `now`, earliest first. */
  after(now: number): readonly DueScene[] {
    const planned = this.#planned();
    const stale = now < this.#asked || (this.#next[0] !== undefined && this.#next[0].time <= now);
    if (!stale) return this.#next;
    this.#asked = now;
    this.#next = [...planned.values()]
      .flatMap((scene) => scene.after(now))
      .sort((one, other) => one.time - other.time || (one.scene < other.scene ? -1 : 1))
      .slice(0, shown);
    return this.#next;
  }

  /** The next firing of one scene after `now`. */
  nextOf(scene: string, now: number): number | null {
    const times = this.#planned().get(scene)?.after(now) ?? [];
    return times.length === 0 ? null : Math.min(...times.map(({ time }) => time));
  }

  /** All firings from `from` to `until`, at most `limit` of each trigger. */
  between(scene: string, from: number, until: number, limit: number): number[] {
    return this.#planned().get(scene)?.between(from, until, limit) ?? [];
  }

  #planned(): ReadonlyMap<string, Planned> {
    const { definitions, definitionsVersion } = this.#inUse;
    if (definitionsVersion !== this.#version) {
      this.#version = definitionsVersion;
      this.#scenes.clear();
      for (const [id, scene] of definitions) this.#scenes.set(id, new Planned(id, scene, this.#whereabouts));
      this.#asked = Number.POSITIVE_INFINITY;
    }
    return this.#scenes;
  }
}

/** When a scene that is not in use would be started next. */
export function nextOfScene(scene: Scene, now: number, whereabouts: Whereabouts): number | null {
  const times = new Planned('', scene, whereabouts).after(now).map(({ time }) => time);
  return times.length === 0 ? null : Math.min(...times);
}

class Planned {
  readonly #id: string;
  readonly #scene: Scene;
  readonly #schedules: readonly { readonly trigger: number; readonly next: NextDue }[];
  readonly #timezone: string;

  constructor(id: string, scene: Scene, whereabouts: Whereabouts) {
    this.#id = id;
    this.#scene = scene;
    this.#timezone = whereabouts.timezone;
    const triggers: readonly Trigger[] = Array.isArray(scene.trigger) ? scene.trigger : [scene.trigger];
    this.#schedules = triggers.flatMap((trigger, index) => {
      const next = scheduleOf(trigger, whereabouts);
      return next ? [{ trigger: index, next }] : [];
    });
  }

  after(now: number): DueScene[] {
    return this.#schedules.flatMap(({ trigger, next }) => {
      const time = next(now);
      return time === undefined ? [] : [this.#due(trigger, time, now)];
    });
  }

  between(from: number, until: number, limit: number): number[] {
    const times: number[] = [];
    for (const { next } of this.#schedules) {
      let time = next(from);
      for (let count = 0; time !== undefined && time <= until && count < limit; count++) {
        times.push(time);
        time = next(time);
      }
    }
    return times.sort((one, other) => one - other);
  }

  #due(trigger: number, time: number, now: number): DueScene {
    const name = this.#scene.name ?? this.#id;
    const count = this.#scene.actions.length;
    const actions = count === 1 ? '1 action' : `${count} actions`;
    const sentence = `${sayWhen(this.#timezone, time, now)} ${name} will run: ${actions}`;
    return { time, scene: this.#id, name, trigger, sentence, actions: count };
  }
}

const dayMs = 24 * 3_600_000;

/** `At 07:00`, `Tomorrow at 07:00`, `On 2026-03-05 at 07:00`. */
function sayWhen(timezone: string, instant: number, now: number): string {
  const dateOf = (time: number): string => formatInstant(timezone, time).slice(0, '2026-03-02'.length);
  const date = dateOf(instant);
  const clock = clockTime(timezone, instant);
  if (date === dateOf(now)) return `At ${clock}`;
  return date === dateOf(now + dayMs) ? `Tomorrow at ${clock}` : `On ${date} at ${clock}`;
}

/** `07:00`, and with its seconds where it has some. */
export function clockTime(timezone: string, instant: number): string {
  const text = formatInstant(timezone, instant).slice('2026-03-02T'.length);
  const [time] = text.split(/[.+Z-]/, 1);
  return time!.endsWith(':00') ? time!.slice(0, -':00'.length) : time!;
}
