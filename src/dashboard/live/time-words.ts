import { home } from './home.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** `07:00:00` in the home's time zone. */
export function clockTime(instant: number): string {
  return format('time', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }, instant);
}

/** `07:00`, or with seconds where they count. */
export function shortTime(instant: number): string {
  const time = clockTime(instant);
  return time.endsWith(':00') ? time.slice(0, 5) : time;
}

/** `Mon 2 Mar`. */
export function dayName(instant: number): string {
  const { weekday, day, month } = parts('day', { weekday: 'short', day: 'numeric', month: 'short' }, instant);
  return `${weekday} ${day} ${month}`;
}

/** How far the home's clock is from UTC, in milliseconds. */
export function offsetMs(instant: number): number {
  const { year, month, day, hour, minute, second } = parts(
    'all',
    {
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      hourCycle: 'h23',
    },
    instant,
  );
  const local = Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second!);
  return local - Math.floor(instant / 1000) * 1000;
}

/** How much of the local day has passed, 0 to 1. */
export function dayShare(instant: number): number {
  const dayMs = 86_400_000;
  return ((((instant + offsetMs(instant)) % dayMs) + dayMs) % dayMs) / dayMs;
}

/** `250 ms`, `4 s`, `12 min`, `3 h 5 min`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${Math.round(ms / 100) / 10} s`;
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

function format(name: string, options: Intl.DateTimeFormatOptions, instant: number): string {
  return formatter(name, options).format(instant);
}

function parts(name: string, options: Intl.DateTimeFormatOptions, instant: number): Record<string, string> {
  return Object.fromEntries(
    formatter(name, options)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
}

function formatter(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const timeZone = home.value?.location.timezone ?? 'UTC';
  const key = `${name} ${timeZone}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat('en-GB', { ...options, timeZone });
    formats.set(key, found);
  }
  return found;
}
