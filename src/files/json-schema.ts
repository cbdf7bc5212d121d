import { z } from 'zod';
import { isRecord } from '../core/device/request.ts';
import { homeSchema } from '../core/home.ts';
import { ruleSchema } from '../core/scene/rule.ts';
import { conditionSchema, sceneSchema, stepSchema, triggerSchema } from '../core/scene/schema.ts';
import { reference } from '../core/scene/schema-parts.ts';
import { templateParamsSchema, useSchema } from '../core/scene/template.ts';
import { durationText, offsetText, timeOfDayText } from '../core/schema.ts';
import { idPattern } from '../core/topics.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/** A kind of file: its schema, and what an editor says of it. */
export interface FileKind {
  readonly schema: z.ZodType;
  readonly title: string;
  readonly description: string;
  /** Forms that contain themselves, or stand in several places, under names of their own. */
  readonly definitions?: Readonly<Record<string, z.ZodType>>;
  /** What refinements require, as far as a pattern can say it. */
  readonly patterns?: readonly (readonly [z.ZodType, string])[];
}

const kinds = {
  home: {
    schema: homeSchema,
    title: 'A Millet home',
    description: 'home.yaml: place, rooms, devices, people.',
    definitions: { rule: ruleSchema },
  },
  scene: {
    schema: sceneSchema,
    title: 'A Millet scene',
    description: 'scenes/<scene>.yaml: what happens when.',
  },
} as const satisfies Record<string, FileKind>;

export type SchemaKind = keyof typeof kinds;

/** The kinds of files that have a schema. */
export const schemaKinds = Object.keys(kinds) as readonly SchemaKind[];

/** What refinements require, as far as a pattern can say it. */
const patterns: readonly (readonly [z.ZodType, string])[] = [
  [durationText, '^(\\d+(\\.\\d+)?(ms|[dhms]))+$'],
  [offsetText, '^[+-]?(\\d+(\\.\\d+)?(ms|[dhms]))+$'],
  [timeOfDayText, '^([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?$'],
];

/** The forms that contain themselves, or stand in several places, under names of their own. */
const definitions = { trigger: triggerSchema, condition: conditionSchema, step: stepSchema, reference };

/**
 * The JSON Schema of a kind of file, for editors: draft 7, which all of them read. It is made from the schemas that
 * loading uses. What the devices of a home are and take is beyond it: `millet check` tells.
 */
export function jsonSchema(kind: SchemaKind): JsonSchema {
  return jsonSchemaOf(kind, kinds[kind]);
}

/** The JSON Schema of a kind of file that is called `name`. */
export function jsonSchemaOf(name: string, kind: FileKind): JsonSchema {
  const { schema, title, description } = kind;
  for (const [id, definition] of Object.entries({ ...definitions, ...kind.definitions }))
    z.globalRegistry.add(definition, { id });
  const { $schema, ...rest } = toJson(schema, kind.patterns);
  const whole = name === 'scene' ? withTemplates(rest) : rest;
  return { $schema, $id: `urn:millet:${name}`, title, description, ...whole } as JsonSchema;
}

function toJson(schema: z.ZodType, more: FileKind['patterns'] = []): JsonSchema {
  const known = [...patterns, ...more];
  return z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    override: ({ zodSchema, jsonSchema: json }) => {
      const pattern = known.find(([text]) => text._zod.def === zodSchema._zod.def)?.[1];
      if (pattern !== undefined) json.pattern = pattern;
      // What stands for a function is for the journal: nobody writes it.
      if (Array.isArray(json.anyOf)) json.anyOf = json.anyOf.filter((option) => !isCodeCallSchema(option));
      if (zodSchema._zod.def === homeSchema.shape.devices._zod.def)
        json.propertyNames = { pattern: idPattern.source };
    },
  }) as JsonSchema;
}

function isCodeCallSchema(option: unknown): boolean {
  return isRecord(option) && isRecord(option.properties) && Object.hasOwn(option.properties, 'function');
}

/** A scene file is a scene, a template or a use of one; wherever a value stands, a name can stand for it. */
function withTemplates({ definitions: defined, ...scene }: JsonSchema): JsonSchema {
  const { properties, ...form } = namesToo(scene);
  const { $schema: _params, ...params } = toJson(templateParamsSchema);
  const { $schema: _use, ...use } = toJson(useSchema);
  return {
    definitions: Object.fromEntries(
      Object.entries(defined ?? {}).map(([name, part]) => [name, namesToo(part as JsonSchema)]),
    ),
    anyOf: [
      {
        ...form,
        properties: {
          ...properties,
          params: { ...params, description: 'Makes it a template: its parameters, $name in the rest.' },
        },
      },
      use,
    ],
  } as JsonSchema;
}

/** The same schema, in which `$name` can stand instead of a number, a boolean, or a text of a certain form. */
function namesToo(schema: JsonSchema): JsonSchema {
  const parts = Object.entries(schema).map(([key, part]) => {
    const inner = (value: unknown): unknown => (isRecord(value) ? namesToo(value) : value);
    if (Array.isArray(part)) return [key, part.map(inner)];
    if (key === 'properties' && isRecord(part)) {
      return [key, Object.fromEntries(Object.entries(part).map(([name, value]) => [name, inner(value)]))];
    }
    return [key, inner(part)];
  });
  const walked = Object.fromEntries(parts) as JsonSchema;
  const { type, enum: names, pattern, description, ...rest } = walked;
  const isPlain = type === 'number' || type === 'integer' || type === 'boolean';
  if (!(isPlain || (type === 'string' && (names ?? pattern) !== undefined)) || walked.const !== undefined)
    return walked;
  const own = {
    type,
    ...(names ? { enum: names } : {}),
    ...(pattern === undefined ? {} : { pattern }),
    ...rest,
  };
  return {
    ...(description === undefined ? {} : { description }),
    anyOf: [own, { type: 'string', pattern: '^\\$[a-z][a-z0-9_]*$' }],
  } as JsonSchema;
}
