import { getPosition } from 'suncalc';

/** A place on the earth, in degrees: north and east are positive. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/**
 * How high the sun stands at an instant, in degrees above the horizon, with refraction as an eye sees it.
 *
 * By suncalc, after Meeus, "Astronomical Algorithms", chapters 16 and 25. A height is defined everywhere and always,
 * unlike sunrise: on a polar day it never goes below zero, in a polar night never above.
 */
export function sunAltitude(instant: number, { latitude, longitude }: Place): number {
  return getPosition(new Date(instant), latitude, longitude).altitude;
}

/** The height at which the sun's upper edge is on the horizon: suncalc's own sunrise, with refraction. */
export const horizon = -0.35;

/**
 * The height at which civil twilight begins and ends. The sun's centre is then 6 degrees below the horizon; below it,
 * `sunAltitude` adds the refraction of the horizon, 0.48 degrees.
 */
export const civilTwilight = -5.52;
