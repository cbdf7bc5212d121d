import { spanAt } from './spans.ts';
import { instantOfWall, wallAt } from './wall.ts';

/** What the calendar and the clock on the wall show. */
export interface WallTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
}

/** What the calendar and the clock on the wall show, and the day of the week. */
export interface LocalTime extends WallTime {
  /** 0 (Sunday) to 6 (Saturday). */
  readonly weekday: number;
}

/** Whether `name` is an IANA time zone that this machine's `Intl` knows, such as `Asia/Shanghai` or `UTC`. */
export function isZone(name: string): boolean {
  // Newer engines take offsets such as +08:00 for zones, older ones do not: no home should depend on that.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    spanAt(name, 0);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * How far a zone's clocks are ahead of UTC at an instant: milliseconds, positive to the east, in whole minutes.
 *
 * @throws {RangeError} for a name that is not a time zone
 */
export function offsetAt(zone: string, instant: number): number {
  return spanAt(zone, instant).offset;
}

/** What the clocks of a zone show at an instant. */
export function localAt(zone: string, instant: number): LocalTime {
  const wall = new Date(wallAt(zone, instant));
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
    millisecond: wall.getUTCMilliseconds(),
    weekday: wall.getUTCDay(),
  };
}

/**
 * The first instant at which the clocks of a zone show `local` or later. So a time in the spring gap gives the first
 * instant after the gap, and one in the autumn overlap the first of the two. Fields beyond their range carry over, as
 * in `Date.UTC`: day 0 is the last of the month before.
 */
export function instantOf(zone: string, local: WallTime): number {
  const { year, month, day, hour, minute, second, millisecond } = local;
  return instantOfWall(zone, Date.UTC(year, month - 1, day, hour, minute, second, millisecond));
}
