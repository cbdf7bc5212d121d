import { getTimes } from 'suncalc';
import { civilTwilight, horizon, type Place, sunAltitude } from './sun.ts';
import { DAY, SECOND } from './units.ts';

/** What the sun does. `midnight` is its lowest point, which scenes cannot name: 00:00 is what people would take it for. */
export type SunPoint = 'sunrise' | 'sunset' | 'dawn' | 'dusk' | 'noon' | 'midnight';

/** An instant of the sun's day, or so much earlier or later. */
export interface SunMark {
  readonly point: SunPoint;
  /** Milliseconds; negative is earlier. */
  readonly offset: number;
}

/** After so many days without it, it does not come any more. Even at the poles the sun rises once a year. */
const searchDays = 370;

/**
 * The first instant strictly after `after` at which the sun does that; `undefined` when it never does. On a polar day,
 * or in a polar night, that may be months away.
 */
export function nextSun({ point, offset }: SunMark, place: Place, after: number): number | undefined {
  const first = dayBefore(after - offset);
  for (let day = first; day <= first + searchDays; day++) {
    const instant = sunOn(point, place, day);
    if (instant !== undefined && instant + offset > after) return instant + offset;
  }
  return undefined;
}

/** The last instant up to and including `until` at which the sun did that. */
export function lastSun({ point, offset }: SunMark, place: Place, until: number): number | undefined {
  const last = dayBefore(until - offset) + 4;
  for (let day = last; day >= last - searchDays; day--) {
    const instant = sunOn(point, place, day);
    if (instant !== undefined && instant + offset <= until) return instant + offset;
  }
  return undefined;
}

/** A day of the sun that is surely over at an instant: its noon may be up to a day away from noon in UTC. */
function dayBefore(instant: number): number {
  return Math.floor(instant / DAY) - 2;
}

/**
 * When the sun does that on one of its days, which go from its lowest point to the next; in whole seconds.
 *
 * Between its lowest and its highest point, and between that and the next lowest, the sun passes a height once or not
 * at all, which is decided by its height at these points. So rise and set follow each other in turn, year after year
 * and at any latitude, which formulas for the hour angle do not promise where the sun only grazes the horizon.
 */
function sunOn(point: SunPoint, place: Place, day: number): number | undefined {
  const known = remembered(place, point);
  if (!known.has(day)) {
    if (known.size >= mostDays) known.clear();
    known.set(day, workOut(point, place, day));
  }
  return known.get(day);
}

function workOut(point: SunPoint, place: Place, day: number): number | undefined {
  switch (point) {
    case 'noon':
      return wholeSecond(
        getTimes(new Date((day + 0.5) * DAY), place.latitude, place.longitude).solarNoon.valueOf(),
      );
    case 'midnight':
      return wholeSecond((sunOn('noon', place, day - 1)! + sunOn('noon', place, day)!) / 2);
    case 'sunrise':
      return passes(horizon, true, place, day);
    case 'sunset':
      return passes(horizon, false, place, day);
    case 'dawn':
      return passes(civilTwilight, true, place, day);
    case 'dusk':
      return passes(civilTwilight, false, place, day);
  }
}

/** The first second at which the sun is above a height (`upwards`), or is so no more. */
function passes(height: number, upwards: boolean, place: Place, day: number): number | undefined {
  const points = [
    sunOn('midnight', place, day)!,
    sunOn('noon', place, day)!,
    sunOn('midnight', place, day + 1)!,
  ];
  const isThere = (instant: number): boolean => sunAltitude(instant, place) > height === upwards;
  for (const [index, end] of points.entries()) {
    const begin = points[index - 1];
    if (begin === undefined || isThere(begin) || !isThere(end)) continue;
    let low = begin / SECOND;
    let high = end / SECOND;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (isThere(middle * SECOND)) high = middle;
      else low = middle;
    }
    return high * SECOND;
  }
  return undefined;
}

function wholeSecond(instant: number): number {
  return Math.round(instant / SECOND) * SECOND;
}

type Days = Map<number, number | undefined>;

/** Ten thousand scenes share the sunset. */
const places = new WeakMap<Place, Map<SunPoint, Days>>();
const mostDays = 5_000;

function remembered(place: Place, point: SunPoint): Days {
  let points = places.get(place);
  if (!points) {
    points = new Map();
    places.set(place, points);
  }
  let days = points.get(point);
  if (!days) {
    days = new Map();
    points.set(point, days);
  }
  return days;
}
