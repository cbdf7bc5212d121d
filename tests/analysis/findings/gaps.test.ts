import { describe, expect, it } from 'vitest';
import { findDoubts } from '../../../src/analysis/findings/index.ts';
import { homeSchema } from '../../../src/core/home.ts';
import { when } from '../../core/scene/parts.ts';
import { at, inShort, lampOff, lampOn, type SceneFile, say, table } from './doubts.ts';

describe('conditions that should be triggers', () => {
  const stuffy: SceneFile['trigger'] = { type: 'property', device: 'air', prop: 'co2', above: 1000 };
  const shut = { device: 'window', prop: 'open', value: false } as const;
  table(
    ['missing-trigger'],
    [
      {
        what: 'a reading that comes true after the trigger',
        scenes: { a: { trigger: stuffy, conditions: [shut], actions: [say] } },
        found: ['missing-trigger a conditions.0'],
      },
      {
        what: 'a window of time that opens while the number stays beyond its threshold',
        scenes: {
          a: {
            trigger: stuffy,
            conditions: [{ type: 'time', after: '07:00', before: '22:00' }],
            actions: [say],
          },
        },
        found: ['missing-trigger a conditions.0'],
      },
      {
        what: 'is silent where each sets it off, where otherwise decides, and about moments and modes',
        scenes: {
          a: {
            trigger: [stuffy, { type: 'property', ...shut }],
            conditions: [shut, { device: 'air', prop: 'co2', above: 1000 }],
            actions: [say],
          },
          b: {
            trigger: stuffy,
            conditions: [{ type: 'time', after: '07:00', before: '22:00' }],
            actions: [say],
            otherwise: [lampOff],
          },
          c: at('07:00', [say], { conditions: [shut] }),
          d: {
            trigger: { type: 'event', device: 'button', event: 'click' },
            conditions: [shut],
            actions: [say],
          },
          e: {
            trigger: stuffy,
            conditions: [{ device: 'purifier', prop: 'mode', value: 'auto' }],
            actions: [say],
          },
        },
        found: [],
      },
    ],
  );
});

describe('moments that are to come together', () => {
  const guest = (conditions: NonNullable<SceneFile['conditions']>): SceneFile => ({
    trigger: { type: 'property', device: 'window', prop: 'open', value: true },
    conditions,
    actions: [say],
  });
  const ring: SceneFile = { trigger: { type: 'event', device: 'button', event: 'click' }, actions: [say] };
  table(
    ['momentary'],
    [
      {
        what: 'a scene that is over at once, as a condition',
        scenes: { a: guest([{ type: 'scene', scene: 'ring', value: 'running' }]), ring },
        found: ['momentary? a conditions.0'],
      },
      {
        what: 'is silent about a scene that lasts, and about readings and settings',
        scenes: {
          a: guest([{ type: 'scene', scene: 'ring', value: 'running' }]),
          b: guest([{ device: 'motion', prop: 'detected', value: true }]),
          c: guest([{ device: 'lamp', prop: 'power', value: 'on' }]),
          ring: { ...ring, actions: [say, { delay: '5m' }] },
        },
        found: [],
      },
    ],
  );
});

describe('what is left behind', () => {
  table(
    ['left-on', 'half-done'],
    [
      {
        what: 'something that no scene switches off',
        scenes: { a: at('07:00', [lampOn]), b: at('08:00', [lampOn]) },
        found: ['left-on a actions.0'],
      },
      {
        what: 'a purifier that set_mode switches on',
        scenes: { a: at('07:00', [{ device: 'purifier', method: 'set_mode', params: { mode: 'auto' } }]) },
        found: ['left-on a actions.0'],
      },
      {
        what: 'a step that ends the run before it is tidied up',
        scenes: {
          a: at('07:00', [
            lampOn,
            { device: 'coffee', method: 'brew', params: { type: 'espresso' }, on_error: 'stop' },
            { delay: '5m' },
            lampOff,
            { device: 'coffee', set: { power: 'off' } },
          ]),
        },
        found: ['half-done a actions.1'],
      },
      {
        what: 'a wait that ends the run before it is tidied up',
        scenes: {
          a: at('07:00', [
            lampOn,
            { wait_until: { device: 'window', prop: 'open', value: true }, timeout: '10m', on_error: 'stop' },
            lampOff,
          ]),
        },
        found: ['half-done a actions.1'],
      },
      {
        what: 'is silent about what is switched off somewhere, by a toggle, or by the device itself',
        scenes: {
          a: at('07:00', [lampOn, { device: 'plug', set: { power: 'on' } }]),
          b: at('08:00', [lampOff]),
          c: at('09:00', [{ device: 'coffee', method: 'brew', params: { type: 'espresso' } }]),
          e: at('09:30', [{ device: 'coffee', set: { power: 'off' } }]),
          d: at('10:00', [
            lampOn,
            { device: 'coffee', method: 'brew', params: { type: 'espresso' } },
            lampOff,
            { device: 'plug', set: { power: 'off' }, on_error: 'stop' },
          ]),
        },
        found: [],
      },
    ],
  );
});

describe('what nobody knows', () => {
  const heat: SceneFile['actions'][number] = { device: 'heater', set: { power: 'on' } };
  const cold: SceneFile['actions'][number] = { device: 'heater', set: { power: 'off' } };
  const open = { device: 'window', prop: 'open', value: true } as const;
  table(
    ['unknown'],
    [
      {
        what: 'an else that is done as well when the device is offline',
        scenes: { a: at('06:00', [when(open, [cold], [heat])]) },
        found: ['unknown a actions.0.if'],
      },
      {
        what: 'an otherwise',
        scenes: { a: at('06:00', [cold], { conditions: [open], otherwise: [heat] }) },
        found: ['unknown a conditions.0'],
      },
      {
        what: 'is silent where the scene asks, where the device itself sets it off, and where nothing is done',
        scenes: {
          a: at('06:00', [
            when({ type: 'availability', device: 'window', value: 'online' }, [when(open, [cold], [heat])]),
          ]),
          b: {
            trigger: { type: 'property', device: 'window', prop: 'open', changed: true },
            actions: [when(open, [cold], [heat])],
          },
          c: at('06:00', [when(open, [cold], [say])]),
        },
        found: [],
      },
    ],
  );
});

describe('names that nothing uses', () => {
  it('tells constants, templates and rooms', () => {
    const home = homeSchema.parse({
      name: 'A flat',
      location: { latitude: 0, longitude: 0, timezone: 'UTC' },
      rooms: ['hall', 'attic', 'cellar', 'garden'],
      floor_plan: { cellar: { area: 10 } },
      constants: { warm: 21, cold: 17 },
      devices: { lamp: { model: 'smart-bulb', room: 'hall' } },
      residents: { lin: { day: [{ at: '07:00', room: 'garden' }] } },
    });
    const mentions = new Map([
      ['used', { names: new Set(['warm']), template: true as const }],
      ['unused', { names: new Set<string>(), template: true as const }],
      ['use', { names: new Set<string>(), uses: 'used' }],
    ]);
    const doubts = findDoubts({ home, models: new Map(), scenes: new Map(), mentions });
    expect(doubts.map(inShort)).toEqual([
      'unused home constants.cold',
      'unused unused params',
      'unused home rooms.1',
    ]);
  });
});
