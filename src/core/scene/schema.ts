import { z } from 'zod';
import { parseCron } from '../calendar/index.ts';
import type { Outcome } from '../journal.ts';
import { durationText, idText, offsetText, timeOfDayText, valueSchema, weekdayList } from '../schema.ts';

/**
 * The shape of a scene file: one source for loading, error messages and editors' JSON Schema.
 * What each form means is in docs/scenes.md.
 */

const deviceId = z.string().min(1).describe('The id of a device in home.yaml.');
const propertyName = z.string().min(1).describe('One of its properties.');
const sceneId = idText('scene').describe('A scene: its file name without the ending.');
const cronText = z.string().superRefine((text, context) => {
  try {
    parseCron(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
  }
});

/** How a property is compared. Several together must all hold. */
const comparison = {
  value: valueSchema.optional().describe('It is this value.'),
  not: valueSchema.optional().describe('It is any other value than this.'),
  above: z.number().optional().describe('It is greater than this.'),
  below: z.number().optional().describe('It is less than this.'),
  between: z
    .tuple([z.number(), z.number()])
    .optional()
    .describe('It is from the first to the second, both included.'),
  in: z.array(valueSchema).min(1).optional().describe('It is one of these.'),
};
const held = durationText.optional().describe('It has been so, without interruption, for this long.');

const mode = z.enum(['single', 'restart', 'queued', 'parallel']);
const triggerOptions = {
  mode: mode
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
const sunPoint = z.enum(['sunrise', 'sunset', 'dawn', 'dusk', 'noon']);
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
]);

const stepOptions = {
  timeout: durationText.optional().describe('How long the step may take; past it, it has failed.'),
  on_error: z
    .enum(['continue', 'stop'])
    .optional()
    .describe('What follows when the step fails. Default: continue.'),
  retry: z
    .union([
      z.int().min(1).max(100),
      z.strictObject({
        times: z.int().min(1).max(100).describe('How often.'),
        wait: durationText.optional().describe('How long after it failed. Default: 1s.'),
      }),
    ])
    .optional()
    .describe('How often the step is tried again when it fails.'),
};

const methodStep = z.strictObject({
  device: deviceId,
  method: z.string().min(1).describe('One of its methods.'),
  params: z.record(z.string(), valueSchema).optional().describe('The parameters of the method.'),
  ...stepOptions,
});
const setStep = z.strictObject({
  device: deviceId,
  set: z.record(z.string(), valueSchema).describe('Properties and the values they get.'),
  ...stepOptions,
});
const delayStep = z.strictObject({ delay: durationText.describe('Waits this long.'), ...stepOptions });
const waitStep = z.strictObject({
  wait_until: z.lazy(() => conditionSchema).describe('Goes on as soon as this holds.'),
  ...stepOptions,
});
const runStep = z.strictObject({
  run: sceneId.describe('Runs another scene and waits for its end.'),
  ...stepOptions,
});
const notifyStep = z.strictObject({
  notify: z.string().min(1).describe('The text of the message.'),
  to: z.string().optional().describe('The device that gets it. Default: everybody, and the terminal.'),
  ...stepOptions,
});
const publishStep = z.strictObject({
  publish: z
    .strictObject({
      topic: z.string().min(1).describe('The topic, one that is not of the home itself.'),
      payload: z
        .union([valueSchema, z.record(z.string(), z.unknown()), z.array(z.unknown())])
        .optional()
        .describe('A text is sent as it is, anything else as JSON. Default: nothing.'),
      retain: z.boolean().optional().describe('Whether the broker keeps it for who comes later.'),
    })
    .describe('Publishes an MQTT message for others.'),
  ...stepOptions,
});
const stopStep = z.strictObject({ stop: z.string().min(1).describe('Ends the run, with this reason.') });

interface StepOptions {
  timeout?: string | undefined;
  on_error?: 'continue' | 'stop' | undefined;
  retry?: number | { times: number; wait?: string | undefined } | undefined;
}
export type IfStep = { if: Condition; then: Step[]; else?: Step[] | undefined } & StepOptions;
export type RepeatStep = {
  repeat: { times?: number | undefined; while?: Condition | undefined; until?: Condition | undefined };
  do: Step[];
} & StepOptions;
export type ParallelStep = { parallel: Step[][] } & StepOptions;
export type WaitStep = z.infer<typeof waitStep>;
export type PublishStep = z.infer<typeof publishStep>;
export type MethodStep = z.infer<typeof methodStep>;
export type SetStep = z.infer<typeof setStep>;
export type Step =
  | MethodStep
  | SetStep
  | z.infer<typeof delayStep>
  | WaitStep
  | IfStep
  | RepeatStep
  | ParallelStep
  | z.infer<typeof runStep>
  | z.infer<typeof notifyStep>
  | PublishStep
  | z.infer<typeof stopStep>;

const steps: z.ZodType<Step[]> = z.lazy(() => z.array(stepSchema));
const ifStep = z.strictObject({
  if: conditionSchema,
  // biome-ignore lint/suspicious/noThenProperty: the contract's word, on an object that nobody awaits.
  then: steps.describe('Steps for when the condition holds.'),
  else: steps.optional().describe('Steps for when it does not, or is unknown.'),
  ...stepOptions,
});

const someSteps: z.ZodType<Step[]> = z.lazy(() => z.array(stepSchema).min(1));
const repeatStep = z.strictObject({
  repeat: z
    .strictObject({
      times: z.int().min(1).max(1_000_000).optional().describe('At most so often.'),
      while: conditionSchema.optional().describe('As long as this holds; looked at before each round.'),
      until: conditionSchema.optional().describe('Until this holds; looked at after each round.'),
    })
    .describe('How long: times, while or until.'),
  do: someSteps.describe('The steps of each round.'),
  ...stepOptions,
});
const parallelStep = z.strictObject({
  parallel: z.array(someSteps).min(1).describe('Lists of steps that are done at the same time.'),
  ...stepOptions,
});

/** By the key that tells which form it is. */
export const stepSchemas = {
  method: methodStep,
  set: setStep,
  delay: delayStep,
  wait_until: waitStep,
  if: ifStep,
  repeat: repeatStep,
  parallel: parallelStep,
  run: runStep,
  notify: notifyStep,
  publish: publishStep,
  stop: stopStep,
} as const;

export const stepSchema: z.ZodType<Step> = z.union([
  methodStep,
  setStep,
  delayStep,
  waitStep,
  ifStep,
  repeatStep,
  parallelStep,
  runStep,
  notifyStep,
  publishStep,
  stopStep,
]);

/** A scene file, `scenes/<scene>.yaml`. */
export const sceneSchema = z.strictObject({
  name: z.string().min(1).optional().describe('What people call it.'),
  description: z.string().optional().describe('What it is for.'),
  trigger: z.union([triggerSchema, z.array(triggerSchema).min(1)]).describe('What starts it; any of a list.'),
  conditions: z.array(conditionSchema).optional().describe('What must hold at that moment; all of the list.'),
  actions: z.array(stepSchema).min(1).describe('What it does, in order.'),
  otherwise: z.array(stepSchema).optional().describe('What it does when the conditions do not hold.'),
  mode: mode.optional().describe('What happens when it is to run while it runs. Default: single.'),
  max: z.int().min(1).max(1000).optional().describe('How many runs may wait or go on at once. Default: 10.'),
});

export type Scene = z.infer<typeof sceneSchema>;
export type Trigger = z.infer<typeof triggerSchema>;
export type PropertyTrigger = z.infer<typeof propertyTrigger>;
export type SunTrigger = z.infer<typeof sunTrigger>;
export type EventTrigger = z.infer<typeof eventTrigger>;
export type AvailabilityTrigger = z.infer<typeof availabilityTrigger>;
export type MessageTrigger = z.infer<typeof messageTrigger>;
export type SceneTrigger = z.infer<typeof sceneTrigger>;
export type Comparison = Pick<PropertyTrigger, keyof typeof comparison>;
