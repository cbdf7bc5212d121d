import { nextTimeOfDay, parseDuration, parseTimeOfDay } from '../core/calendar/index.ts';
import type { Value } from '../core/device/value.ts';
import type { Scene } from '../core/scene/schema.ts';
import type { Rules } from './rules.ts';

/** What scenes and rules name, and so what makes a difference: there the mistakes are. */
export interface Landmarks {
  /** `device.prop` -> the values that it is compared with. */
  readonly values: ReadonlyMap<string, readonly Value[]>;
  /** Times of day, in seconds since midnight. */
  readonly times: readonly number[];
  /** How long something waits or must last, in milliseconds. */
  readonly durations: readonly number[];
}

/** The keys of a comparison. */
const compared: ReadonlySet<string> = new Set(['value', 'not', 'above', 'below', 'between', 'in', 'from']);

export function landmarksOf(scenes: ReadonlyMap<string, Scene>, { never, always }: Rules): Landmarks {
  const values = new Map<string, Value[]>();
  const times = new Set<number>();
  const durations = new Set<number>();
  const look = (data: unknown): void => {
    if (typeof data === 'string') {
      if (/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(data)) times.add(parseTimeOfDay(data));
      else if (/^(\d+(\.\d+)?(ms|[dhms]))+$/.test(data)) durations.add(parseDuration(data));
    } else if (typeof data === 'object' && data !== null) {
      const { device, prop } = data as Record<string, unknown>;
      if (typeof device === 'string' && typeof prop === 'string') {
        const known = values.get(`${device}.${prop}`) ?? [];
        for (const [key, value] of Object.entries(data))
          if (compared.has(key)) known.push(...[value].flat().filter(isValue));
        values.set(`${device}.${prop}`, known);
      }
      for (const item of Object.values(data)) look(item);
    }
  };
  for (const part of [...scenes.values(), ...never, ...always]) look(part);
  return { values, times: [...times], durations: [...durations] };
}

/** The first instant at or after `from` that is that time of day; `undefined`: there is none. */
export function nextTime(time: number, timezone: string, from: number): number | undefined {
  return nextTimeOfDay({ times: [time] }, timezone, from - 1);
}

function isValue(value: unknown): value is Value {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
