import type { ClockEntry } from '../clock.ts';
import type { Cause } from '../journal.ts';
import type { Engine } from './engine.ts';
import type { Run } from './run.ts';
import { type NextDue, scheduleOf } from './schedule.ts';
import type { Condition, PropertyCondition, Scene, Step, Trigger } from './schema.ts';
import { AvailabilityWatch, MatchWatch, PropertyWatch, type TriggerHost } from './watch.ts';
import { describeTrigger } from './words.ts';

const defaultMax = 10;

/** One loaded scene: its triggers at work, and its runs. */
export class SceneRuntime {
  readonly id: string;
  readonly scene: Scene;
  readonly triggers: readonly Trigger[];
  readonly propertyWatches: { device: string; prop: string; watch: PropertyWatch }[] = [];
  readonly availabilityWatches: { device: string; watch: AvailabilityWatch }[] = [];
  readonly matchWatches: MatchWatch[] = [];
  readonly #engine: Engine;
  readonly #schedules: { trigger: number; next: NextDue; entry: ClockEntry | undefined }[] = [];
  readonly #active = new Set<Run>();
  #waiting: Run[] = [];
  #disposed = false;

  constructor(engine: Engine, id: string, scene: Scene, timezone: string, homeStart: number) {
    this.#engine = engine;
    this.id = id;
    this.scene = scene;
    this.triggers = Array.isArray(scene.trigger) ? scene.trigger : [scene.trigger];
    for (const [index, trigger] of this.triggers.entries()) {
      const next = scheduleOf(trigger, timezone, homeStart);
      if (next) this.#schedules.push({ trigger: index, next, entry: undefined });
      const host = this.#triggerHost(index);
      if (trigger.type === 'property') {
        const watch = new PropertyWatch(trigger, host, this.#forMs(trigger.for));
        this.propertyWatches.push({ device: trigger.device, prop: trigger.prop, watch });
      } else if (trigger.type === 'availability') {
        const watch = new AvailabilityWatch(trigger.device, trigger.value, host, this.#forMs(trigger.for));
        this.availabilityWatches.push({ device: trigger.device, watch });
      }
    }
    for (const condition of heldConditions(scene)) {
      this.matchWatches.push(new MatchWatch(condition, () => engine.home.clock.now));
    }
  }

  /** Begins to follow the clock with whatever is due after `after`. */
  startSchedules(after: number): void {
    for (const schedule of this.#schedules) this.#scheduleNext(schedule, after);
  }

  homeStarted(): void {
    for (const [index, trigger] of this.triggers.entries()) {
      if (trigger.type === 'start') this.#due(index, 'the home started');
    }
  }

  /** An event that may concern this scene's triggers. */
  eventHappened(
    device: string,
    event: string,
    data: Readonly<Record<string, unknown>>,
    cause: Cause | undefined,
  ): void {
    for (const [index, trigger] of this.triggers.entries()) {
      if (trigger.type !== 'event' || trigger.device !== device || trigger.event !== event) continue;
      const wanted = Object.entries(trigger.where ?? {});
      if (wanted.every(([name, value]) => data[name] === value)) {
        this.#fired(index, `${describeTrigger(trigger)} happened`, cause);
      }
    }
  }

  /** Lets a run begin, wait, take another's place or be skipped, by the scene's mode. */
  admit(run: Run): void {
    const { mode = 'single', max = defaultMax } = this.scene;
    const { size } = this.#active;
    if (size === 0 || (mode === 'parallel' && size < max)) {
      this.#begin(run);
    } else if (mode === 'restart') {
      for (const active of [...this.#active]) active.cancel('replaced', `run ${run.number} took its place`);
      this.#begin(run);
    } else if (mode === 'queued' && this.#waiting.length < max) {
      this.#waiting.push(run);
    } else {
      const reason =
        mode === 'single'
          ? `run ${[...this.#active][0]!.number} was still going on`
          : `${max} runs are the most (max)`;
      this.#engine.ended(run, 'skipped', reason);
    }
  }

  ended(run: Run): void {
    if (!this.#active.delete(run) || this.#active.size > 0 || this.#disposed) return;
    const next = this.#waiting.shift();
    if (next) this.#begin(next);
  }

  /** Ends all that it does and waits for. */
  dispose(reason: string, _cause: Cause): void {
    this.#disposed = true;
    const { clock } = this.#engine.home;
    for (const { entry } of this.#schedules) if (entry) clock.cancel(entry);
    for (const { watch } of this.propertyWatches) watch.dispose();
    for (const { watch } of this.availabilityWatches) watch.dispose();
    for (const run of [...this.#active, ...this.#waiting]) run.cancel('replaced', reason);
    this.#waiting = [];
  }

  #begin(run: Run): void {
    this.#active.add(run);
    run.start();
  }

  #scheduleNext(
    schedule: { trigger: number; next: NextDue; entry: ClockEntry | undefined },
    after: number,
  ): void {
    const due = schedule.next(after);
    schedule.entry =
      due === undefined
        ? undefined
        : this.#engine.home.clock.schedule(due, () => {
            this.#scheduleNext(schedule, due);
            this.#due(schedule.trigger, describeTrigger(this.triggers[schedule.trigger]!));
          });
  }

  /** A clock entry that nothing caused came due: the root of a chain. */
  #due(trigger: number, reason: string): void {
    const { journal, clock } = this.#engine.home;
    const cause = journal.append(clock.now, 'clock', undefined, { entry: `${reason}, for ${this.id}` });
    this.#fired(trigger, reason, cause);
  }

  #fired(trigger: number, reason: string, cause: Cause | undefined): void {
    this.#engine.fire(this, trigger, reason, this.#journalTrigger(trigger, true, reason, cause));
  }

  #journalTrigger(trigger: number, fired: boolean, reason: string, cause: Cause | undefined): Cause {
    const { journal, clock } = this.#engine.home;
    const { type } = this.triggers[trigger]!;
    return journal.append(clock.now, 'trigger', cause, { scene: this.id, trigger, type, fired, reason });
  }

  #triggerHost(index: number): TriggerHost {
    return {
      home: this.#engine.home,
      fire: (reason, cause) => this.#fired(index, reason, cause),
      nearly: (reason, cause) => void this.#journalTrigger(index, false, reason, cause),
    };
  }

  #forMs(text: string | undefined): number | undefined {
    return text === undefined ? undefined : this.#engine.durationMs(text);
  }
}

/** Every property condition of a scene that has a `for`, wherever it stands. */
function heldConditions(scene: Scene): PropertyCondition[] {
  const found: PropertyCondition[] = [];
  const look = (condition: Condition): void => {
    if ('prop' in condition) {
      if (condition.for !== undefined) found.push(condition);
    } else if ('all' in condition) condition.all.forEach(look);
    else if ('any' in condition) condition.any.forEach(look);
    else if ('not' in condition) look(condition.not);
  };
  const lookInSteps = (steps: readonly Step[]): void => {
    for (const step of steps) {
      if (!('if' in step)) continue;
      look(step.if);
      lookInSteps(step.then);
      lookInSteps(step.else ?? []);
    }
  };
  scene.conditions?.forEach(look);
  lookInSteps(scene.actions);
  lookInSteps(scene.otherwise ?? []);
  return found;
}
