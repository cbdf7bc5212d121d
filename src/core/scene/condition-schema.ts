import { z } from 'zod';
import { offsetText, timeOfDayText, weekdayList } from '../schema.ts';
import { type CodeCall, codeCall } from './code.ts';
import { comparison, deviceId, held, propertyName, sceneId, sunPoint } from './schema-parts.ts';

const propertyCondition = z.strictObject({ device: deviceId, prop: propertyName, ...comparison, for: held });
const timeCondition = z.strictObject({
  type: z.literal('time'),
  after: timeOfDayText.optional().describe('From this time on, included.'),
  before: timeOfDayText.optional().describe('Up to this time, not included; may lie past midnight.'),
  days: weekdayList.optional().describe('Only on these days; the day on which the window begins counts.'),
});
const sunCondition = z.strictObject({
  type: z.literal('sun'),
  after: sunPoint.optional().describe('From then on, included.'),
  after_offset: offsetText.optional().describe('So much later than that, or with a minus earlier.'),
  before: sunPoint.optional().describe('Up to then, not included.'),
  before_offset: offsetText.optional().describe('So much later than that, or with a minus earlier.'),
});
const availabilityCondition = z.strictObject({
  type: z.literal('availability'),
  device: deviceId,
  value: z.enum(['online', 'offline']),
});

const sceneCondition = z.strictObject({
  type: z.literal('scene'),
  scene: sceneId,
  value: z.literal('running').describe('One of its runs is going on.'),
});

export type PropertyCondition = z.infer<typeof propertyCondition>;
export type TimeCondition = z.infer<typeof timeCondition>;
export type SunCondition = z.infer<typeof sunCondition>;
export type AvailabilityCondition = z.infer<typeof availabilityCondition>;
export type SceneCondition = z.infer<typeof sceneCondition>;
export type Condition =
  | PropertyCondition
  | TimeCondition
  | SunCondition
  | AvailabilityCondition
  | SceneCondition
  | CodeCall
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition };

const conditions: z.ZodType<Condition[]> = z.lazy(() => z.array(conditionSchema).min(1));
const allCondition = z.strictObject({ all: conditions });
const anyCondition = z.strictObject({ any: conditions });
const notCondition = z.strictObject({ not: z.lazy(() => conditionSchema) });

/** By the key, or the `type`, that tells which form it is. */
export const conditionSchemas = {
  all: allCondition,
  any: anyCondition,
  not: notCondition,
  time: timeCondition,
  sun: sunCondition,
  availability: availabilityCondition,
  scene: sceneCondition,
  device: propertyCondition,
} as const;

export const conditionSchema: z.ZodType<Condition> = z.union([
  propertyCondition,
  timeCondition,
  sunCondition,
  availabilityCondition,
  sceneCondition,
  allCondition,
  anyCondition,
  notCondition,
  // No form that anybody writes: it stands for a function.
  codeCall,
]);
