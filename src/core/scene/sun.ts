import { parseOffset, type SunMark, type SunWindow, wholeSunWindow } from '../calendar/index.ts';
import type { SunCondition, SunTrigger } from './schema.ts';

/** An instant of the sun's day, as the calendar takes it. */
export function sunMark(point: SunTrigger['value'], offset: string | undefined): SunMark {
  return { point, offset: offset === undefined ? 0 : parseOffset(offset) };
}

/** The condition's window in the form that the calendar takes: read once, and judged every few seconds for years. */
export function sunWindowOf(condition: SunCondition): SunWindow {
  let window = windows.get(condition);
  if (!window) {
    const { after, after_offset, before, before_offset } = condition;
    window = {
      after: after && sunMark(after, after_offset),
      before: before && sunMark(before, before_offset),
    };
    windows.set(condition, window);
  }
  return window;
}

const windows = new WeakMap<SunCondition, SunWindow>();

/** In words: `sunset`, `30m before sunset`. */
export function describeSunPoint(point: string, offset = '0s'): string {
  if (parseOffset(offset) === 0) return point;
  const length = offset.replace(/^[+-]/, '');
  return `${length} ${offset.startsWith('-') ? 'before' : 'after'} ${point}`;
}

/** In words, also what was left out: `from sunset until 20m before sunrise`. */
export function describeSunWindow({ after, after_offset, before, before_offset }: SunCondition): string {
  const whole = wholeSunWindow({
    after: after && sunMark(after, undefined),
    before: before && sunMark(before, undefined),
  });
  const from = describeSunPoint(sayPoint(whole.after), after && after_offset);
  return `from ${from} until ${describeSunPoint(sayPoint(whole.before), before && before_offset)}`;
}

function sayPoint({ point }: SunMark): string {
  return point === 'midnight' ? "the sun's lowest point" : point;
}
