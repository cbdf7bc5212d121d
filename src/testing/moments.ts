import { formatInstant, localAt, nextTimeOfDay, offsetAt, parseInstant } from '../core/calendar/index.ts';

const timeOfDay = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?$/;

/** Whether a text is a whole local time, with or without seconds and offset. */
export function isWholeMoment(text: string): boolean {
  if (!text.includes('T')) return false;
  try {
    parseInstant(text, 'UTC', 0);
    return true;
  } catch {
    return false;
  }
}

/** Whether a text is a time of a test: a time of day, or a whole local time. */
export function isMoment(text: string): boolean {
  return timeOfDay.test(text) || isWholeMoment(text);
}

/**
 * The instant that a time in a test means, in milliseconds since the epoch. A time of day is the first one at or after
 * the test's beginning at which the clock on the wall shows it, so that `06:00` in a test from 22:00 is the next day's.
 * In a spring gap it is the first instant after the gap.
 *
 * @param text what `isMoment` takes
 * @param from the test's beginning: milliseconds since the epoch
 */
export function momentOf(text: string, zone: string, from: number): number {
  const match = timeOfDay.exec(text);
  if (!match) return parseInstant(text, zone, from);
  const [hour, minute, second] = [match[1], match[2], match[3] ?? 0].map(Number) as [number, number, number];
  const millisecond = Number((match[4] ?? '').padEnd(3, '0'));
  const { hour: h, minute: m, second: s, millisecond: ms } = localAt(zone, from);
  const passed = ((h * 60 + m) * 60 + s) * 1000 + ms;
  const wanted = ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
  const today = from + wanted - passed;
  // Also when the clock shows this hour for the second time, in the autumn overlap.
  if (today >= from && offsetAt(zone, today) === offsetAt(zone, from)) return today;
  // A time of day is whole seconds; what is left of one comes on top.
  const times = [hour * 3600 + minute * 60 + second];
  return nextTimeOfDay({ times }, zone, from - millisecond - 1)! + millisecond;
}

/** A whole local time, as short as it can be; with its offset only where the clock shows it twice. */
export function localText(instant: number, timezone: string): string {
  const iso = formatInstant(timezone, instant);
  const short = iso
    .slice(0, 23)
    .replace(/\.000$/, '')
    .replace(/:00$/, '');
  return momentOf(short, timezone, 0) === instant ? short : iso;
}

/** A time within a test, as short as it can be. */
export function momentText(instant: number, timezone: string, from: number): string {
  const whole = localText(instant, timezone);
  const time = whole.slice(11, 23);
  return !/[+-]/.test(time) && momentOf(time, timezone, from) === instant ? time : whole;
}
