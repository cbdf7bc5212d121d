import { z } from 'zod';
import { parseCron } from '../calendar/index.ts';
import type { Outcome } from '../journal.ts';
import { durationText, offsetText, timeOfDayText, valueSchema, weekdayList } from '../schema.ts';
import { comparison, deviceId, held, propertyName, runMode, sceneId, sunPoint } from './schema-parts.ts';

const cronText = z.string().superRefine((text, context) => {
  try {
    parseCron(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
  }
});

const triggerOptions = {
  mode: runMode
    .optional()
    .describe('What happens when it fires while the scene runs. Default: the mode of the scene.'),
};

const timeTrigger = z.strictObject({
  type: z.literal('time'),
  value: z
    .union([timeOfDayText, z.array(timeOfDayText).min(1)])
    .describe('HH:MM or HH:MM:SS, or a list of them.'),
  days: weekdayList.optional().describe('Only on these days. Default: every day.'),
  ...triggerOptions,
});
const cronTrigger = z.strictObject({
  type: z.literal('cron'),
  value: cronText.describe('A cron expression with five or six fields, as node-cron reads it.'),
  ...triggerOptions,
});
const everyTrigger = z.strictObject({
  type: z.literal('every'),
  value: durationText.describe('The interval, counted from the start of the home.'),
  ...triggerOptions,
});
const sunTrigger = z.strictObject({
  type: z.literal('sun'),
  value: sunPoint.describe('What the sun does. Dawn and dusk are the ends of civil twilight.'),
  offset: offsetText.optional().describe('So much later, or with a minus earlier: -30m.'),
  ...triggerOptions,
});
const propertyTrigger = z.strictObject({
  type: z.literal('property'),
  device: deviceId,
  prop: propertyName,
  ...comparison,
  changed: z.literal(true).optional().describe('It changes to whatever value.'),
  from: valueSchema.optional().describe('It had this value before.'),
  hysteresis: z
    .number()
    .positive()
    .optional()
    .describe('How far it must leave the range before it can fire again.'),
  for: held,
  ...triggerOptions,
});
const eventTrigger = z.strictObject({
  type: z.literal('event'),
  device: deviceId,
  event: z.string().min(1).describe('One of its events.'),
  where: z.record(z.string(), valueSchema).optional().describe('What the event must carry.'),
  ...triggerOptions,
});
const availabilityTrigger = z.strictObject({
  type: z.literal('availability'),
  device: deviceId,
  value: z.enum(['online', 'offline']),
  for: held,
  ...triggerOptions,
});
const sceneNews = z.enum([
  'started',
  'finished',
  'refused',
  'failed',
  'partial',
  'stopped',
  'replaced',
  'skipped',
] as const satisfies readonly ('started' | Outcome)[]);
const sceneTrigger = z.strictObject({
  type: z.literal('scene'),
  scene: sceneId,
  value: z
    .union([sceneNews, z.array(sceneNews).min(1)])
    .describe('It has started, or how a run of it has ended; or a list of them.'),
  ...triggerOptions,
});
const messageTrigger = z.strictObject({
  type: z.literal('message'),
  topic: z
    .string()
    .min(1)
    .describe('The topic, one that is not of the home itself; + and # stand for any levels.'),
  payload: valueSchema.optional().describe('The whole text of the message.'),
  where: z.record(z.string(), valueSchema).optional().describe('What its JSON object must carry.'),
  ...triggerOptions,
});
const startTrigger = z.strictObject({ type: z.literal('start'), ...triggerOptions });
const manualTrigger = z.strictObject({ type: z.literal('manual'), ...triggerOptions });

export const triggerSchemas = {
  time: timeTrigger,
  cron: cronTrigger,
  every: everyTrigger,
  sun: sunTrigger,
  property: propertyTrigger,
  event: eventTrigger,
  availability: availabilityTrigger,
  scene: sceneTrigger,
  message: messageTrigger,
  start: startTrigger,
  manual: manualTrigger,
} as const;

export const triggerSchema = z.discriminatedUnion('type', [
  timeTrigger,
  cronTrigger,
  everyTrigger,
  sunTrigger,
  propertyTrigger,
  eventTrigger,
  availabilityTrigger,
  sceneTrigger,
  messageTrigger,
  startTrigger,
  manualTrigger,
]);

export type Trigger = z.infer<typeof triggerSchema>;
export type PropertyTrigger = z.infer<typeof propertyTrigger>;
export type SunTrigger = z.infer<typeof sunTrigger>;
export type EventTrigger = z.infer<typeof eventTrigger>;
export type AvailabilityTrigger = z.infer<typeof availabilityTrigger>;
export type MessageTrigger = z.infer<typeof messageTrigger>;
export type SceneTrigger = z.infer<typeof sceneTrigger>;
