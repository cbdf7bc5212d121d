import { z } from 'zod';

export interface ClockState {
  /** The home's time at this moment. */
  readonly time: number;
  /** Times real time, or as fast as the machine can. */
  readonly speed: number | 'max';
  readonly paused: boolean;
  /** false: the broker is away, and the home stands still until it is back. */
  readonly whole: boolean;
  /** Scenes that the clock will start, earliest first: at most ten. */
  readonly next: readonly DueScene[];
}

export interface DueScene {
  readonly time: number;
  readonly scene: string;
  readonly name: string;
  /** Which of its triggers, from 0. */
  readonly trigger: number;
  /** `At 07:00 Morning routine will run: 3 actions`. */
  readonly sentence: string;
  readonly actions: number;
}

/**
 * `next` goes to the next instant at which something is written in the journal; `jump` runs everything up to an instant
 * as fast as possible. Both are answered once the home is there.
 */
export const clockCommandSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('play') }),
  z.strictObject({ action: z.literal('pause') }),
  z.strictObject({ action: z.literal('next') }),
  z.strictObject({
    action: z.literal('speed'),
    speed: z.union([z.number().positive().max(1_000_000), z.literal('max')]),
  }),
  z.strictObject({ action: z.literal('jump'), to: z.union([z.number(), z.string().min(1).max(64)]) }),
]);
export type ClockCommand = z.infer<typeof clockCommandSchema>;
