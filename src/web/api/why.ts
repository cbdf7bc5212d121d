import { z } from 'zod';
import { valueSchema } from '../../core/schema.ts';

/** What explanations are made of stands in src/analysis/explain/types.ts; `time`s in them are local ISO times. */
export type {
  Change,
  ConditionCheck,
  Effect,
  EntryExplanation,
  Instead,
  Link,
  NearMiss,
  Origin,
  PropertyExplanation,
  RunExplanation,
  RunGlance,
  SceneExplanation,
  StepCall,
  StepCheck,
  TriggerCheck,
  WhatIf,
} from '../../analysis/explain/types.ts';

export const whatIfSchema = z.strictObject({
  scene: z.string().max(64),
  /** When its run began, or its trigger nearly fired; the nearest one is meant. */
  at: z.union([z.number(), z.string().min(1).max(64)]),
  /** Properties that are taken to have had another value then: device -> property -> value. */
  values: z.record(z.string().max(64), z.record(z.string().max(64), valueSchema)),
});
export type WhatIfBody = z.input<typeof whatIfSchema>;
