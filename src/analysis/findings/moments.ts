import {
  inSunWindow,
  inWindow,
  nextCron,
  nextSun,
  nextSunEdge,
  nextTimeOfDay,
  nextWindowEdge,
  parseCron,
  parseTimeOfDay,
  type TimeWindow,
} from '../../core/calendar/index.ts';
import type { Home } from '../../core/home.ts';
import { daySet } from '../../core/scene/condition.ts';
import type { SunCondition, TimeCondition, Trigger } from '../../core/scene/schema.ts';
import { sunMark, sunWindowOf } from '../../core/scene/sun.ts';

/** A part of each day. Instants are milliseconds since the epoch. */
export interface Window {
  isOpen(instant: number): boolean;
  /** When it next opens or shuts; `undefined`: never. */
  nextEdge(instant: number): number | undefined;
}

/** The next instant of a trigger that goes by clock or sun; `undefined` for those that wait for something else. */
export function nextOf(
  trigger: Trigger,
  { location }: Home,
): ((after: number) => number | undefined) | undefined {
  const { timezone } = location;
  switch (trigger.type) {
    case 'time': {
      const times = (Array.isArray(trigger.value) ? trigger.value : [trigger.value]).map(parseTimeOfDay);
      const days = trigger.days && daySet(trigger.days);
      return (after) => nextTimeOfDay({ times, days }, timezone, after);
    }
    case 'cron': {
      const schedule = parseCron(trigger.value);
      return (after) => nextCron(schedule, timezone, after);
    }
    case 'sun': {
      const mark = sunMark(trigger.value, trigger.offset);
      return (after) => nextSun(mark, location, after);
    }
    case 'every':
    case 'property':
    case 'event':
    case 'availability':
    case 'scene':
    case 'message':
    case 'start':
    case 'manual':
      return undefined;
  }
}

/** The part of the day that a condition names. */
export function windowFor(condition: TimeCondition | SunCondition, { location }: Home): Window {
  if (condition.type === 'sun') {
    const window = sunWindowOf(condition);
    return {
      isOpen: (instant) => inSunWindow(window, location, instant).holds,
      nextEdge: (instant) => nextSunEdge(window, location, instant),
    };
  }
  const window = timeWindowOf(condition);
  const { timezone } = location;
  return {
    isOpen: (instant) => inWindow(window, timezone, instant),
    nextEdge: (instant) => nextWindowEdge(window, timezone, instant),
  };
}

/** A time condition in the form that the calendar takes. */
export function timeWindowOf({ after, before, days }: TimeCondition): TimeWindow {
  return {
    after: after === undefined ? undefined : parseTimeOfDay(after),
    before: before === undefined ? undefined : parseTimeOfDay(before),
    days: days && daySet(days),
  };
}
