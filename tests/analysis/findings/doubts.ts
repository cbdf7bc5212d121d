import { expect, it } from 'vitest';
import type { z } from 'zod';
import { findDoubts, type SceneFinding } from '../../../src/analysis/findings/index.ts';
import type { FindingCode } from '../../../src/core/check/index.ts';
import { homeSchema } from '../../../src/core/home.ts';
import { type Scene, storedSceneSchema } from '../../../src/core/scene/schema.ts';
import { models } from '../../models.ts';

export type SceneFile = z.input<typeof storedSceneSchema>;
type HomeFile = z.input<typeof homeSchema>;

/** A flat with one of everything that the tables need. */
const flat: HomeFile = {
  name: 'A flat',
  location: { latitude: 31.23, longitude: 121.47, timezone: 'Asia/Shanghai' },
  rooms: ['room', 'balcony', 'kitchen'],
  devices: {
    lamp: { model: 'smart-bulb', room: 'room' },
    spot: { model: 'smart-bulb', room: 'room' },
    curtain: { model: 'curtain', room: 'room' },
    purifier: { model: 'air-purifier', room: 'room' },
    heater: { model: 'heater', room: 'room', initial: { power: 'off' } },
    climate: { model: 'climate-sensor', room: 'room' },
    air: { model: 'air-monitor', room: 'room' },
    lux: { model: 'light-sensor', room: 'room' },
    window: { model: 'door-sensor', room: 'room' },
    motion: { model: 'motion-sensor', room: 'room' },
    button: { model: 'wireless-switch', room: 'room' },
    sky: { model: 'light-sensor', room: 'balcony' },
    coffee: { model: 'coffee-maker', room: 'kitchen' },
    plug: { model: 'smart-plug', room: 'kitchen', initial: { power: 'off' } },
  },
};

/** A row of a table: what it shows, the scenes by id, and what is found: `code scene path`. */
export interface Case {
  readonly what: string;
  readonly scenes: Readonly<Record<string, SceneFile>>;
  readonly home?: Partial<HomeFile>;
  readonly found: readonly string[];
}

/** What is doubtful in a flat with these scenes. */
export function doubtsOf(
  scenes: Readonly<Record<string, SceneFile>>,
  home: Partial<HomeFile> = {},
): SceneFinding[] {
  return findDoubts({
    home: homeSchema.parse({ ...flat, ...home }),
    models,
    scenes: new Map<string, Scene>(
      Object.entries(scenes).map(([id, scene]) => [id, storedSceneSchema.parse(scene)]),
    ),
  });
}

/** A finding in short: its code, and its first place. A `?` follows the code of what is only possible. */
export function inShort({ code, places, proof, certain }: SceneFinding): string {
  const { scene = 'home', path } = places[0]!;
  return `${code}${proof || certain ? '' : '?'} ${scene} ${path.join('.')}`;
}

/** One test a row. Only these codes are looked at: the scenes of a table are about one thing. */
export function table(codes: readonly FindingCode[], cases: readonly Case[]): void {
  it.each(cases)('$what', ({ scenes, home, found }) => {
    const doubts = doubtsOf(scenes, home).filter(({ code }) => codes.includes(code));
    expect(doubts.map(inShort)).toEqual(found);
    for (const { proof } of doubts) if (proof) expect(proof.story).not.toEqual([]);
  });
}

/** A scene at a time of day. */
export function at(value: string, actions: SceneFile['actions'], more: Partial<SceneFile> = {}): SceneFile {
  return { trigger: { type: 'time', value }, actions, ...more };
}

export const lampOn: SceneFile['actions'][number] = { device: 'lamp', set: { power: 'on' } };
export const lampOff: SceneFile['actions'][number] = { device: 'lamp', set: { power: 'off' } };
export const say: SceneFile['actions'][number] = { notify: 'Hello' };
