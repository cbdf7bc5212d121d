import { formatInstant, parseInstant } from '../core/calendar/index.ts';
import { Problem } from './problem.ts';

/**
 * Reads an instant as people and pages write it: milliseconds since the epoch, an ISO time, or a time of day of the date
 * of `today`. Throws a `Problem`.
 */
export function readInstant(value: string | number, timezone: string, today: number): number {
  const number = typeof value === 'number' ? value : /^-?\d+$/.test(value) ? Number(value) : undefined;
  if (number !== undefined) {
    if (Number.isSafeInteger(number) && Math.abs(number) < 8.64e15) return number;
    throw new Problem(400, `An instant is whole milliseconds since the epoch, got ${value}.`);
  }
  try {
    return parseInstant(value as string, timezone, today);
  } catch (error) {
    throw new Problem(400, (error as Error).message);
  }
}

/** `2026-03-02 07:00:00`. */
export function sayInstant(instant: number, timezone: string): string {
  return formatInstant(timezone, instant).slice(0, 19).replace('T', ' ');
}
