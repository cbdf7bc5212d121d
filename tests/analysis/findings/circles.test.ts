import { describe } from 'vitest';
import { lampOff, lampOn, type SceneFile, table } from './doubts.ts';

const when = (
  device: string,
  value: string,
  actions: SceneFile['actions'],
  more: object = {},
): SceneFile => ({
  trigger: { type: 'property', device, prop: 'power', value, ...more } as SceneFile['trigger'],
  actions,
});
const lux = (more: object, actions: SceneFile['actions']): SceneFile => ({
  trigger: { type: 'property', device: 'lux', prop: 'illuminance', ...more } as SceneFile['trigger'],
  actions,
});

describe('scenes that set each other off', () => {
  table(
    ['loop'],
    [
      {
        what: 'a scene that undoes what sets it off, and so sets it off again',
        scenes: {
          a: {
            trigger: { type: 'property', device: 'lamp', prop: 'power', changed: true },
            actions: [{ device: 'lamp', method: 'toggle' }],
          },
        },
        found: ['loop a actions.0'],
      },
      {
        what: 'two scenes, slowly',
        scenes: {
          a: when('lamp', 'on', [lampOff], { for: '20m' }),
          b: when('lamp', 'off', [lampOn], { for: '20m' }),
        },
        found: ['loop a actions.0'],
      },
      {
        what: 'messages that answer each other',
        scenes: {
          a: {
            trigger: { type: 'message', topic: 'school/ping' },
            actions: [{ publish: { topic: 'school/pong', payload: '1' } }],
          },
          b: {
            trigger: { type: 'message', topic: 'school/pong' },
            actions: [{ publish: { topic: 'school/ping', payload: '1' } }],
          },
        },
        found: ['loop a actions.0'],
      },
      {
        what: 'is silent where a round changes nothing any more',
        scenes: {
          a: when('lamp', 'on', [{ device: 'spot', set: { power: 'on' } }]),
          b: when('spot', 'on', [lampOn]),
        },
        found: [],
      },
      {
        what: 'is silent where conditions end the circle',
        scenes: {
          a: {
            ...when('lamp', 'on', [lampOff]),
            conditions: [{ device: 'spot', prop: 'power', value: 'on' }],
          },
          b: {
            ...when('lamp', 'off', [lampOn]),
            conditions: [{ device: 'spot', prop: 'power', value: 'off' }],
          },
        },
        found: [],
      },
    ],
  );
});

describe('through the room', () => {
  table(
    ['oscillation'],
    [
      {
        what: 'a lamp that is its own sunrise',
        scenes: { a: lux({ below: 10 }, [lampOn]), b: lux({ above: 14 }, [lampOff]) },
        found: ['oscillation a trigger'],
      },
      {
        what: 'a lamp that goes out by itself, and is missed by its own sensor',
        scenes: { a: lux({ below: 10 }, [lampOn, { delay: '20s' }, lampOff]) },
        found: ['oscillation a trigger'],
      },
      {
        what: 'thresholds of heating and cooling that overlap',
        scenes: {
          a: {
            trigger: { type: 'property', device: 'climate', prop: 'temperature', below: 22 },
            actions: [{ device: 'heater', set: { power: 'on', target_temperature: 28 } }],
          },
          b: {
            trigger: { type: 'property', device: 'climate', prop: 'temperature', above: 20 },
            actions: [{ device: 'ac', set: { power: 'on', mode: 'cool', target_temperature: 16 } }],
          },
        },
        home: {
          devices: {
            climate: { model: 'climate-sensor', room: 'room' },
            heater: { model: 'heater', room: 'room', initial: { power: 'off' } },
            ac: { model: 'air-conditioner', room: 'room' },
          },
        },
        found: ['oscillation? a trigger'],
      },
      {
        what: 'is silent about a gap that is wider than what the lamp brings about',
        scenes: { a: lux({ below: 10 }, [lampOn]), b: lux({ above: 150 }, [lampOff]) },
        found: [],
      },
      {
        what: 'is silent about a thermostat with a gap',
        scenes: {
          a: {
            trigger: { type: 'property', device: 'climate', prop: 'temperature', below: 19 },
            actions: [{ device: 'heater', set: { power: 'on', target_temperature: 28 } }],
          },
          b: {
            trigger: { type: 'property', device: 'climate', prop: 'temperature', above: 21 },
            actions: [{ device: 'heater', set: { power: 'off' } }],
          },
        },
        found: [],
      },
      {
        what: 'is silent about a sensor in another room',
        scenes: {
          a: {
            trigger: { type: 'property', device: 'sky', prop: 'illuminance', below: 10 },
            actions: [lampOn],
          },
          b: {
            trigger: { type: 'property', device: 'sky', prop: 'illuminance', above: 14 },
            actions: [lampOff],
          },
        },
        found: [],
      },
    ],
  );
});
