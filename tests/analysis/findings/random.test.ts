import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findDoubts } from '../../../src/analysis/findings/index.ts';
import { homeSchema } from '../../../src/core/home.ts';
import { sceneSchema } from '../../../src/core/scene/schema.ts';
import { models, type Scenes } from '../../core/scene/parts.ts';
import { scenes } from '../../core/scene/random-scenes.ts';

const home = homeSchema.parse({
  name: 'Random',
  location: { latitude: 52.5, longitude: 13.4, timezone: 'Europe/Berlin' },
  rooms: ['room'],
  devices: {
    lamp: { model: 'lamp', room: 'room' },
    slow: { model: 'lamp', room: 'room', latency: '2s' },
    sensor: { model: 'sensor', room: 'room' },
    phone: { model: 'phone', room: 'room' },
    meter: { room: 'room', simulated: false },
  },
});

function doubts(files: Scenes) {
  const parsed = Object.entries(files).map(([id, scene]) => [id, sceneSchema.parse(scene)] as const);
  return findDoubts({ home, models, scenes: new Map(parsed) });
}

it('doubts random scenes without falling over, each time in the same words', { timeout: 300_000 }, () => {
  const codes = new Set<string>();
  fc.assert(
    fc.property(scenes, (files) => {
      const found = doubts(files);
      expect(doubts(files)).toEqual(found);
      for (const { code, places, message, suggestion, proof } of found) {
        codes.add(code);
        expect(places.length).toBeGreaterThan(0);
        expect(message).not.toMatch(/undefined|NaN|\[object|\.$/);
        expect(suggestion).not.toMatch(/undefined|NaN|\[object|\.$/);
        if (proof) expect(proof.scenario.until).toBeGreaterThan(proof.scenario.from);
      }
    }),
    { seed: 20_260_302, numRuns: 60 },
  );
  expect([...codes].sort()).toEqual(expect.arrayContaining(['left-on', 'never', 'unreachable']));
});
