import {
  nextCron,
  nextTimeOfDay,
  parseCron,
  parseTimeOfDay,
  type TimeWindow,
  weekdays,
} from '../../core/calendar/index.ts';
import type { TimeCondition, Trigger } from '../../core/scene/schema.ts';

/** The next instant of a trigger that goes by the clock. */
export function nextOf(
  trigger: Trigger,
  timezone: string,
): ((after: number) => number | undefined) | undefined {
  if (trigger.type === 'time') {
    const times = (Array.isArray(trigger.value) ? trigger.value : [trigger.value]).map(parseTimeOfDay);
    const days = new Set(trigger.days?.map((day) => weekdays.indexOf(day)) ?? [0, 1, 2, 3, 4, 5, 6]);
    return (after) => nextTimeOfDay({ times, days }, timezone, after);
  }
  if (trigger.type === 'cron') {
    const schedule = parseCron(trigger.value);
    return (after) => nextCron(schedule, timezone, after);
  }
  return undefined;
}

/** A condition's window in the form that the calendar takes. */
export function windowOf({ after, before, days }: TimeCondition): TimeWindow {
  return {
    after: after === undefined ? undefined : parseTimeOfDay(after),
    before: before === undefined ? undefined : parseTimeOfDay(before),
    days: days && new Set(days.map((day) => weekdays.indexOf(day))),
  };
}
