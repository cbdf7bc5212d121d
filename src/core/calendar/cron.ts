import { type CronFieldError, type ParsedFields, validateDetailed } from 'node-cron';

/** What a cron expression says, ready to be searched by `nextCron`. */
export interface CronSchedule {
  readonly expression: string;
  /** The matching seconds, minutes and hours, ascending. */
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** 1 to 12. */
  readonly months: ReadonlySet<number>;
  /** Days and tokens such as `L`, `L-3`, `15W`. A day must match this field and the next. */
  readonly daysOfMonth: readonly (number | string)[];
  /** 0 (Sunday) to 6, and tokens such as `5#2`, `5L`. */
  readonly daysOfWeek: readonly (number | string)[];
  /** Whether it names its hours, or runs in every hour; see `nextCron`. */
  readonly kind: 'fixed' | 'interval';
}

/** What each field takes, under node-cron's name for it. */
const fields: Readonly<Record<string, string>> = {
  second: 'second takes 0-59',
  minute: 'minute takes 0-59',
  hour: 'hour takes 0-23',
  dayOfMonth: 'day of month takes 1-31, L, L-3, 15W and LW',
  month: 'month takes 1-12 and jan-dec',
  dayOfWeek: 'day of week takes 0-7 (0 and 7 are Sunday), sun-sat, fri#2 and friL',
};

/**
 * Reads a cron expression of five or six fields (the six begin with seconds), or a nickname such as `@daily`. The
 * grammar is node-cron's. Where both the day of month and the day of week are given, both must match.
 *
 * @throws {RangeError} with one sentence that names each bad field, what it takes and what it got
 */
export function parseCron(expression: string): CronSchedule {
  // node-cron writes each range out before it looks at the bounds: 0-999999999 would take all the memory there is.
  if (/\d{4}-|-\d{4}/.test(expression)) throw problem(expression, ['its numbers have at most two digits']);
  const { fields: parsed, errors } = validateDetailed(expression);
  if (parsed === undefined) throw problem(expression, errors.map(explain));
  return scheduleOf(expression, parsed);
}

function scheduleOf(expression: string, parsed: ParsedFields): CronSchedule {
  const hours = ascending(parsed.hour);
  return {
    expression,
    seconds: ascending(parsed.second),
    minutes: ascending(parsed.minute),
    hours,
    months: new Set(parsed.month),
    daysOfMonth: parsed.dayOfMonth,
    daysOfWeek: parsed.dayOfWeek,
    kind: hours.length === 24 ? 'interval' : 'fixed',
  };
}

/** Wrapped ranges (22-6) and lists come in the order in which they were written, and may repeat themselves. */
function ascending(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** node-cron's finding, with what is accepted instead. */
function explain({ field, value, message }: CronFieldError): string {
  if (message.includes('impossible day')) return `day of month ${value} never comes in the given month`;
  const takes = fields[field];
  // People know 5/15 from Quartz.
  const step = value?.includes('/') ? ' (a step of 1 or more follows * or a range: */15, 0-30/15)' : '';
  if (takes !== undefined) return `${takes}${step}, got "${value}"`;
  const count = /got (\d+)/.exec(message)?.[1];
  if (count === undefined) return 'it takes letters, digits, spaces and * , - / # ?';
  return `it takes the five fields minute, hour, day of month, month and day of week, or seconds and these, got ${count}`;
}

function problem(expression: string, reasons: readonly string[]): RangeError {
  const expected = 'Expected a cron expression such as "*/15 7-9 * * mon-fri"';
  return new RangeError(`${expected}, got ${JSON.stringify(expression)}: ${reasons.join('; ')}.`);
}
