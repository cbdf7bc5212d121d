import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkHome } from '../../src/core/check/index.ts';
import { homeSchema } from '../../src/core/home.ts';
import { sceneSchema } from '../../src/core/scene/schema.ts';
import { explainMismatch } from '../../src/files/explain.ts';
import { loadScene } from '../../src/files/load-scene.ts';
import { formatProblem, type Problem } from '../../src/files/problems.ts';
import { readSource } from '../../src/files/source.ts';
import { env, models } from '../core/check/samples.ts';

/** fast-check prints the seed and the counterexample's path when a property fails. */
const seed = 20_260_302;

const scenes = [
  `name: Morning routine
trigger: { type: time, value: "07:00", days: [mon, tue] }
conditions:
  - { device: motion_sensor, prop: detected, value: true, for: 2m }
  - any:
      - { type: time, after: "22:00", before: "06:00" }
      - not: { type: availability, device: phone, value: online }
actions:
  - { device: smart_curtain, method: open, params: { percent: 100 } }
  - { device: air_purifier, set: { mode: auto, power: "on" }, timeout: 5s }
  - if: { device: air_purifier, prop: level, between: [3, 5] }
    then: [{ delay: 30s }, { run: good-night }]
    else:
      - { notify: "Good morning", to: phone, on_error: stop }
otherwise: [{ stop: nobody is up }]
mode: queued
max: 3
`,
  `# Every form of a trigger.
trigger:
  - type: property
    device: air_purifier
    prop: pm2_5
    above: 75
    hysteresis: 10
    for: 5m
  - { type: property, device: air_purifier, prop: mode, changed: true, from: auto }
  - { type: event, device: motion_sensor, event: click, where: { kind: double } }
  - { type: cron, value: "*/15 7-9 * * mon-fri" }
  - { type: every, value: 1h }
  - &start { type: start }
  - *start
actions:
  - { delay: 1s }
`,
  JSON.stringify(
    { trigger: { type: 'manual' }, actions: [{ device: 'air_purifier', method: 'toggle' }] },
    null,
    '\t',
  ),
];

const homes = [
  `name: Home
location: { latitude: 31.23, longitude: 121.47, timezone: Asia/Shanghai }
rooms: [hall, bedroom]
devices:
  air_purifier: { model: purifier, room: hall, link: wifi, initial: { level: 3 } }
  radio: { simulated: false, latency: 20ms }
residents:
  lin:
    day:
      - { at: "07:00", room: hall, days: [mon] }
      - { at: "22:00", room: bedroom, asleep: true }
`,
];

/** What people's fingers do, and what YAML and our schemas make much of. */
const snippet = fc.constantFrom(
  ...[
    '\n',
    '\t',
    ' ',
    '  ',
    ':',
    ': ',
    '- ',
    ',',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '#',
    '&a ',
    '*a',
    '!x ',
    '|',
    '>',
    '%',
  ],
  ...[
    '? ',
    '---\n',
    '...\n',
    '~',
    'null',
    'true',
    'off',
    '0',
    '-1',
    '1e999',
    '.nan',
    '\\',
    '\u0000',
    '\ufeff',
    '米',
  ],
  ...[
    'type: ',
    'not: ',
    'device: ',
    'all: ',
    '__proto__: ',
    'constructor: ',
    '<<: *a',
    '{a: 1}',
    '[[]]',
    '99',
    'x',
  ],
);

function mutated(samples: readonly string[]): fc.Arbitrary<string> {
  const edit = fc.record({ at: fc.nat(2_000), length: fc.nat(12), insert: fc.option(snippet, { nil: '' }) });
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([text, edits]) =>
      edits.reduce((changed, { at, length, insert }) => {
        const start = at % (changed.length + 1);
        return changed.slice(0, start) + insert + changed.slice(start + length);
      }, text),
    );
}

/** The data of a sample with one part of it exchanged for anything. */
function exchanged(samples: readonly string[]): fc.Arbitrary<unknown> {
  const anything = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      true,
      0,
      -1,
      1e9,
      '',
      'x',
      'auto',
      [],
      {},
      ['mon'],
      { type: 'time' },
      { delay: '1s' },
    ),
    fc.jsonValue({ maxDepth: 2 }),
  );
  return fc
    .tuple(fc.constantFrom(...samples), fc.nat(), fc.option(fc.string()), anything)
    .map(([text, at, key, value]) => {
      const data: unknown = structuredClone(readSource('x', text).value);
      const places = objectsIn(data);
      const place = places[at % places.length]!;
      const keys = Object.keys(place);
      (place as Record<string, unknown>)[key ?? keys[at % Math.max(1, keys.length)] ?? 'x'] = value;
      return data;
    });
}

function objectsIn(data: unknown): object[] {
  if (typeof data !== 'object' || data === null) return [];
  return [data, ...Object.values(data).flatMap(objectsIn)];
}

/** A problem that says something, at a place that is there. */
function expectClear(problems: readonly Problem[], text: string): void {
  const lines = text.replace(/^\ufeff/, '').split('\n');
  for (const problem of problems) {
    const { line, column, message } = problem;
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual(lines[line - 1]!.length + 1);
    expect(message).toMatch(/^\S.{9,}$/s);
    // zod's own words never reach people.
    expect(message).not.toMatch(/^(Invalid|Unrecognized|Too (small|big)|Expected)/);
    expect(message).not.toMatch(/undefined|\[object/);
    expect(formatProblem(problem)).toContain(`:${line}:${column}: `);
  }
}

describe('whatever a scene file holds', () => {
  const check = (text: string): void => {
    for (const around of [env, undefined]) {
      const { scene, problems } = loadScene('scenes/x.yaml', text, around);
      expect(scene === undefined).toBe(problems.length > 0);
      expectClear(problems, text);
    }
  };

  it('is a scene before it is changed', () => {
    for (const text of scenes) expect(loadScene('x.yaml', text, env).problems).toEqual([]);
  });

  it('is a scene or a clear problem, after slips of the fingers', () => {
    fc.assert(fc.property(mutated(scenes), check), { seed, numRuns: 400 });
  });

  it('is a scene or a clear problem, after a part of it was exchanged', () => {
    fc.assert(
      fc.property(exchanged(scenes), (data) => check(JSON.stringify(data))),
      { seed, numRuns: 400 },
    );
  });

  it('is a scene or a clear problem, when it is any text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(snippet, { maxLength: 40 }).map((parts) => parts.join('')),
    );
    fc.assert(fc.property(text, check), { seed, numRuns: 400 });
  });

  it('is a scene or a clear problem, when it is any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const { scene, problems } = loadScene('x.yaml', bytes, env);
        expect(scene === undefined).toBe(problems.length > 0);
      }),
      { seed, numRuns: 300 },
    );
  });
});

describe('whatever a home file holds', () => {
  const check = (text: string): void => {
    const source = readSource('home.yaml', text);
    expectClear(source.problems, text);
    if (source.value === undefined) return;
    const parsed = homeSchema.safeParse(source.value);
    const findings = parsed.success
      ? checkHome(parsed.data, models)
      : explainMismatch(homeSchema, source.value, 'a home');
    if (!parsed.success) expect(findings.length).toBeGreaterThan(0);
    expectClear(findings.map(source.problemOf), text);
  };

  it('is a home or a clear problem, after slips of the fingers', () => {
    fc.assert(fc.property(mutated(homes), check), { seed, numRuns: 400 });
  });

  it('is a home or a clear problem, after a part of it was exchanged', () => {
    fc.assert(
      fc.property(exchanged(homes), (data) => check(JSON.stringify(data))),
      { seed, numRuns: 400 },
    );
  });
});

describe('explainMismatch', () => {
  it('finds something wrong with exactly the data that the schema refuses', () => {
    fc.assert(
      fc.property(fc.oneof(exchanged(scenes), fc.jsonValue()), (data) => {
        expect(explainMismatch(sceneSchema, data, 'a scene').length > 0).toBe(
          !sceneSchema.safeParse(data).success,
        );
      }),
      { seed, numRuns: 400 },
    );
  });
});
