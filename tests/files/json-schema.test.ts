import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { jsonSchema, type SchemaKind, schemaKinds } from '../../src/files/json-schema.ts';
import { parseYaml } from '../../src/files/yaml.ts';

const compile = (kind: SchemaKind) => new Ajv({ allowUnionTypes: true }).compile(jsonSchema(kind));
const validate = { home: compile('home'), scene: compile('scene') };
const demo = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const read = (path: string) => parseYaml(readFileSync(demo(path), 'utf8')).value;
const scenes = readdirSync(demo('scenes')).filter((name) => /^[^.]+\.(yaml|yml|json)$/.test(name));

describe('jsonSchema', () => {
  it('takes the demo home', () => {
    expect(validate.home(read('home.yaml')), JSON.stringify(validate.home.errors)).toBe(true);
  });

  it.each(scenes)('takes the scene %s', (name) => {
    expect(validate.scene(read(`scenes/${name}`)), JSON.stringify(validate.scene.errors)).toBe(true);
  });

  const home = { name: 'x', location: { latitude: 0, longitude: 0, timezone: 'UTC' }, devices: {} };
  it.each<[string, unknown]>([
    ['an unknown key', { ...home, device: {} }],
    ['an id that MQTT would misread', { ...home, devices: { 'a/b': { model: 'curtain' } } }],
    ['a latency without a unit', { ...home, devices: { lamp: { model: 'curtain', latency: '5' } } }],
    ['a missing location', { name: 'x', devices: {} }],
  ])('refuses a home with %s', (_title, value) => {
    expect(validate.home(home)).toBe(true);
    expect(validate.home(value)).toBe(false);
  });

  const scene = { trigger: { type: 'manual' }, actions: [{ delay: '5s' }] };
  it.each<[string, unknown]>([
    ['an unknown key', { ...scene, action: [] }],
    ['a time that is none', { ...scene, trigger: { type: 'time', value: '7:00' } }],
    [
      'a step within a step that is none',
      parseYaml('{ trigger: { type: manual }, actions: [{ if: { type: time }, then: [{ dleay: 5s }] }] }')
        .value,
    ],
    ['an offset that is none', { ...scene, trigger: { type: 'sun', value: 'sunset', offset: 'later' } }],
    ['a repeat without steps', { ...scene, actions: [{ repeat: { times: 3 } }] }],
    ['a branch that is no list', { ...scene, actions: [{ parallel: [{ delay: '1s' }] }] }],
    [
      'a property that is scaled by something else',
      { ...scene, conditions: [{ device: 'a', prop: 'b', above: { device: 'c', prop: 'd', by: 2 } }] },
    ],
    ['a retry without a number', { ...scene, actions: [{ delay: '1s', retry: { wait: '1s' } }] }],
    [
      'a scene that does what none does',
      { ...scene, trigger: { type: 'scene', scene: 'x', value: 'slept' } },
    ],
    [
      'a condition within a condition that is none',
      { ...scene, conditions: [{ any: [{ all: [{ foo: 1 }] }] }] },
    ],
  ])('refuses a scene with %s', (_title, value) => {
    expect(validate.scene(scene)).toBe(true);
    expect(validate.scene(value)).toBe(false);
  });

  it.each<[string, unknown]>([
    [
      'names where values stand',
      {
        trigger: [{ type: 'time', value: '$night' }],
        actions: [
          { device: '$lamp', set: { brightness: '$dim' } },
          { delay: '$stay', timeout: '$stay', on_error: '$how' },
        ],
        max: '$most',
        mode: 'parallel',
      },
    ],
    [
      'properties where values stand',
      {
        ...scene,
        conditions: [{ device: 'a', prop: 'b', between: [{ device: 'c', prop: 'd', times: '$share' }, 5] }],
        actions: [{ device: 'a', set: { b: { device: 'c', prop: 'd', plus: -1, min: 0, max: 9 } } }],
      },
    ],
    ['parameters', { ...scene, params: { lamp: 'device', stay: { type: 'duration', default: '3m' } } }],
    ['what it fills a template with', { use: 'motion-light', with: { lamp: 'hall_light', stay: '3m' } }],
  ])('takes a scene with %s', (_title, value) => {
    expect(validate.scene(value), JSON.stringify(validate.scene.errors)).toBe(true);
  });

  it('takes a scene with every form', () => {
    const condition = { type: 'sun', after: 'dusk', after_offset: '-1h30m' };
    const whole = {
      trigger: [
        { type: 'sun', value: 'sunset', offset: '+20m', mode: 'restart' },
        { type: 'scene', scene: 'x', value: ['finished', 'partial'] },
        { type: 'message', topic: 'school/+', where: { ring: true } },
      ],
      conditions: [condition, { type: 'scene', scene: 'x', value: 'running' }],
      actions: [
        { wait_until: condition, timeout: '1m' },
        { repeat: { until: condition, times: 3 }, do: [{ delay: '1s' }] },
        { parallel: [[{ delay: '1s' }], [{ publish: { topic: 'a', payload: { b: [1, null] } } }]] },
        { run: 'x', retry: 3 },
        { run: 'x', retry: { times: 3, wait: '1s' } },
      ],
    };
    expect(validate.scene(whole), JSON.stringify(validate.scene.errors)).toBe(true);
  });

  it.each(schemaKinds)(
    'says what it is and describes every key of a %s that is not a matter of course',
    (kind) => {
      const schema = jsonSchema(kind);
      expect(schema).toMatchObject({
        $id: `urn:millet:${kind}`,
        $schema: 'http://json-schema.org/draft-07/schema#',
      });
      expect(schema.title).toContain(kind);
      const undescribed = new Set<string>();
      collect(schema, (key, property) => {
        if (property.description === undefined && property.const === undefined) undescribed.add(key);
      });
      // The forms of conditions, and parts of a home that their own parts describe.
      const clear = ['all', 'any', 'not', 'if', 'value', 'location'];
      expect([...undescribed].filter((key) => !clear.includes(key))).toEqual([]);
    },
  );

  it('gives the forms that contain themselves a name', () => {
    expect(Object.keys(jsonSchema('scene').definitions!).sort()).toEqual([
      'condition',
      'reference',
      'step',
      'trigger',
    ]);
  });
});

type Json = { readonly [key: string]: unknown };

function collect(schema: unknown, each: (key: string, property: Json) => void): void {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, property] of Object.entries((schema as { properties?: Json }).properties ?? {})) {
    each(key, property as Json);
  }
  for (const part of Object.values(schema)) collect(part, each);
}
