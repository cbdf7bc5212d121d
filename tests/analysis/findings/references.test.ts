import { describe } from 'vitest';
import { loadScene } from '../../../src/files/load-scene.ts';
import { when } from '../../core/scene/parts.ts';
import { at, lampOff, lampOn, type SceneFile, say, table } from './doubts.ts';

const target = { device: 'heater', prop: 'target_temperature' };
const warm = { device: 'climate', prop: 'temperature' };

describe('findings where properties stand as values', () => {
  table(
    ['never', 'always', 'unreachable'],
    [
      {
        what: 'nothing about bounds that other properties decide',
        scenes: {
          a: at('22:00', [say], {
            conditions: [
              { ...warm, below: target },
              { ...warm, above: { ...target, plus: -2 } },
            ],
          }),
          b: {
            trigger: { type: 'property', ...warm, above: target },
            conditions: [{ ...warm, below: 18 }],
            actions: [when({ ...warm, above: target }, [say], [say])],
          },
          c: at('22:00', [say], {
            conditions: [
              {
                any: [
                  { ...warm, above: target },
                  { ...warm, below: 60 },
                ],
              },
            ],
          }),
        },
        found: [],
      },
      {
        what: 'what the parts beside them exclude all the same',
        scenes: {
          a: at('22:00', [say], {
            conditions: [
              { ...warm, below: 17 },
              { ...warm, above: 27, below: target },
            ],
          }),
        },
        found: ['never a conditions.1'],
      },
    ],
  );
  table(
    ['left-on', 'conflict'],
    [
      {
        what: 'what follows another device is switched off with it',
        scenes: { a: at('22:00', [{ device: 'lamp', set: { power: { device: 'spot', prop: 'power' } } }]) },
        found: [],
      },
      {
        what: 'what is switched on, and off by one that follows another device',
        scenes: {
          a: at('21:00', [lampOn]),
          b: at('22:00', [{ device: 'lamp', set: { power: { device: 'spot', prop: 'power' } } }]),
        },
        found: [],
      },
      {
        what: 'two that send the same property at the same time',
        scenes: {
          a: at('22:00', [{ device: 'lamp', set: { power: { device: 'spot', prop: 'power' } } }]),
          b: at('22:00', [{ device: 'lamp', set: { power: { device: 'spot', prop: 'power' } } }]),
        },
        found: [],
      },
      {
        what: 'one that sends a property that is off, while another switches on',
        scenes: {
          a: at('22:00', [lampOn]),
          b: at('22:00', [{ device: 'lamp', set: { power: { device: 'spot', prop: 'power' } } }]),
        },
        home: {},
        found: ['conflict a actions.0'],
      },
    ],
  );
  table(
    ['missing-trigger', 'momentary', 'oscillation', 'repeats', 'interrupted'],
    [
      {
        what: 'a trigger looks again when what it compares with changes',
        scenes: {
          a: {
            trigger: { type: 'property', ...warm, below: target },
            conditions: [{ ...target, above: 10 }],
            actions: [{ device: 'heater', set: { power: 'on' } }],
          },
        },
        found: [],
      },
    ],
  );
  table(
    ['unknown'],
    [
      {
        what: 'steps for when it does not hold, done also while the other device is offline',
        scenes: {
          a: at('22:00', [when({ ...warm, below: target }, [lampOn], [lampOff])], {
            conditions: [{ type: 'availability', device: 'climate', value: 'online' }],
          }),
        },
        found: ['unknown a actions.0.if'],
      },
    ],
  );

  const code = loadScene(
    'scenes/a.ts',
    `export default {
  trigger: { type: 'time', value: '22:00' },
  conditions: [(home) => home.get('climate', 'temperature') > 100, { device: 'lamp', prop: 'power', value: 'on' }],
  actions: [
    { if: () => false, then: [{ notify: 'never' }], else: [{ notify: 'ever' }] },
    { device: 'lamp', set: { power: (home) => home.get('spot', 'power') } },
  ],
  otherwise: [{ device: 'spot', set: { brightness: (home) => home.get('lamp', 'brightness') } }],
};`,
    undefined,
  ).scene as SceneFile;
  table(
    ['never', 'always', 'unreachable', 'left-on', 'missing-trigger', 'momentary', 'repeats'],
    [{ what: 'nothing about what functions decide and give', scenes: { a: code }, found: [] }],
  );
});
