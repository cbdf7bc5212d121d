import {
  nextCron,
  nextEvery,
  nextTimeOfDay,
  parseCron,
  parseDuration,
  parseTimeOfDay,
} from '../calendar/index.ts';
import { daySet } from './condition.ts';
import type { Trigger } from './schema.ts';

/** The next instant strictly after `after` at which a time, cron or every trigger is due. */
export type NextDue = (after: number) => number | undefined;

/** How a trigger follows the clock, or `undefined` when it waits for something else. */
export function scheduleOf(trigger: Trigger, timezone: string, homeStart: number): NextDue | undefined {
  switch (trigger.type) {
    case 'time': {
      const texts = Array.isArray(trigger.value) ? trigger.value : [trigger.value];
      const days = trigger.days && daySet(trigger.days);
      const times = { times: texts.map(parseTimeOfDay), days };
      return (after) => nextTimeOfDay(times, timezone, after);
    }
    case 'cron': {
      const cron = parseCron(trigger.value);
      return (after) => nextCron(cron, timezone, after);
    }
    case 'every': {
      const interval = parseDuration(trigger.value);
      return (after) => nextEvery(interval, homeStart, after);
    }
    default:
      return undefined;
  }
}
