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
