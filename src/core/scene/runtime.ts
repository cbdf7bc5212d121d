import { parseDuration } from '../calendar/index.ts';
import type { HomeContext } from '../device/context.ts';
import type { Cause } from '../journal.ts';
import type { Agenda } from './agenda.ts';
import { bindCode } from './code.ts';
import { HeldWatch, heldConditions } from './held.ts';
import { MessageWatch } from './messages.ts';
import { type Mode, SceneRuns } from './runs.ts';
import { SceneWatch } from './scene-watch.ts';
import { type NextDue, scheduleOf, type Whereabouts } from './schedule.ts';
import type { Scene, Trigger } from './schema.ts';
import { AvailabilityWatch, EventWatch, PropertyWatch, type TriggerHost, type Watch } from './watch.ts';
import { describeTrigger } from './words.ts';

/** What a scene needs from the engine. */
export interface SceneHost {
  readonly home: HomeContext;
  readonly agenda: Agenda;
  readonly whereabouts: Whereabouts;
  fire(scene: SceneRuntime, trigger: number, reason: string, cause: Cause): void;
}

/** One loaded scene: its triggers at work, and its runs. */
export class SceneRuntime {
  readonly id: string;
  readonly scene: Scene;
  readonly watches: readonly Watch[];
  /** What it waits for on topics that are not of the home itself. */
  readonly messages: readonly MessageWatch[];
  readonly triggers: readonly Trigger[];
  /** What watches for each trigger; `undefined` for those that follow the clock, or nothing. */
  readonly triggerWatches: readonly (Watch | MessageWatch | undefined)[];
  readonly runs: SceneRuns;
  readonly #host: SceneHost;
  /** How to call off what is planned next, by trigger. */
  readonly #planned = new Map<number, () => void>();

  constructor(host: SceneHost, id: string, scene: Scene) {
    this.#host = host;
    bindCode(scene);
    this.id = id;
    this.scene = scene;
    this.runs = new SceneRuns(scene);
    this.triggers = Array.isArray(scene.trigger) ? scene.trigger : [scene.trigger];
    const held = heldConditions(scene).map(
      (condition) => new HeldWatch(condition, parseDuration(condition.for!)),
    );
    this.triggerWatches = this.triggers.map((trigger, index) => this.#watch(trigger, index));
    const watches = this.triggerWatches.filter((watch) => watch !== undefined);
    this.watches = [...held, ...watches.filter((watch) => watch.kind !== 'message')];
    this.messages = watches.filter((watch) => watch.kind === 'message');
  }

  /** Begins to follow the clock with whatever is due after `after`. */
  followClock(after: number): void {
    for (const [index, trigger] of this.triggers.entries()) {
      const next = scheduleOf(trigger, this.#host.whereabouts);
      if (next) this.#planNext(index, next, after);
    }
  }

  /** What becomes of a run that this trigger begins while others go on; of one that was asked for, `manual` says it. */
  modeOf(trigger: number | null): Mode | undefined {
    if (trigger !== null) return this.triggers[trigger]?.mode;
    return this.triggers.find(({ type }) => type === 'manual')?.mode;
  }

  /** What kind of trigger that is; `undefined` when it was asked for. */
  typeOf(trigger: number | null): Trigger['type'] | undefined {
    return trigger === null ? undefined : this.triggers[trigger]?.type;
  }

  /** Ends all that it does and waits for, for this reason. */
  dispose(why: string, cause: Cause): void {
    for (const callOff of this.#planned.values()) callOff();
    for (const watch of this.watches) if ('dispose' in watch) watch.dispose(why, cause);
    this.runs.close(why, cause);
  }

  #watch(trigger: Trigger, index: number): Watch | MessageWatch | undefined {
    switch (trigger.type) {
      case 'property':
        return new PropertyWatch(trigger, this.#triggerHost(index), forMs(trigger));
      case 'availability':
        return new AvailabilityWatch(trigger, this.#triggerHost(index), forMs(trigger));
      case 'event':
        return new EventWatch(trigger, this.#triggerHost(index));
      case 'scene':
        return new SceneWatch(trigger, this.#triggerHost(index));
      case 'message':
        return new MessageWatch(trigger, index, this.#triggerHost(index));
      case 'time':
      case 'cron':
      case 'every':
      case 'sun':
      case 'start':
      case 'manual':
        return undefined;
    }
  }

  #planNext(index: number, next: NextDue, after: number): void {
    const due = next(after);
    if (due === undefined) return;
    const callOff = this.#host.agenda.plan(due, this.id, index, () => {
      this.#planNext(index, next, due);
      this.#due(index);
    });
    this.#planned.set(index, callOff);
  }

  /** A clock entry that nothing caused came due: the root of a chain. */
  #due(index: number): void {
    const { journal, clock } = this.#host.home;
    const reason = describeTrigger(this.triggers[index]!);
    const entry = `${reason}, for ${this.id}`;
    this.#fire(index, reason, journal.append(clock.now, 'clock', undefined, { entry }));
  }

  #fire(index: number, reason: string, cause: Cause | undefined): void {
    this.#host.fire(this, index, reason, this.#journal(index, true, reason, cause));
  }

  #journal(trigger: number, fired: boolean, reason: string, cause: Cause | undefined): Cause {
    const { journal, clock } = this.#host.home;
    const { type } = this.triggers[trigger]!;
    return journal.append(clock.now, 'trigger', cause, { scene: this.id, trigger, type, fired, reason });
  }

  #triggerHost(index: number): TriggerHost {
    const { home, agenda } = this.#host;
    return {
      now: () => home.clock.now,
      fire: (reason, cause) => this.#fire(index, reason, cause),
      nearly: (reason, cause) => void this.#journal(index, false, reason, cause),
      plan: (due, run) => agenda.plan(due, this.id, index, run),
    };
  }
}

function forMs(trigger: { readonly for?: string | undefined }): number | undefined {
  return trigger.for === undefined ? undefined : parseDuration(trigger.for);
}
