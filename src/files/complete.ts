import type { z } from 'zod';
import type { SceneEnv } from '../core/check/index.ts';
import type { DeviceModel } from '../core/device/model.ts';
import type { ValueSpec } from '../core/device/value.ts';
import { sceneSchema } from '../core/scene/schema.ts';
import { type CursorPlace, cursorPlace } from './cursor.ts';
import { optionsOf, unwrap } from './expectation.ts';
import { formsOf, sceneForms } from './forms.ts';

/** Something that can stand where the cursor is. */
export interface Candidate {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'device' | 'property' | 'method' | 'event' | 'scene';
  /** What is written, where that is more than the label. */
  readonly insert?: string;
  readonly detail?: string;
}

export interface Candidates {
  /** What the choice takes the place of, in characters from the beginning. */
  readonly from: number;
  readonly to: number;
  readonly options: readonly Candidate[];
}

/** What can stand at a place of a scene file. Keys and fixed words come from its schema, names from the home. */
export function completeScene(text: string, offset: number, env: SceneEnv): Candidates {
  const place = cursorPlace(text, offset);
  if (!place) return { from: offset, to: offset, options: [] };
  const options = place.role === 'key' ? keys(place, env) : [...values(place, env), ...entryKeys(place)];
  return { from: place.from, to: place.to, options: options.map((option) => quoted(option, place)) };
}

type Fields = Readonly<Record<string, unknown>>;

function keys(place: CursorPlace, env: SceneEnv): Candidate[] {
  const own = place.around.at(-1) ?? {};
  const named = namedKeys(place, env);
  if (named) return named.filter(({ label }) => !Object.hasOwn(own, label));
  return keysOf(objectsAt(schemasAt(place), own)).filter(({ label }) => !Object.hasOwn(own, label));
}

/** Where an entry of a list begins, the first of its keys may stand. */
function entryKeys({ path, key }: CursorPlace): Candidate[] {
  return typeof key === 'number' ? keysOf(objectsAt(schemasAt({ path: [...path, key] }), {})) : [];
}

function keysOf(shapes: readonly z.ZodObject[]): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const { shape } of shapes) {
    for (const [name, schema] of Object.entries(shape)) {
      const { description } = schema as z.ZodType;
      const detail = description === undefined ? {} : { detail: description };
      if (!found.has(name)) found.set(name, { label: name, kind: 'key', insert: `${name}: `, ...detail });
    }
  }
  return [...found.values()];
}

/** Under `set`, `params` and `where` the keys are names of the device. */
function namedKeys({ path, around }: CursorPlace, env: SceneEnv): Candidate[] | undefined {
  const step = around.at(-2) ?? {};
  const model = modelOf(step, env);
  const entry = (name: string, kind: Candidate['kind'], spec: ValueSpec): Candidate => {
    return { label: name, kind, insert: `${name}: `, detail: describeSpec(spec) };
  };
  switch (path.at(-1)) {
    case 'set':
      return Object.entries(model?.properties ?? {})
        .filter(([, { access }]) => access.includes('w'))
        .map(([name, spec]) => entry(name, 'property', spec));
    case 'params':
      return Object.entries(paramsOf(model, step)).map(([name, spec]) => entry(name, 'value', spec));
    case 'where':
      return Object.entries(eventOf(model, step)).map(([name, spec]) => entry(name, 'value', spec));
    default:
      return undefined;
  }
}

function values(place: CursorPlace, env: SceneEnv): Candidate[] {
  const own = place.around.at(-1) ?? {};
  const owner = place.around.at(-2) ?? {};
  const { key } = place;
  // `in: [auto, |]`, `between: [1, |]`: the list's own name says what its entries are.
  const name = typeof key === 'number' ? place.path.at(-1) : key;
  switch (place.path.at(-1)) {
    case 'set':
      return valuesOf(modelOf(owner, env)?.properties[String(name)]);
    case 'params':
      return valuesOf(paramsOf(modelOf(owner, env), owner)[String(name)]);
    case 'where':
      return valuesOf(eventOf(modelOf(owner, env), owner)[String(name)]);
  }
  const names = namesFor(String(name), own, env);
  if (names) return names;
  const schemas =
    typeof key === 'number' ? schemasAt({ ...place, path: place.path.slice(0, -1) }) : schemasAt(place);
  const words = objectsAt(schemas, own).flatMap(({ shape }) => {
    const schema = shape[String(name)];
    return schema ? fixedWords(schema) : [];
  });
  return [...new Set(words)].map((label) => ({ label, kind: 'value' }));
}

function namesFor(key: string, own: Fields, env: SceneEnv): Candidate[] | undefined {
  const { home, models, scenes } = env;
  const model = modelOf(own, env);
  switch (key) {
    case 'device':
      return Object.entries(home.devices).map(([label, { name, model: product }]) => {
        return { label, kind: 'device', detail: [name, product].filter(Boolean).join(', ') };
      });
    case 'prop':
      return Object.entries(model?.properties ?? {})
        .filter(([, { access }]) => access.includes('r'))
        .map(([label, spec]) => ({ label, kind: 'property', detail: describeSpec(spec) }));
    case 'method':
      return Object.entries(model?.actions ?? {}).map(([label, { description }]) => {
        return { label, kind: 'method', ...(description === undefined ? {} : { detail: description }) };
      });
    case 'event':
      return Object.keys(model?.events ?? {}).map((label) => ({ label, kind: 'event' }));
    case 'run':
    case 'scene':
      return [...scenes].filter((id) => id !== env.self).map((label) => ({ label, kind: 'scene' }));
    case 'to':
      return Object.entries(home.devices)
        .filter(([, device]) => device.model !== undefined && models.get(device.model)?.actions?.notify)
        .map(([label]) => ({ label, kind: 'device' }));
    case 'value':
    case 'not':
    case 'from':
    case 'in': {
      const spec = typeof own.prop === 'string' ? model?.properties[own.prop] : undefined;
      return spec ? valuesOf(spec) : undefined;
    }
    default:
      return undefined;
  }
}

function valuesOf(spec: ValueSpec | undefined): Candidate[] {
  if (spec?.type === 'enum') return spec.values.map((label) => ({ label, kind: 'value' }));
  if (spec?.type === 'boolean') return ['true', 'false'].map((label) => ({ label, kind: 'value' }));
  return [];
}

function modelOf({ device }: Fields, { home, models }: SceneEnv): DeviceModel | undefined {
  const known =
    typeof device === 'string' && Object.hasOwn(home.devices, device) ? home.devices[device] : undefined;
  return known?.model === undefined ? undefined : models.get(known.model);
}

function paramsOf(model: DeviceModel | undefined, { method }: Fields): Readonly<Record<string, ValueSpec>> {
  const actions = model?.actions ?? {};
  return typeof method === 'string' && Object.hasOwn(actions, method) ? (actions[method]!.params ?? {}) : {};
}

function eventOf(model: DeviceModel | undefined, { event }: Fields): Readonly<Record<string, ValueSpec>> {
  const events = model?.events ?? {};
  return typeof event === 'string' && Object.hasOwn(events, event) ? (events[event]!.data ?? {}) : {};
}

function describeSpec(spec: ValueSpec): string {
  switch (spec.type) {
    case 'enum':
      return spec.values.join(', ');
    case 'integer':
    case 'number':
      return `${spec.range[0]} to ${spec.range[1]}${spec.unit === undefined ? '' : ` ${spec.unit}`}`;
    case 'boolean':
      return 'true or false';
    case 'string':
      return 'a text';
  }
}

/** Every schema that a path may lead to: a union leads to all of its options. */
function schemasAt({ path }: Pick<CursorPlace, 'path'>): z.core.$ZodType[] {
  let schemas: z.core.$ZodType[] = options(sceneSchema);
  for (const part of path) {
    schemas = schemas.flatMap((schema) => {
      const { def } = (schema as z.core.$ZodTypes)._zod;
      if (def.type === 'array') return typeof part === 'number' ? options(def.element) : [];
      if (def.type === 'record') return options(def.valueType);
      if (def.type === 'tuple') return typeof part === 'number' ? def.items.flatMap(options) : [];
      if (def.type !== 'object') return [];
      const inner = def.shape[String(part)];
      return inner ? options(inner) : [];
    });
    schemas = [...new Set(schemas)];
  }
  return schemas;
}

function options(outer: z.core.$ZodType): z.core.$ZodType[] {
  const schema = unwrap(outer);
  const forms = formsOf(schema, sceneForms);
  if (forms) return Object.values(forms.table);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return def.type === 'union' ? optionsOf(def.options).flatMap(options) : [schema];
}

/** The objects among them that may have the fields which are there. */
function objectsAt(schemas: readonly z.core.$ZodType[], own: Fields): z.ZodObject[] {
  return schemas.filter((schema): schema is z.ZodObject => {
    if ((schema as z.core.$ZodTypes)._zod.def.type !== 'object') return false;
    const { shape } = schema as z.ZodObject;
    return Object.entries(own).every(([name, value]) => {
      if (!Object.hasOwn(shape, name)) return false;
      return name !== 'type' || value === null || shape.type!.safeParse(value).success;
    });
  });
}

function fixedWords(outer: z.core.$ZodType): string[] {
  return options(outer).flatMap((schema) => {
    const { def } = (schema as z.core.$ZodTypes)._zod;
    if (def.type === 'literal') return def.values.map(String);
    if (def.type === 'enum') return Object.values(def.entries).map(String);
    return def.type === 'array' ? fixedWords(def.element) : [];
  });
}

/** Older YAML readers take a bare `on` or `off` for true or false; within quotes the quotes are replaced. */
function quoted(option: Candidate, { isQuoted, role }: CursorPlace): Candidate {
  if (role === 'key') return option;
  const ambiguous = /^(on|off|yes|no)$/i.test(option.label);
  return isQuoted || ambiguous ? { ...option, insert: JSON.stringify(option.label) } : option;
}
