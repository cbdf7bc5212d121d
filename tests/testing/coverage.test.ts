import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Scene, sceneSchema } from '../../src/core/scene/schema.ts';
import { coverageOf, seenIn } from '../../src/testing/coverage.ts';
import { tried } from './tried.ts';

const scene = `
trigger:
  - { type: property, device: sensor, prop: detected, value: true }
  - { type: time, value: "13:00" }
conditions:
  - any: [{ device: lamp, prop: power, value: "off" }, { device: lamp, prop: brightness, below: 10 }]
actions:
  - if: { device: curtain, prop: position, value: 0 }
    then:
      - { device: curtain, method: open, on_error: stop }
      - { if: { device: lamp, prop: power, value: "on" }, then: [{ delay: 1s }] }
    else: [{ device: curtain, method: close }]
otherwise: [{ notify: "no" }]
`;
const scenes: ReadonlyMap<string, Scene> = new Map([['light', sceneSchema.parse(parse(scene))]]);

function covered(...tests: string[]) {
  const seen = tests.flatMap((test) => [...seenIn(tried(test, scene).entries, scenes)]);
  return coverageOf(scenes, new Set(seen))[0]!;
}

it('is nothing where nothing ran', () => {
  const { counts, missing } = covered('always: [{ device: curtain, prop: position, value: 0 }]');
  expect(counts).toEqual({
    scene: { seen: 0, of: 1 },
    trigger: { seen: 0, of: 2 },
    condition: { seen: 0, of: 4 },
    branch: { seen: 0, of: 6 },
  });
  expect(missing).toEqual([
    'it never ran',
    'never fired: sensor.detected true',
    'never fired: time 13:00',
    'never judged: lamp.power is off',
    'never judged: lamp.brightness is below 10',
    'never taken: then of step 0',
    'never taken: the failure of step 0.then.0',
    'never taken: then of step 0.then.1',
    'never taken: else of step 0.then.1',
    'never taken: else of step 0',
    'never taken: otherwise',
  ]);
});

const walk = 'do: [{ at: "12:01", device: sensor, stimulate: { detected: true } }]';
const nothing = 'never: [{ device: phone, prop: battery, value: 0 }]';

it('tells both ways of conditions and branches apart, also of an if without else', () => {
  expect(covered(`${walk}\n${nothing}`).missing).toEqual([
    'never fired: time 13:00',
    'never false: lamp.power is off',
    'never true: lamp.brightness is below 10',
    'never taken: the failure of step 0.then.0',
    'never taken: then of step 0.then.1',
    'never taken: else of step 0',
    'never taken: otherwise',
  ]);
});

it('adds up over tests', () => {
  const { missing } = covered(
    `${walk}\n${nothing}`,
    `${walk}\ngiven: { curtain: { jammed: true } }\n${nothing}`,
    `${walk}\ngiven: { curtain: { position: 50 } }\n${nothing}`,
    `${walk}\ngiven: { lamp: { power: "on" } }\n${nothing}`,
    `${walk}\ngiven: { lamp: { power: "on", brightness: 5 } }\n${nothing}`,
  );
  expect(missing).toEqual(['never fired: time 13:00']);
});

it('takes the rounds of a repeat, the lanes of a parallel and the tries of a retry for the same steps', () => {
  const loops = `
trigger: { type: property, device: sensor, prop: detected, value: true }
actions:
  - repeat: { times: 3 }
    do: [{ if: { device: lamp, prop: power, value: "on" }, then: [{ delay: 1s }], else: [{ device: lamp, set: { power: "on" } }] }]
  - parallel: [[{ delay: 1s }], [{ delay: 2s }]]
  - { device: curtain, method: open, retry: 2, on_error: stop }
`;
  const looped = new Map([['light', sceneSchema.parse(parse(loops))]]);
  const coverage = (test: string) => coverageOf(looped, seenIn(tried(test, loops).entries, looped))[0]!;
  expect(coverage(nothing).counts.branch).toEqual({ seen: 0, of: 6 });
  expect(coverage(`${walk}\n${nothing}`).missing).toEqual(['never taken: the failure of step 2']);
  expect(coverage(`${walk}\ngiven: { curtain: { jammed: true } }\n${nothing}`).missing).toEqual([]);
});
