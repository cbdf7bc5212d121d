import type { Place } from './sun.ts';
import { lastSun, nextSun, type SunMark, type SunPoint } from './sun-events.ts';

/** A part of the day by the sun, such as from sunset until sunrise. At least one of the two is there. */
export interface SunWindow {
  readonly after?: SunMark | undefined;
  readonly before?: SunMark | undefined;
}

/** What ends what the other begins. */
const counterpart: Readonly<Record<SunPoint, SunPoint>> = {
  sunrise: 'sunset',
  sunset: 'sunrise',
  dawn: 'dusk',
  dusk: 'dawn',
  noon: 'midnight',
  midnight: 'noon',
};

/** Both ends of a window: where one is left out, it is the counterpart of the other. After sunset is until sunrise. */
export function wholeSunWindow({ after, before }: SunWindow): Required<SunWindow> & {
  readonly after: SunMark;
  readonly before: SunMark;
} {
  return {
    after: after ?? { point: counterpart[before?.point ?? 'sunset'], offset: 0 },
    before: before ?? { point: counterpart[after?.point ?? 'sunrise'], offset: 0 },
  };
}

/**
 * Whether an instant is within the window, and since when it is so. A window begins with each `after`, included, and
 * ends with the first `before` that follows, not included; their offsets are added only then. Where that is
 * earlier than the beginning, there is no window: three hours after sunset, in a night of two.
 *
 * It needs no calendar: through a polar night, `after: sunset` holds for months.
 */
export function inSunWindow(
  window: SunWindow,
  place: Place,
  instant: number,
): { readonly holds: boolean; readonly since: number | undefined } {
  const { after } = wholeSunWindow(window);
  const begin = lastSun(after, place, instant);
  if (begin === undefined) return { holds: false, since: undefined };
  const end = endOf(window, place, begin);
  const holds = end === undefined || instant < end;
  return { holds, since: holds ? begin : end };
}

/** The first instant after `after` at which a window begins; `undefined` when none does within a year. */
export function nextSunStart(window: SunWindow, place: Place, after: number): number | undefined {
  const whole = wholeSunWindow(window);
  for (let begin = nextSun(whole.after, place, after); begin !== undefined; ) {
    const end = endOf(window, place, begin);
    if (end === undefined || end > begin) return begin;
    if (begin > after + longestWait) return undefined;
    begin = nextSun(whole.after, place, begin);
  }
  return undefined;
}

const longestWait = 370 * 24 * 3_600_000;

/** An instant after `after` at which `inSunWindow` may change: not later than it does. */
export function nextSunEdge(window: SunWindow, place: Place, after: number): number | undefined {
  const { after: from, before: until } = wholeSunWindow(window);
  const edges = [nextSun(from, place, after), nextSun(until, place, after)];
  const found = edges.filter((edge) => edge !== undefined);
  return found.length === 0 ? undefined : Math.min(...found);
}

/** Where the window ends that begins at `begin`. */
function endOf(window: SunWindow, place: Place, begin: number): number | undefined {
  const { after, before } = wholeSunWindow(window);
  const base = begin - after.offset;
  // An hour around sunset is one window, not one from each sunset to the next.
  const isSame = after.point === before.point && before.offset > after.offset;
  const end = nextSun({ point: before.point, offset: 0 }, place, isSame ? base - 1 : base);
  return end === undefined ? undefined : end + before.offset;
}
