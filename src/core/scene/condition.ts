import {
  inSunWindow,
  inWindow,
  localAt,
  type Place,
  parseTimeOfDay,
  type TimeWindow,
  weekdays,
} from '../calendar/index.ts';
import type { ConditionReport, ReadReport } from '../journal.ts';
import { callCondition } from './call.ts';
import { filledIn, isPlainComparison, matches, referencesIn, wantedOf } from './comparison.ts';
import type { HeldWatch } from './held.ts';
import { lookupIn, readAll, whence } from './lookup.ts';
import type { SceneActivity } from './runs.ts';
import type {
  AvailabilityCondition,
  CodeCall,
  Condition,
  PropertyCondition,
  SceneCondition,
  SunCondition,
  TimeCondition,
} from './schema.ts';
import { describeSunWindow, sunWindowOf } from './sun.ts';
import type { HomeView } from './view.ts';
import { describeCondition, describeWindow } from './words.ts';

/** What a condition is judged against. */
export interface ConditionContext {
  readonly view: HomeView;
  readonly now: number;
  readonly timezone: string;
  readonly place: Place;
  formatTime(instant: number): string;
  /** Whether a run of a scene is going on, and since when; `undefined` when there is no such scene. */
  activity(scene: string): SceneActivity | undefined;
  /** What measures for how long a property condition with `for` has matched. */
  held(condition: PropertyCondition): HeldWatch | undefined;
}

/**
 * Judges a condition as it stands at this moment, with every part of it, so that a report can show them all.
 * Logic has three values (Kleene's): what is unknown does not hold, and neither does its `not`.
 */
export function judge(condition: Condition, context: ConditionContext): ConditionReport {
  // First, because a property condition may have a `not` of its own.
  if ('prop' in condition) return judgeProperty(condition, context);
  if ('all' in condition) {
    const parts = condition.all.map((part) => judge(part, context));
    return { condition: 'all of', holds: strongest(parts, false), parts };
  }
  if ('any' in condition) {
    const parts = condition.any.map((part) => judge(part, context));
    return { condition: 'any of', holds: strongest(parts, true), parts };
  }
  if ('function' in condition) return judgeCode(condition, context);
  if ('not' in condition) {
    const part = judge(condition.not, context);
    return { condition: 'not', holds: part.holds === null ? null : !part.holds, parts: [part] };
  }
  switch (condition.type) {
    case 'time':
      return judgeTime(condition, context);
    case 'sun':
      return judgeSun(condition, context);
    case 'availability':
      return judgeAvailability(condition, context);
    case 'scene':
      return judgeScene(condition, context);
  }
}

/** The value that decides when one part has it; else unknown when one part is; else the other value. */
export function strongest(parts: readonly ConditionReport[], deciding: boolean): boolean | null {
  if (parts.some(({ holds }) => holds === deciding)) return deciding;
  return parts.some(({ holds }) => holds === null) ? null : !deciding;
}

function judgeProperty(condition: PropertyCondition, context: ConditionContext): ConditionReport {
  const { view } = context;
  const known = view.property(condition.device, condition.prop);
  const words = describeCondition(condition);
  const filled = isPlainComparison(condition) ? condition : filledIn(condition, lookupIn(view));
  const wanted = wantedOf(filled ?? condition);
  const read = readAll(referencesIn(condition), view, context);
  if (!known) return { condition: words, holds: null, wanted, actual: null, ...read };
  return {
    condition: words,
    holds: filled ? matches(filled, known.value) && isLongEnough(condition, context) : null,
    wanted,
    actual: known.value,
    ...whence(known, context),
    ...read,
  };
}

function judgeCode(condition: CodeCall, context: ConditionContext): ConditionReport {
  const { value, problem, read } = callCondition(condition, context);
  return {
    condition: describeCondition(condition),
    holds: problem === undefined ? value === true : null,
    ...(problem === undefined ? {} : { problem }),
    ...(read.length > 0 ? { read } : {}),
  };
}

/** All that was read for a judgement, its parts included. */
export function readsIn({ read = [], parts = [] }: ConditionReport): readonly ReadReport[] {
  return parts.length === 0 ? read : [...read, ...parts.flatMap(readsIn)];
}

function isLongEnough(condition: PropertyCondition, context: ConditionContext): boolean {
  if (condition.for === undefined) return true;
  const held = context.held(condition);
  return held?.since !== undefined && context.now - held.since >= held.forMs;
}

function judgeTime(condition: TimeCondition, { timezone, now }: ConditionContext): ConditionReport {
  return {
    condition: describeCondition(condition),
    holds: inWindow(windowOf(condition), timezone, now),
    wanted: describeWindow(condition),
    actual: sayTime(timezone, now),
  };
}

function judgeSun(condition: SunCondition, context: ConditionContext): ConditionReport {
  const { timezone, place, now } = context;
  const { holds, since } = inSunWindow(sunWindowOf(condition), place, now);
  return {
    condition: describeCondition(condition),
    holds,
    wanted: describeSunWindow(condition),
    actual: sayTime(timezone, now),
    ...(since === undefined ? {} : { since: context.formatTime(since) }),
  };
}

/** `16:20:00 on mon`. */
function sayTime(timezone: string, now: number): string {
  const local = localAt(timezone, now);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(local.hour)}:${two(local.minute)}:${two(local.second)} on ${weekdays[local.weekday]}`;
}

function judgeAvailability(condition: AvailabilityCondition, context: ConditionContext): ConditionReport {
  const actual = context.view.availability(condition.device);
  const since = context.view.availabilitySince(condition.device);
  return {
    condition: describeCondition(condition),
    holds: actual === undefined ? null : actual === condition.value,
    wanted: condition.value,
    actual: actual ?? null,
    ...(since ? { since: context.formatTime(since.since) } : {}),
    ...(since?.cause ? { by: since.cause.seq } : {}),
  };
}

function judgeScene(condition: SceneCondition, context: ConditionContext): ConditionReport {
  const { scene, value: wanted } = condition;
  const words = describeCondition(condition);
  const activity = context.activity(scene);
  if (!activity) return { condition: words, holds: null, wanted, actual: null };
  const { running, since, cause } = activity;
  return {
    condition: words,
    holds: running,
    wanted,
    actual: running ? 'running' : 'not running',
    ...(since === undefined ? {} : { since: context.formatTime(since) }),
    ...(cause ? { by: cause.seq } : {}),
  };
}

/** The condition's window in the form that the calendar takes: read once, and judged every few seconds for years. */
export function windowOf(condition: TimeCondition): TimeWindow {
  let window = windows.get(condition);
  if (!window) {
    const { after, before, days } = condition;
    window = {
      after: after === undefined ? undefined : parseTimeOfDay(after),
      before: before === undefined ? undefined : parseTimeOfDay(before),
      days: days && daySet(days),
    };
    windows.set(condition, window);
  }
  return window;
}

const windows = new WeakMap<TimeCondition, TimeWindow>();

export function daySet(days: readonly string[]): ReadonlySet<number> {
  return new Set(days.map((day) => weekdays.indexOf(day as never)));
}
