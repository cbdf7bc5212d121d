import type { CronSchedule } from './cron.ts';
import { type CronDay, matchesDayOfMonth, matchesDayOfWeek } from './cron-days.ts';
import { DAY, SECOND } from './units.ts';
import { instantOfWall, latestWall, nextChange, wallAt } from './wall.ts';

/**
 * Every combination of leap year and weekday of 1 January comes within 40 years (28, where no year such as 2100 drops
 * a leap day), so what does not match in this many months never will.
 */
const MONTHS = 41 * 12;

/**
 * The first instant strictly after `after` at which a cron expression runs; `undefined` when it never does.
 *
 * What happens when the clocks change is ours, not node-cron's:
 * - An expression that names its hours (`30 2 * * *`, or any whose hours are not all 24) is a list of **fixed times**.
 *   Each comes once, when the clock on the wall first shows it or more: at the first instant after the spring gap if
 *   it falls into the gap (several then come as one), and the first time in the autumn overlap.
 * - One that runs in every hour (`*` as hours: every 15 minutes, at half past) is an **interval**. It runs whenever
 *   the clock shows a matching time: in both passes of the overlap, and not in the gap.
 */
export function nextCron(schedule: CronSchedule, zone: string, after: number): number | undefined {
  if (schedule.kind === 'interval') return firstShown(schedule, zone, after + 1);
  const wall = firstWall(schedule, latestWall(zone, after) + 1);
  return wall === undefined ? undefined : instantOfWall(zone, wall);
}

/** The first instant, from `from` on, at which the clock on the wall shows a matching time. */
function firstShown(schedule: CronSchedule, zone: string, from: number): number | undefined {
  for (let start = from; ; ) {
    const shown = wallAt(zone, start);
    const wall = firstWall(schedule, shown);
    if (wall === undefined) return undefined;
    const instant = start + (wall - shown);
    // On the way the clock may be set: forwards past the match, or back to one before it. It is never set by more
    // than a day, so of a long way only the first two and the last two days can matter.
    const checked = Math.min(instant, start + 2 * DAY);
    const change = nextChange(zone, start, checked);
    if (change === undefined && checked === instant) return instant;
    start = change ?? Math.max(checked, instant - 2 * DAY);
  }
}

/** The first matching wall time, from `from` on. */
function firstWall(schedule: CronSchedule, from: number): number | undefined {
  const start = new Date(from);
  for (let month = start.getUTCMonth(), end = month + MONTHS; month <= end; month++) {
    const first = Date.UTC(start.getUTCFullYear(), month, 1);
    if (!schedule.months.has((month % 12) + 1)) continue;
    const last = new Date(Date.UTC(start.getUTCFullYear(), month + 1, 0)).getUTCDate();
    const weekday = new Date(first).getUTCDay();
    const earliest = Math.max(1, Math.floor((from - first) / DAY) + 1);
    for (let day = earliest; day <= last; day++) {
      if (!matchesDay(schedule, { day, last, weekday: (weekday + day - 1) % 7 })) continue;
      const midnight = first + (day - 1) * DAY;
      const time = firstTime(schedule, Math.ceil((from - midnight) / SECOND));
      if (time !== undefined) return midnight + time * SECOND;
    }
  }
  return undefined;
}

function matchesDay({ daysOfMonth, daysOfWeek }: CronSchedule, date: CronDay): boolean {
  return matchesDayOfMonth(daysOfMonth, date) && matchesDayOfWeek(daysOfWeek, date);
}

/** The first matching time of a day, from `from` on; both in seconds since midnight. */
function firstTime({ hours, minutes, seconds }: CronSchedule, from: number): number | undefined {
  for (const hour of hours) {
    if (hour * 3600 + 3599 < from) continue;
    for (const minute of minutes) {
      const start = hour * 3600 + minute * 60;
      const second = seconds.find((second) => start + second >= from);
      if (second !== undefined) return start + second;
    }
  }
  return undefined;
}
