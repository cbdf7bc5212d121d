import { z } from 'zod';
import { durationText, valueSchema } from '../schema.ts';
import { codeCall } from './code.ts';
import { type Condition, conditionSchema } from './condition-schema.ts';
import { deviceId, sceneId, sentValue } from './schema-parts.ts';

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
  params: z.record(z.string(), sentValue).optional().describe('The parameters of the method.'),
  ...stepOptions,
});
const setStep = z.strictObject({
  device: deviceId,
  set: z.record(z.string(), sentValue).describe('Properties and the values they get.'),
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
  notify: z.union([z.string().min(1), codeCall]).describe('The text of the message.'),
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
        .describe(
          'A text is sent as it is, anything else as JSON. Default: nothing. Properties can stand in it.',
        ),
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
