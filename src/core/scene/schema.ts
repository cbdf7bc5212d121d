import { z } from 'zod';
import { allowances } from '../check/allowances.ts';
import { conditionSchema } from './condition-schema.ts';
import { runMode } from './schema-parts.ts';
import { stepSchema } from './step-schema.ts';
import { triggerSchema } from './trigger-schema.ts';

export type { CodeCall } from './code.ts';
export {
  type AvailabilityCondition,
  type Condition,
  conditionSchema,
  conditionSchemas,
  type PropertyCondition,
  type SceneCondition,
  type SunCondition,
  type TimeCondition,
} from './condition-schema.ts';
export type {
  Comparison,
  Reference,
  SentValue,
  WrittenComparison,
  WrittenValue,
} from './schema-parts.ts';
export {
  type IfStep,
  type MethodStep,
  type ParallelStep,
  type PublishStep,
  type RepeatStep,
  type SetStep,
  type Step,
  stepSchema,
  stepSchemas,
  type WaitStep,
} from './step-schema.ts';
export {
  type AvailabilityTrigger,
  type EventTrigger,
  type MessageTrigger,
  type PropertyTrigger,
  type SceneTrigger,
  type SunTrigger,
  type Trigger,
  triggerSchema,
  triggerSchemas,
} from './trigger-schema.ts';

/**
 * A scene file, `scenes/<scene>.yaml`. Its shape is one source for loading, error messages and editors' JSON Schema;
 * what each form means is in docs/scenes.md.
 */
export const sceneSchema = z.strictObject({
  name: z.string().min(1).optional().describe('What people call it.'),
  description: z.string().optional().describe('What it is for.'),
  trigger: z.union([triggerSchema, z.array(triggerSchema).min(1)]).describe('What starts it; any of a list.'),
  conditions: z.array(conditionSchema).optional().describe('What must hold at that moment; all of the list.'),
  actions: z.array(stepSchema).min(1).describe('What it does, in order.'),
  otherwise: z.array(stepSchema).optional().describe('What it does when the conditions do not hold.'),
  mode: runMode.optional().describe('What happens when it is to run while it runs. Default: single.'),
  max: z.int().min(1).max(1000).optional().describe('How many runs may wait or go on at once. Default: 10.'),
  allow: allowances.optional().describe('What `millet check` may find here, because it is meant so.'),
});

/** A scene as it runs and stands in the journal. */
export const storedSceneSchema = sceneSchema.extend({
  /** The JavaScript of its file, where that holds functions: what stands for them says which of these. */
  code: z.string().optional(),
});

export type Scene = z.infer<typeof storedSceneSchema>;
