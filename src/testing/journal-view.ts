import { type Place, parseDuration } from '../core/calendar/index.ts';
import type { Home } from '../core/home.ts';
import type { Cause, ConditionReport, JournalEntry } from '../core/journal.ts';
import { type ConditionContext, judge } from '../core/scene/condition.ts';
import { HeldWatch } from '../core/scene/held.ts';
import type { Condition, PropertyCondition } from '../core/scene/schema.ts';
import { sourcesOf } from '../core/scene/sources.ts';
import { HomeView } from '../core/scene/view.ts';
import { nextLook } from '../core/scene/wait.ts';
import { plainConditions } from '../core/scene/walk.ts';

interface Activity {
  readonly runs: Set<number>;
  since: number | undefined;
  cause: Cause | undefined;
}

/**
 * The home as a journal tells of it: fed line by line, it can judge conditions as the scene engine would have at that
 * moment. It knows what devices published and which scenes ran, and nothing else.
 */
export class JournalView implements ConditionContext {
  readonly view = new HomeView();
  readonly timezone: string;
  readonly place: Place;
  readonly formatTime: (instant: number) => string;
  now = 0;
  readonly #held = new Map<PropertyCondition, HeldWatch>();
  readonly #activities = new Map<string, Activity>();

  /** @param conditions those that will be judged: for how long some of them hold must be measured from the start */
  constructor(
    conditions: readonly Condition[],
    { home, formatTime }: { home: Home; formatTime(instant: number): string },
  ) {
    this.timezone = home.location.timezone;
    this.place = home.location;
    this.formatTime = formatTime;
    for (const condition of conditions.flatMap(plainConditions)) {
      if (!('prop' in condition) || condition.for === undefined) continue;
      this.#held.set(condition, new HeldWatch(condition, parseDuration(condition.for)));
    }
  }

  /** Takes a line in. Returns the subject of which something is known now that was not before; see `subjectsOf`. */
  take(entry: JournalEntry): string | undefined {
    this.now = entry.time;
    const cause: Cause = { seq: entry.seq, kind: entry.kind, trail: undefined };
    switch (entry.kind) {
      case 'start':
        for (const scene of Object.keys(entry.scenes)) this.#activities.set(scene, idle());
        return undefined;
      case 'state':
        this.view.update(entry.device, entry.props, Object.keys(entry.props), entry.time, cause);
        return this.#measure(entry.device);
      case 'availability':
        this.view.updateAvailability(entry.device, entry.value, entry.time, cause);
        return this.#measure(entry.device);
      // A run goes on from its first step: one that waits for its turn, or was refused, does not.
      case 'step':
        return this.#runs(entry.scene, entry.run, true, cause);
      case 'run_end':
        return this.#runs(entry.scene, entry.run, false, cause);
      default:
        return undefined;
    }
  }

  judge(condition: Condition): ConditionReport {
    return judge(condition, this);
  }

  activity(scene: string) {
    const activity = this.#activities.get(scene);
    return activity && { running: activity.runs.size > 0, since: activity.since, cause: activity.cause };
  }

  held(condition: PropertyCondition): HeldWatch | undefined {
    return this.#held.get(condition);
  }

  /**
   * When the judgement of a condition can change though nothing happens: a part of the day begins or ends, or
   * something has been so for long enough. `undefined`: never.
   */
  nextChange(condition: Condition): number | undefined {
    return nextLook(condition, this);
  }

  #measure(device: string): string {
    for (const watch of this.#held.values())
      if (watch.sources.some((source) => source.device === device)) watch.look(this.view);
    return deviceSubject(device);
  }

  #runs(scene: string, run: number, goesOn: boolean, cause: Cause): string | undefined {
    const activity = this.#activities.get(scene) ?? idle();
    this.#activities.set(scene, activity);
    const before = activity.runs.size > 0;
    if (goesOn) activity.runs.add(run);
    else activity.runs.delete(run);
    if (before === activity.runs.size > 0) return undefined;
    activity.since = this.now;
    activity.cause = cause;
    return sceneSubject(scene);
  }
}

/** The devices and scenes that a condition looks at, as `JournalView.take` calls them. */
export function subjectsOf(condition: Condition): string[] {
  return plainConditions(condition).flatMap((plain) => {
    if ('prop' in plain) return sourcesOf(plain).map(({ device }) => deviceSubject(device));
    if ('device' in plain) return [deviceSubject(plain.device)];
    return 'type' in plain && plain.type === 'scene' ? [sceneSubject(plain.scene)] : [];
  });
}

/** The earliest of some instants; `undefined` when there is none. */
export function earliest(instants: readonly (number | undefined)[]): number | undefined {
  const known = instants.filter((instant) => instant !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

function idle(): Activity {
  return { runs: new Set(), since: undefined, cause: undefined };
}

function deviceSubject(id: string): string {
  return `device ${id}`;
}

function sceneSubject(id: string): string {
  return `scene ${id}`;
}
