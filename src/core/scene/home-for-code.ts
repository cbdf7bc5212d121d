import { localAt, weekdays } from '../calendar/index.ts';
import type { ReadReport } from '../journal.ts';
import { whence, whyUnknown } from './lookup.ts';
import { nameOf } from './reference.ts';
import type { HomeView } from './view.ts';

/** What the functions of a scene are given: the home as it is known at that moment, to be looked at. */
export interface HomeForCode {
  /** What a property is. While that is unknown, the function ends here, and what it decides is unknown. */
  get(device: string, prop: string): unknown;
  /** Whether a device is there; false also where nothing has been heard of it. */
  isOnline(device: string): boolean;
  readonly time: TimeForCode;
}

/** The present instant, in the time zone of the home. */
export interface TimeForCode {
  /** `2026-03-02T07:00:00.000+08:00`. */
  readonly iso: string;
  /** `2026-03-02`. */
  readonly date: string;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** `mon`. */
  readonly weekday: (typeof weekdays)[number];
}

/** What a function of a scene is judged against. */
export interface CodeContext {
  readonly view: HomeView;
  readonly now: number;
  readonly timezone: string;
  formatTime(instant: number): string;
}

/** Thrown by `get`, and caught by who called the function. */
export class UnknownProperty extends Error {}

/** Names in what a function has read that are no properties of a device. */
export const readAvailability = 'availability';
export const readTime: Pick<ReadReport, 'device' | 'prop'> = { device: 'clock', prop: 'time' };

/** The home for one call of a function, and what that has looked at, each once. */
export function homeForCode(context: CodeContext): {
  readonly home: HomeForCode;
  readonly read: () => ReadReport[];
} {
  const { view } = context;
  const looked = new Map<string, ReadReport>();
  const note = (report: ReadReport): void => void looked.set(nameOf(report), report);
  const home: HomeForCode = {
    get(device, prop) {
      const name = { device: String(device), prop: String(prop) };
      const known = view.property(name.device, name.prop);
      note(known ? { ...name, value: known.value, ...whence(known, context) } : { ...name, value: null });
      if (!known) throw new UnknownProperty(`${nameOf(name)} was unknown, because ${whyUnknown(name, view)}`);
      // A real device may publish lists and objects; nobody shall change what is known of it.
      return typeof known.value === 'object' ? JSON.parse(JSON.stringify(known.value)) : known.value;
    },
    isOnline(device) {
      const id = String(device);
      const value = view.availability(id) ?? null;
      const since = view.availabilitySince(id);
      note({
        device: id,
        prop: readAvailability,
        value,
        ...(since ? whence({ value, ...since }, context) : {}),
      });
      return value === 'online';
    },
    get time() {
      const { now, timezone } = context;
      const { hour, minute, second, weekday } = localAt(timezone, now);
      const iso = context.formatTime(now);
      note({ ...readTime, value: iso });
      return Object.freeze({
        iso,
        date: iso.slice(0, 10),
        hour,
        minute,
        second,
        weekday: weekdays[weekday]!,
      });
    },
  };
  return { home: Object.freeze(home), read: () => [...looked.values()] };
}
