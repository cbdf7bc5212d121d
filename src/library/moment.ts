import { instantOf, localAt, parseInstant } from '../core/calendar/index.ts';
import { MilletError } from '../core/errors.ts';

/**
 * Reads a time: `2026-03-02T07:00`, with or without seconds and offset, or a date for its midnight. A time alone
 * (`07:00`) is the first one at or after `since`.
 *
 * @throws {MilletError} for anything else
 */
export function readMoment(text: string, timezone: string, since: number): number {
  const whole = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text;
  try {
    const instant = parseInstant(whole, timezone, since);
    if (whole.includes('T') || instant >= since) return instant;
    const local = localAt(timezone, since);
    return parseInstant(whole, timezone, instantOf(timezone, { ...local, day: local.day + 1, hour: 12 }));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new MilletError(error.message, { cause: error });
  }
}
