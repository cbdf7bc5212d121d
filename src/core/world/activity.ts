/** What a person gives off while doing something, and how much they move. */
export interface Activity {
  /** Sensible heat, in W. */
  readonly heat: number;
  /** CO2, in litres an hour. */
  readonly co2: number;
  /** Water vapour, in g an hour. */
  readonly vapour: number;
  /** Fine particles, in mg a minute. */
  readonly particles: number;
  /** How long they keep still at least and at most, in milliseconds; undefined: all the time, as far as sensors see. */
  readonly still: readonly [number, number] | undefined;
  /** For the journal: "lin is cooking in the kitchen". */
  readonly words: string;
}

/**
 * Heat and vapour by activity: ASHRAE Fundamentals, chapter 18, and EN 16798-1. CO2: Persily & de Jonge (2017), 1.0 met
 * asleep, 1.4 awake, 2 busy. A stove adds 1 kW and 1 kg of vapour an hour. Particles: He and others (2004) measured
 * 0.11 mg a minute for cooking and 2.7 for frying; most meals lie between. A shower adds 2 kg of vapour an hour.
 */
export const activities = {
  sleeping: { heat: 55, co2: 11, vapour: 30, particles: 0, still: undefined, words: 'sleeps' },
  resting: { heat: 70, co2: 16, vapour: 45, particles: 0, still: [8_000, 45_000], words: 'is' },
  working: { heat: 75, co2: 17, vapour: 50, particles: 0, still: [8_000, 45_000], words: 'works' },
  eating: { heat: 75, co2: 18, vapour: 80, particles: 0, still: [5_000, 40_000], words: 'eats' },
  busy: { heat: 90, co2: 24, vapour: 80, particles: 0.01, still: [5_000, 30_000], words: 'is busy' },
  cooking: { heat: 1_090, co2: 24, vapour: 1_080, particles: 0.4, still: [5_000, 30_000], words: 'cooks' },
  bathing: {
    heat: 400,
    co2: 20,
    vapour: 2_000,
    particles: 0,
    still: [5_000, 30_000],
    words: 'takes a shower',
  },
} as const satisfies Readonly<Record<string, Activity>>;

export type ActivityName = keyof typeof activities;
export const activityNames = Object.keys(activities) as [ActivityName, ...ActivityName[]];
