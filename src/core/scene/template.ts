import { z } from 'zod';
import type { Path, Report } from '../check/finding.ts';
import { showName, unknownName } from '../check/names.ts';
import { showValue, type Value } from '../device/value.ts';
import { durationText, idText, timeOfDayText, valueSchema } from '../schema.ts';

const types = ['device', 'scene', 'number', 'text', 'boolean', 'duration', 'time', 'any'] as const;

const paramSchema = z.union([
  z.enum(types),
  z.strictObject({
    type: z.enum(types).optional().describe('What it takes. Default: any value.'),
    model: z.string().optional().describe('For a device: the model that it must be of.'),
    default: valueSchema.optional().describe('What it is when a use does not say.'),
    description: z.string().optional().describe('What it is for.'),
  }),
]);

const name = z.string().regex(/^[a-z][a-z0-9_]*$/, {
  error: ({ input }) =>
    `${JSON.stringify(input)} cannot be the name of a parameter: small letters, digits and _, and a letter first`,
});

/** What a file is that has parameters: a template. The rest of it is a scene with `$parameter` in it. */
export const templateParamsSchema = z.record(name, paramSchema);

export type TemplateParams = z.infer<typeof templateParamsSchema>;

/** A scene that is another one with its parameters filled in. */
export const useSchema = z.strictObject({
  name: z.string().min(1).optional().describe('What people call it. Default: the name of the template.'),
  description: z.string().optional().describe('What it is for.'),
  use: idText('scene').describe('The template: a scene file that has params.'),
  with: z.record(z.string(), valueSchema).optional().describe('The values of its parameters.'),
});

export type SceneUse = z.infer<typeof useSchema>;

/** Around the scene: what devices there are, if that is known. */
interface Around {
  modelOf(device: string): string | undefined;
}

/**
 * The values that a use gives to the parameters of its template, with the defaults. What is missing, unknown or of
 * another type is reported, with its place in the file of the use.
 */
export function fillIn(
  params: TemplateParams,
  { use, with: written }: SceneUse,
  around: Around | undefined,
  report: Report,
): ReadonlyMap<string, Value> {
  const given = written ?? {};
  const values = new Map<string, Value>();
  for (const key of Object.keys(given)) {
    if (Object.hasOwn(params, key)) continue;
    const sentence = `${use} has no parameter ${showName(key)}`;
    report(['with', key], unknownName(sentence, key, Object.keys(params), 'it has'), 'key');
  }
  for (const [key, param] of Object.entries(params)) {
    const { type = 'any', model, default: standard } = typeof param === 'string' ? { type: param } : param;
    const value = given[key] ?? standard;
    const path: Path = Object.hasOwn(given, key) ? ['with', key] : written ? ['with'] : ['use'];
    if (value === undefined) {
      report(path, `${use} needs ${key}: ${describe(type, model)}`);
      continue;
    }
    const problem = mismatch(type, model, value, around);
    if (problem === undefined) values.set(key, value);
    else report(path, `${key} of ${use} takes ${problem}`);
  }
  return values;
}

function mismatch(
  type: (typeof types)[number],
  model: string | undefined,
  value: Value,
  around: Around | undefined,
): string | undefined {
  const wrong = `${describe(type, model)}, got ${showValue(value)}`;
  switch (type) {
    case 'any':
      return undefined;
    case 'boolean':
    case 'number':
      return typeof value === type ? undefined : wrong;
    case 'text':
    case 'scene':
      return typeof value === 'string' ? undefined : wrong;
    case 'duration':
      return durationText.safeParse(value).success ? undefined : wrong;
    case 'time':
      return timeOfDayText.safeParse(value).success ? undefined : wrong;
    case 'device': {
      if (typeof value !== 'string') return wrong;
      const actual = around?.modelOf(value);
      return model === undefined || actual === undefined || actual === model
        ? undefined
        : `${describe(type, model)}; ${value} is a ${actual}`;
    }
  }
}

function describe(type: (typeof types)[number], model: string | undefined): string {
  const words: Readonly<Record<(typeof types)[number], string>> = {
    any: 'a value',
    boolean: 'true or false',
    number: 'a number',
    text: 'a text',
    scene: 'the id of a scene',
    duration: 'a duration such as 90s, 5m or 1h30m',
    time: 'a time of day such as 07:00',
    device: model === undefined ? 'the id of a device' : `the id of a ${model}`,
  };
  return words[type];
}
