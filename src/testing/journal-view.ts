import { nextWindowEdge, parseDuration, parseTimeOfDay } from '../core/calendar/index.ts';
import type { Cause, ConditionReport, JournalEntry } from '../core/journal.ts';
import { type ConditionContext, daySet, judge } from '../core/scene/condition.ts';
import { heldIn } from '../core/scene/held.ts';
import type { Condition, PropertyCondition, TimeCondition } from '../core/scene/schema.ts';
import { HomeView } from '../core/scene/view.ts';
import { HeldWatch } from '../core/scene/watch.ts';

/**
 * The home as a journal tells of it: fed line by line, it can judge conditions as the scene engine would have at that
 * moment. It knows what devices published, and nothing else.
 */
export class JournalView implements ConditionContext {
  readonly view = new HomeView();
  readonly timezone: string;
  readonly formatTime: (instant: number) => string;
  now = 0;
  readonly #held = new Map<PropertyCondition, HeldWatch>();

  /** @param conditions those that will be judged: for how long some of them hold must be measured from the start */
  constructor(
    conditions: readonly Condition[],
    options: { timezone: string; formatTime(instant: number): string },
  ) {
    this.timezone = options.timezone;
    this.formatTime = options.formatTime;
    for (const condition of conditions.flatMap(heldIn))
      this.#held.set(condition, new HeldWatch(condition, parseDuration(condition.for!)));
  }

  /** Takes a line in. Returns the device of which something is known now that was not before. */
  take(entry: JournalEntry): string | undefined {
    this.now = entry.time;
    if (entry.kind !== 'state' && entry.kind !== 'availability') return undefined;
    const cause: Cause = { seq: entry.seq, kind: entry.kind, trail: undefined };
    if (entry.kind === 'state') this.view.update(entry.device, entry.props, entry.time, cause);
    else this.view.updateAvailability(entry.device, entry.value, entry.time, cause);
    for (const watch of this.#held.values()) if (watch.device === entry.device) watch.look(this.view);
    return entry.device;
  }

  judge(condition: Condition): ConditionReport {
    return judge(condition, this);
  }

  held(condition: PropertyCondition): HeldWatch | undefined {
    return this.#held.get(condition);
  }

  /**
   * When the judgement of a condition can change though nothing happens: a part of the day begins or ends, or
   * something has been so for long enough. `undefined`: never.
   */
  nextChange(condition: Condition): number | undefined {
    if ('prop' in condition) {
      const held = this.#held.get(condition);
      const due = held?.since === undefined ? undefined : held.since + held.forMs;
      return due !== undefined && due > this.now ? due : undefined;
    }
    if ('all' in condition) return earliest(condition.all.map((part) => this.nextChange(part)));
    if ('any' in condition) return earliest(condition.any.map((part) => this.nextChange(part)));
    if ('not' in condition) return this.nextChange(condition.not);
    return condition.type === 'time' ? this.#nextEdge(condition) : undefined;
  }

  #nextEdge({ after, before, days }: TimeCondition): number | undefined {
    const window = {
      after: after === undefined ? undefined : parseTimeOfDay(after),
      before: before === undefined ? undefined : parseTimeOfDay(before),
      days: days && daySet(days),
    };
    return nextWindowEdge(window, this.timezone, this.now);
  }
}

/** The devices that a condition looks at. */
export function devicesIn(condition: Condition): string[] {
  if ('device' in condition) return [condition.device];
  if ('all' in condition) return condition.all.flatMap(devicesIn);
  if ('any' in condition) return condition.any.flatMap(devicesIn);
  return 'not' in condition ? devicesIn(condition.not) : [];
}

/** The earliest of some instants; `undefined` when there is none. */
export function earliest(instants: readonly (number | undefined)[]): number | undefined {
  const known = instants.filter((instant) => instant !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
