/** One day, with what a cron expression can ask about it. */
export interface CronDay {
  /** 1 to 31. */
  readonly day: number;
  /** The last day of its month, 28 to 31. */
  readonly last: number;
  /** 0 (Sunday) to 6. */
  readonly weekday: number;
}

/** A number or a token of a field, as node-cron's `parse` returns it. */
type Value = number | string;

/** Whether a day matches the day-of-month field: a day, `L`, `L-3`, `15W` or `LW`. */
export function matchesDayOfMonth(field: readonly Value[], date: CronDay): boolean {
  return field.some((value) => (typeof value === 'number' ? value : dayOfMonth(value, date)) === date.day);
}

/** Whether a day matches the day-of-week field: a weekday, `5#2` (the second Friday) or `5L` (the last). */
export function matchesDayOfWeek(field: readonly Value[], { day, last, weekday }: CronDay): boolean {
  return field.some((value) => {
    if (typeof value === 'number') return value === weekday;
    if (Number(value[0]) !== weekday) return false;
    return value.endsWith('L') ? day + 7 > last : Math.ceil(day / 7) === Number(value[2]);
  });
}

/** The day that a token means in this month; `undefined` when it means none. */
function dayOfMonth(token: string, date: CronDay): number | undefined {
  if (token === 'L') return date.last;
  if (token === 'LW') return nearestWorkday(date.last, date);
  if (token.startsWith('L-')) return date.last - Number(token.slice(2));
  return nearestWorkday(Number(token.slice(0, -'W'.length)), date);
}

/** The day from Monday to Friday that is nearest to `target` in the same month. */
function nearestWorkday(target: number, { day, last, weekday }: CronDay): number | undefined {
  if (target > last) return undefined;
  const targetWeekday = (weekday + target - day + 35) % 7;
  if (targetWeekday === 6) return target === 1 ? 3 : target - 1;
  if (targetWeekday === 0) return target === last ? last - 2 : target + 1;
  return target;
}
