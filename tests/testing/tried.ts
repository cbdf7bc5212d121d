import { parse } from 'yaml';
import { homeSchema } from '../../src/core/home.ts';
import { sceneSchema } from '../../src/core/scene/schema.ts';
import { runTest, type TestRun } from '../../src/testing/run-test.ts';
import { sceneTestSchema } from '../../src/testing/schema.ts';
import { models } from '../models.ts';

const home = homeSchema.parse(
  parse(`
name: Test home
location: { latitude: 31.23, longitude: 121.47, timezone: Asia/Shanghai }
rooms: [hall]
devices:
  lamp: { model: smart-bulb, room: hall, latency: 10ms }
  sensor: { model: motion-sensor, room: hall, latency: 0s }
  curtain: { model: curtain, room: hall, latency: 0s }
  phone: { model: phone, latency: 0s }
`),
);

/** What a scene called `light` does when the sensor sees somebody, unless a test says otherwise. */
const light = `
trigger: { type: property, device: sensor, prop: detected, value: true }
conditions: [{ device: lamp, prop: power, value: "off" }]
actions:
  - { device: lamp, set: { power: "on" } }
  - { notify: "Somebody is there", to: phone }
`;

/** Runs a test, written as in a file but without name and span, from 12:00 to 12:10 with the scene `light`. */
export function tried(test: string, scene = light): TestRun {
  const span = { name: 'x', from: '2026-03-02T12:00', until: '12:10' };
  const scenes = new Map([['light', sceneSchema.parse(parse(scene))]]);
  return runTest(sceneTestSchema.parse({ ...span, ...parse(test) }), { home, models, scenes });
}

/** What failed, in one line each: what was expected, and what was seen. */
export function failures(test: string, scene?: string): string[] {
  return tried(test, scene).failures.map(({ expected, seen }) => `${expected} | ${seen.join(' | ')}`);
}
