import { DAY, SECOND } from './units.ts';
import { nextChange, wallAt } from './wall.ts';

/** A part of the day, such as 22:00 to 06:00. */
export interface TimeWindow {
  /** Seconds since midnight, inclusive; without it: from midnight. */
  readonly after?: number | undefined;
  /** Seconds since midnight, exclusive; without it: until midnight. */
  readonly before?: number | undefined;
  /** The days of the week on which it begins, 0 (Sunday) to 6; without them: every day. */
  readonly days?: ReadonlySet<number> | undefined;
}

/**
 * Whether the clock on the wall shows a time within the window: from `after` on, and before `before`. Where `before`
 * is not later than `after`, it is that time of the next day: 22:00 to 06:00 on Saturday includes Sunday 03:00, and
 * 08:00 to 08:00 is 24 hours.
 *
 * It is the clock that counts: in the autumn overlap, a window that ends at 02:30 holds twice until 02:30.
 */
export function inWindow(window: TimeWindow, zone: string, instant: number): boolean {
  const wall = wallAt(zone, instant);
  const [start, end] = bounds(window);
  const today = Math.floor(wall / DAY) * DAY;
  // A window is at most 24 hours long: the one that holds now began today, or yesterday.
  return [today, today - DAY].some(
    (midnight) =>
      wall >= midnight + start &&
      wall < midnight + end &&
      (window.days?.has(new Date(midnight).getUTCDay()) ?? true),
  );
}

/** The first instant after `after` at which `inWindow` changes; `undefined` when it never does. */
export function nextWindowEdge(window: TimeWindow, zone: string, after: number): number | undefined {
  const before = inWindow(window, zone, after);
  const edges = bounds(window).map((edge) => edge % DAY);
  // A window on one day of the week can be lost in a spring gap; the week after, it is there again.
  const enough = after + 16 * DAY;
  for (let at = after; at < enough; ) {
    const wall = wallAt(zone, at);
    const next = Math.min(...edges.map((edge) => edge + DAY * (Math.floor((wall - edge) / DAY) + 1)));
    const candidate = at + (next - wall);
    // When the clock is set, it may jump into the window, or out of it.
    at = nextChange(zone, at, candidate) ?? candidate;
    if (inWindow(window, zone, at) !== before) return at;
  }
  return undefined;
}

/** When it begins and ends, in milliseconds after the midnight of the day on which it begins. */
function bounds({ after, before }: TimeWindow): [start: number, end: number] {
  const start = (after ?? 0) * SECOND;
  const end = before === undefined ? DAY : before * SECOND;
  return [start, end > start ? end : end + DAY];
}
