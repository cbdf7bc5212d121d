import { z } from 'zod';
import { homeSchema } from '../core/home.ts';
import { conditionSchema, sceneSchema, stepSchema, triggerSchema } from '../core/scene/schema.ts';
import { durationText, timeOfDayText } from '../core/schema.ts';
import { idPattern } from '../core/topics.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;

const kinds = {
  home: {
    schema: homeSchema,
    title: 'A Millet home',
    description: 'home.yaml: place, rooms, devices, people.',
  },
  scene: {
    schema: sceneSchema,
    title: 'A Millet scene',
    description: 'scenes/<scene>.yaml: what happens when.',
  },
} as const;

export type SchemaKind = keyof typeof kinds;

/** The kinds of files that have a schema. */
export const schemaKinds = Object.keys(kinds) as readonly SchemaKind[];

/** What refinements require, as far as a pattern can say it. */
const patterns: readonly (readonly [z.ZodType, string])[] = [
  [durationText, '^(\\d+(\\.\\d+)?(ms|[dhms]))+$'],
  [timeOfDayText, '^([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?$'],
];

/** The forms that contain themselves, or stand in several places, under names of their own. */
const definitions = { trigger: triggerSchema, condition: conditionSchema, step: stepSchema };

/**
 * The JSON Schema of a kind of file, for editors: draft 7, which all of them read. It is made from the schemas that
 * loading uses. What the devices of a home are and take is beyond it: `millet check` tells.
 */
export function jsonSchema(kind: SchemaKind): JsonSchema {
  for (const [id, schema] of Object.entries(definitions)) z.globalRegistry.add(schema, { id });
  const { schema, title, description } = kinds[kind];
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    override: ({ zodSchema, jsonSchema: json }) => {
      const pattern = patterns.find(([text]) => text._zod.def === zodSchema._zod.def)?.[1];
      if (pattern !== undefined) json.pattern = pattern;
      if (zodSchema._zod.def === homeSchema.shape.devices._zod.def)
        json.propertyNames = { pattern: idPattern.source };
    },
  }) as JsonSchema;
  return { $schema, $id: `urn:millet:${kind}`, title, description, ...rest } as JsonSchema;
}
