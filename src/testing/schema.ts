import { z } from 'zod';
import { conditionsWith, ruleSchema } from '../core/scene/rule.ts';
import type { Condition } from '../core/scene/schema.ts';
import { idText, valueSchema } from '../core/schema.ts';
import { isMoment, isWholeMoment } from './moments.ts';

/**
 * The shape of a file of scene tests: one source for loading, error messages and editors' JSON Schema.
 * What each form means is in docs/testing.md.
 */

const outcomes = ['finished', 'refused', 'failed', 'partial', 'stopped', 'replaced', 'skipped'] as const;

/** A time of the test: `07:00:30`, or a whole local time. */
export const momentText = z.string().superRefine((text, context) => {
  if (isMoment(text)) return;
  const message = `Expected a time such as 07:00, 07:00:30 or 2026-03-02T07:00, got ${JSON.stringify(text)}.`;
  context.addIssue({ code: 'custom', message });
});

/** A whole local time, such as `2026-03-02T06:55`. */
export const wholeMomentText = z.string().superRefine((text, context) => {
  if (isWholeMoment(text)) return;
  const message = `Expected a whole time such as 2026-03-02T06:55, got ${JSON.stringify(text)}.`;
  context.addIssue({ code: 'custom', message });
});

const deviceId = z.string().min(1).describe('The id of a device in home.yaml.');
const sceneId = idText('scene').describe('A scene: its file name without the ending.');
const at = momentText.describe('When: 07:02, 07:02:30, or a whole local time.');
const values = z.record(z.string(), valueSchema);

const setAction = z.strictObject({
  at,
  device: deviceId,
  set: values.describe('Properties and the values they get.'),
  refused: z.literal(true).optional().describe('The device is expected to refuse it.'),
});
const stimulateAction = z.strictObject({
  at,
  device: deviceId,
  stimulate: z
    .record(z.string(), z.union([valueSchema, z.null()]))
    .describe('Readings, and what they are pinned to; null lets go.'),
});
const methodAction = z.strictObject({
  at,
  device: deviceId,
  method: z.string().min(1).describe('One of its methods.'),
  params: values.optional().describe('The parameters of the method.'),
  refused: z.literal(true).optional().describe('The device is expected to refuse it.'),
});
const faultAction = z.strictObject({
  at,
  device: deviceId,
  fault: z
    .union([z.string().min(1), z.looseObject({ kind: z.string().min(1) })])
    .describe('What breaks: offline, or an object such as { kind: slow, delay: 2s }; none mends it.'),
});
const sceneAction = z.strictObject({ at, scene: sceneId.describe('A scene that is asked for.') });
const messageAction = z.strictObject({
  at,
  message: z
    .strictObject({
      topic: z.string().min(1).describe('The topic, in full.'),
      payload: z.unknown().optional().describe('A text as it is, anything else as JSON. Default: empty.'),
    })
    .describe('A message, as anybody could publish it.'),
});

/** What a test does, by the key that tells it. */
export const actionSchemas = {
  set: setAction,
  stimulate: stimulateAction,
  method: methodAction,
  fault: faultAction,
  scene: sceneAction,
  message: messageAction,
} as const;

export const actionSchema = z.union([
  setAction,
  stimulateAction,
  methodAction,
  faultAction,
  sceneAction,
  messageAction,
]);

const counted = {
  times: z.int().min(0).optional().describe('How often, exactly. Default: at least once.'),
  at_least: z.int().min(1).optional().describe('How often at least.'),
  at_most: z.int().min(0).optional().describe('How often at most.'),
  between: z
    .tuple([momentText, momentText])
    .optional()
    .describe('From the first time to the second, both included. Default: the whole test.'),
};

const sceneExpectation = z.strictObject({
  scene: sceneId,
  outcome: z
    .union([z.enum(outcomes), z.array(z.enum(outcomes)).min(1)])
    .optional()
    .describe('How its runs ended; a list means any of them. Default: however they ended.'),
  ...counted,
});
const methodExpectation = z.strictObject({
  device: deviceId,
  method: z
    .string()
    .min(1)
    .describe('A method that it was asked for; what the test itself does is not counted.'),
  params: values.optional().describe('Parameters that the request had, among others.'),
  ...counted,
});
const setExpectation = z.strictObject({
  device: deviceId,
  set: values.describe('What it was asked to set, among others; what the test itself does is not counted.'),
  ...counted,
});
const eventExpectation = z.strictObject({
  device: deviceId,
  event: z.string().min(1).describe('An event that it reported.'),
  where: values.optional().describe('What the event carried, among others.'),
  ...counted,
});
const notifyExpectation = z.strictObject({
  notify: z.string().min(1).describe('The text of a message to people.'),
  to: z.string().optional().describe('The device that got it.'),
  ...counted,
});

/** Expectations that count what happened, by the key that tells them. */
const countSchemas = {
  scene: sceneExpectation,
  method: methodExpectation,
  set: setExpectation,
  event: eventExpectation,
  notify: notifyExpectation,
} as const;

const atEnd = momentText.optional().describe('When it must hold. Default: at the end of the test.');
const {
  device: propertyExpectation,
  scene: activity,
  ...conditionExpectations
} = conditionsWith({ at: atEnd });

/** What a test expects, by the key that tells it. `scene` alone tells what is counted, with `type: scene` what is running. */
export const expectationSchemas: Readonly<Record<string, z.ZodObject>> = {
  prop: propertyExpectation,
  activity,
  ...countSchemas,
  ...conditionExpectations,
};

export type CountExpectation = z.infer<(typeof countSchemas)[keyof typeof countSchemas]>;
export type ConditionExpectation = Condition & { at?: string | undefined };
export type Expectation = CountExpectation | ConditionExpectation;

export const expectationSchema: z.ZodType<Expectation> = z.union(
  Object.values(expectationSchemas) as [z.ZodObject, ...z.ZodObject[]],
) as unknown as z.ZodType<Expectation>;

export const sceneTestSchema = z.strictObject({
  name: z.string().min(1).describe('What it shows, as a sentence.'),
  description: z.string().optional().describe('More about it.'),
  from: wholeMomentText.describe('When it begins: a whole local time, such as 2026-03-02T06:55.'),
  until: momentText.describe('When it ends: a time of day after from, or a whole local time.'),
  seed: z.int().min(0).optional().describe('The seed of all chance. Default: 1.'),
  residents: z
    .union([z.enum(['on', 'off']), z.boolean()])
    .optional()
    .describe('off: nobody moves but what this test does. Default: on.'),
  given: z
    .record(z.string(), values)
    .optional()
    .describe('How things stand before the start: device, property, value. Readings are pinned.'),
  do: z.array(actionSchema).optional().describe('What the test does, and when.'),
  expect: z.array(expectationSchema).optional().describe('What must be so, or must have happened.'),
  never: z.array(ruleSchema).optional().describe('What must not be so at any moment.'),
  always: z.array(ruleSchema).optional().describe('What must be so at every moment.'),
});

/** A file of scene tests, `scenes/<anything>.test.yaml`. */
export const testFileSchema = z.strictObject({
  home: z
    .string()
    .min(1)
    .optional()
    .describe("The home's directory, seen from this file. Default: the one above scenes/."),
  tests: z.array(sceneTestSchema).min(1).describe('The tests.'),
});

export type TestAction = z.infer<typeof actionSchema>;
export type SceneTest = z.infer<typeof sceneTestSchema>;
export type TestFile = z.infer<typeof testFileSchema>;
