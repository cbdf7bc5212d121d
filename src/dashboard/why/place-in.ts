import { deviceCard } from '../live/home.ts';

/** The device and property that a condition speaks of: `motion_sensor.detected is true`. */
export function placeIn(words: string): { readonly device: string; readonly prop: string } | undefined {
  const found = /([a-z][a-z0-9_-]*)\.([a-z][a-z0-9_]*)/.exec(words);
  if (!found || !deviceCard(found[1]!)) return undefined;
  return { device: found[1]!, prop: found[2]! };
}
