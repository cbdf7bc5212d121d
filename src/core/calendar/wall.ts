import { type Span, spanAt } from './spans.ts';
import { DAY, HOUR } from './units.ts';

// A *wall time* is what a clock on the wall shows, as a number: the milliseconds since the epoch at which a clock in
// UTC would show the same. It is plain arithmetic; only the functions here cross between wall times and instants.

/** More than any zone has ever been east of UTC (Alaska was, by 15 hours, until 1867). */
const FARTHEST_EAST = 16 * HOUR;

/** The wall time at an instant. */
export function wallAt(zone: string, instant: number): number {
  return instant + spanAt(zone, instant).offset;
}

/**
 * The first instant at which the clock on the wall shows `wall` or more.
 *
 * This one rule is the policy for daylight saving: a time that falls into the spring gap gives the first instant
 * after the gap, and one in the autumn overlap the first of its two.
 */
export function instantOfWall(zone: string, wall: number): number {
  let span = spanAt(zone, wall - FARTHEST_EAST);
  while (wall - span.offset >= span.until) span = spanAt(zone, span.until);
  return Math.max(wall - span.offset, span.from);
}

/**
 * The latest wall time that was shown up to and including an instant. It is the present one, except while the clock
 * goes through an overlap for the second time. So a fixed time is still to come exactly when it is later than this.
 */
export function latestWall(zone: string, instant: number): number {
  let span: Span = spanAt(zone, instant);
  let latest = instant + span.offset;
  // No clock was ever turned back by more than a day.
  while (span.from > instant - DAY) {
    span = spanAt(zone, span.from - 1);
    latest = Math.max(latest, span.until - 1 + span.offset);
  }
  return latest;
}

/** The first instant after `after`, up to and including `until`, at which the zone's offset changes. */
export function nextChange(zone: string, after: number, until: number): number | undefined {
  let span = spanAt(zone, after);
  while (span.until <= until) {
    const next = spanAt(zone, span.until);
    if (next.offset !== span.offset) return next.from;
    span = next;
  }
  return undefined;
}
