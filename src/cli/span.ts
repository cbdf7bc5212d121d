import { formatInstant, instantOf, localAt, parseDuration, parseInstant } from '../core/calendar/index.ts';
import { MilletError } from '../core/errors.ts';
import { asked } from './asked.ts';

/** How the command line says from when to when. */
export interface SpanOptions {
  readonly from?: string;
  readonly until?: string;
  readonly for?: string;
  readonly days?: number;
}

export interface Span {
  readonly from: number;
  readonly until: number;
}

/** Reads a time of the command line; a date alone is its midnight. Errors name the option. */
export function askedInstant(option: string, text: string, timezone: string, today: number): number {
  const whole = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text;
  return asked(option, () => parseInstant(whole, timezone, today));
}

/**
 * The end that is asked for with --until, --for or --days, counted from `from`; undefined when none is. Days are those
 * of the calendar: the clock on the wall shows the same at both ends, also when it was put forward or back between.
 */
export function askedEnd(options: SpanOptions, timezone: string, from: number): number | undefined {
  const { until, for: length, days } = options;
  const given = [until, length, days].filter((option) => option !== undefined);
  if (given.length > 1) throw new MilletError('Give one of --until, --for and --days, not several.');
  if (until !== undefined) return askedInstant('--until', until, timezone, from);
  if (length !== undefined) return from + asked('--for', () => parseDuration(length));
  return days === undefined ? undefined : daysLater(timezone, from, days);
}

/** From --from (today, 00:00) to the end that was asked for, or for a day. */
export function readSpan(options: SpanOptions, timezone: string, now: number): Span {
  const from = askedInstant('--from', options.from ?? '00:00', timezone, now);
  const until = askedEnd(options, timezone, from) ?? daysLater(timezone, from, 1);
  refuseBackwards('--from', from, until, timezone);
  return { from, until };
}

export function refuseBackwards(option: string, from: number, until: number, timezone: string): void {
  if (until >= from) return;
  const [end, begin] = [until, from].map((instant) => formatInstant(timezone, instant));
  throw new MilletError(`--until lies before ${option}: ${end} is before ${begin}.`);
}

function daysLater(timezone: string, from: number, days: number): number {
  const local = localAt(timezone, from);
  return instantOf(timezone, { ...local, day: local.day + days });
}
