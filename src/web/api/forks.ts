import { z } from 'zod';
import type { Outcome } from '../../core/journal.ts';
import { durationText } from '../../core/schema.ts';
import { anyValueSchema, faultCommandSchema, valuesSchema } from './commands.ts';
import { sceneIdSchema } from './scenes.ts';
import type { RunSummary } from './timeline.ts';

const when = z.union([z.number(), z.string().min(1).max(64)]);
const device = z.string().min(1).max(64);
/** Something done in a fork. `at` is an instant or a time of day; left out, it is where the fork begins. */
export const forkInputSchema = z.union([
  z.strictObject({ at: when.optional(), device, set: z.record(z.string().max(64), anyValueSchema) }),
  z.strictObject({ at: when.optional(), device, stimulate: valuesSchema }),
  z.strictObject({
    at: when.optional(),
    device,
    call: z.string().min(1).max(64),
    params: z.record(z.string().max(64), anyValueSchema).optional(),
  }),
  z.strictObject({ at: when.optional(), device, fault: faultCommandSchema.shape.fault }),
  z.strictObject({ at: when.optional(), run: sceneIdSchema }),
]);
export type ForkInput = z.input<typeof forkInputSchema>;

export const forkSchema = z.strictObject({
  /** From where it starts again. */
  at: when,
  /** How far it goes: an instant, or a duration with `for`. Default: the live time, and five minutes at least. */
  until: when.optional(),
  for: durationText.optional(),
  inputs: z.array(forkInputSchema).max(100).default([]),
  /**
   * What happens again of what entered the session after `at`: all of it but what touches the same property as an
   * input of the fork (`keep`, the default), or nothing (`drop`).
   */
  recorded: z.enum(['keep', 'drop']).default('keep'),
});
export type ForkBody = z.input<typeof forkSchema>;

/** A second run of the session, simulated. Its journal is read through the same paths, with `?fork=<id>`. */
export interface Fork {
  readonly id: string;
  readonly at: number;
  readonly until: number;
  /** The first journal line that is its own; up to it, it is the session. */
  readonly firstSeq: number;
  /** How many inputs of the session happened again after `at`, and how many were left out. */
  readonly kept: number;
  readonly leftOut: number;
  readonly runs: readonly RunSummary[];
  /** Scenes that went another way than in the session, each with the sentence that says why. */
  readonly differences: readonly ForkDifference[];
}

export interface ForkDifference {
  readonly scene: string;
  readonly name: string;
  readonly time: number;
  /** null: it did not run there. */
  readonly was: Outcome | null;
  readonly is: Outcome | null;
  readonly sentence: string;
}
