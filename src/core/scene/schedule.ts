import {
  type CronSchedule,
  nextCron,
  nextEvery,
  nextSun,
  nextTimeOfDay,
  type Place,
  parseCron,
  parseDuration,
  parseTimeOfDay,
} from '../calendar/index.ts';
import { daySet } from './condition.ts';
import type { Trigger } from './schema.ts';
import { sunMark } from './sun.ts';

/** The next instant strictly after `after` at which a trigger is due. */
export type NextDue = (after: number) => number | undefined;

/** Where and when the home is. */
export interface Whereabouts {
  readonly place: Place;
  readonly timezone: string;
  /** When the home started: milliseconds since the epoch. */
  readonly homeStart: number;
}

/** How a trigger follows the clock, or `undefined` when it waits for something else. */
export function scheduleOf(
  trigger: Trigger,
  { place, timezone, homeStart }: Whereabouts,
): NextDue | undefined {
  switch (trigger.type) {
    case 'time': {
      const texts = Array.isArray(trigger.value) ? trigger.value : [trigger.value];
      const days = trigger.days && daySet(trigger.days);
      const times = { times: texts.map(parseTimeOfDay), days };
      return (after) => nextTimeOfDay(times, timezone, after);
    }
    case 'cron': {
      const cron = cronOf(trigger.value);
      return (after) => nextCron(cron, timezone, after);
    }
    case 'every': {
      const interval = parseDuration(trigger.value);
      // `check` finds fault with 0s; here it must not be without end.
      return interval > 0 ? (after) => nextEvery(interval, homeStart, after) : undefined;
    }
    case 'sun': {
      const mark = sunMark(trigger.value, trigger.offset);
      return (after) => nextSun(mark, place, after);
    }
    case 'start':
      return (after) => (after < homeStart ? homeStart : undefined);
    case 'property':
    case 'event':
    case 'availability':
    case 'scene':
    case 'message':
    case 'manual':
      return undefined;
  }
}

/** Reading an expression takes a hundred times as long as looking it up, and many scenes share theirs. */
function cronOf(expression: string): CronSchedule {
  let cron = crons.get(expression);
  if (!cron) {
    if (crons.size >= maxCrons) crons.clear();
    cron = parseCron(expression);
    crons.set(expression, cron);
  }
  return cron;
}

const crons = new Map<string, CronSchedule>();
const maxCrons = 10_000;
