import { DAY, SECOND } from './units.ts';
import { instantOfWall, latestWall } from './wall.ts';

/** The days of the week as scenes name them; the index is the number that `LocalTime` has. */
export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

export type Weekday = (typeof weekdays)[number];

/** Fixed times of some days of the week. */
export interface TimesOfDay {
  /** Seconds since midnight, in any order. */
  readonly times: readonly number[];
  /** 0 (Sunday) to 6; without it: every day. */
  readonly days?: ReadonlySet<number> | undefined;
}

/**
 * Reads `07:00` or `07:00:30`.
 *
 * @returns seconds since midnight
 * @throws {RangeError} for anything that is not from 00:00 to 23:59:59
 */
export function parseTimeOfDay(text: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (match === null) {
    throw new RangeError(
      `Expected a time of day from 00:00 to 23:59:59, such as 07:00 or 07:00:30, got ${JSON.stringify(text)}.`,
    );
  }
  return Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3] ?? 0);
}

/**
 * The first instant strictly after `after` at which one of the times comes; `undefined` when none ever does.
 *
 * Each time comes once on each of its days, when the clock on the wall first shows it or more: at the first instant
 * after the spring gap if it falls into the gap (several times then come as one), and the first time in the autumn
 * overlap.
 */
export function nextTimeOfDay({ times, days }: TimesOfDay, zone: string, after: number): number | undefined {
  const shown = latestWall(zone, after);
  const today = Math.floor(shown / DAY) * DAY;
  const ascending = times.toSorted((a, b) => a - b);
  // Up to the same day of next week: today's times may all have passed.
  for (let midnight = today; midnight <= today + 7 * DAY; midnight += DAY) {
    if (days !== undefined && !days.has(new Date(midnight).getUTCDay())) continue;
    const time = ascending.find((seconds) => midnight + seconds * SECOND > shown);
    if (time !== undefined) return instantOfWall(zone, midnight + time * SECOND);
  }
  return undefined;
}
