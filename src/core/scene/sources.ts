import { referencesIn } from './comparison.ts';
import type { WrittenComparison } from './schema.ts';

/** A property that something watches. */
export interface Source {
  readonly device: string;
  readonly prop: string;
}

/** The properties that decide whether a comparison matches, each once, its own first. */
export function sourcesOf(own: Source & WrittenComparison): readonly Source[] {
  const sources = new Map(
    [own, ...referencesIn(own)].map(({ device, prop }) => [`${device} ${prop}`, { device, prop }]),
  );
  return [...sources.values()];
}
