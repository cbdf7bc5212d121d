import { describe } from 'vitest';
import { when } from '../../core/scene/parts.ts';
import { at, lampOff, lampOn, type SceneFile, say, table } from './doubts.ts';

describe('conditions that can never or always hold', () => {
  table(
    ['never', 'always'],
    [
      {
        what: 'two conditions of which no value fits both',
        scenes: {
          a: at('22:00', [say], {
            conditions: [
              { device: 'climate', prop: 'temperature', below: 17 },
              { device: 'climate', prop: 'temperature', above: 27 },
            ],
          }),
        },
        found: ['never a conditions.1'],
      },
      {
        what: 'a trigger of which no value fits all that it says, and not those beside it',
        scenes: {
          a: {
            trigger: [
              { type: 'property', device: 'climate', prop: 'temperature', above: 26, value: 20 },
              { type: 'property', device: 'climate', prop: 'temperature', above: 26, not: 27 },
              { type: 'property', device: 'climate', prop: 'temperature', changed: true },
              { type: 'property', device: 'lamp', prop: 'power', value: 'on', in: ['off'] },
            ],
            actions: [say],
          },
        },
        found: ['never a trigger.0', 'never a trigger.3'],
      },
      {
        what: 'a condition that excludes what the only trigger says',
        scenes: {
          a: {
            trigger: { type: 'property', device: 'climate', prop: 'temperature', above: 26 },
            conditions: [{ device: 'climate', prop: 'temperature', below: 18 }],
            actions: [say],
          },
        },
        found: ['never a conditions.0'],
      },
      {
        what: 'an any of which the other condition excludes every part',
        scenes: {
          a: at('22:00', [say], {
            conditions: [
              { device: 'purifier', prop: 'mode', value: 'auto' },
              {
                any: [
                  { device: 'purifier', prop: 'mode', value: 'sleep' },
                  { device: 'purifier', prop: 'mode', in: ['favorite'] },
                ],
              },
            ],
          }),
        },
        found: ['never a conditions.1'],
      },
      {
        what: 'an all within one condition that no value fits',
        scenes: {
          a: at('22:00', [say], {
            conditions: [
              {
                all: [
                  { device: 'lamp', prop: 'power', value: 'on' },
                  { device: 'lamp', prop: 'power', value: 'off' },
                ],
              },
            ],
          }),
        },
        found: ['never a conditions.0'],
      },
      {
        what: 'an any that one of its parts always fulfils, whatever the value',
        scenes: {
          a: at('22:00', [say], {
            conditions: [
              {
                any: [
                  { device: 'purifier', prop: 'mode', not: 'sleep' },
                  { device: 'purifier', prop: 'mode', not: 'auto' },
                ],
              },
            ],
          }),
        },
        found: ['always a conditions.0'],
      },
      {
        what: 'a range that is all that the property can be',
        scenes: {
          a: at('22:00', [say], { conditions: [{ device: 'climate', prop: 'humidity', between: [0, 100] }] }),
        },
        found: ['always a conditions.0'],
      },
      {
        what: 'the condition of an if, a wait and a repeat',
        scenes: {
          a: at('22:00', [
            when({ device: 'lamp', prop: 'power', in: ['on', 'off'] }, [say]),
            { wait_until: { not: { device: 'purifier', prop: 'level', above: -1 } }, timeout: '1m' },
            { repeat: { while: { device: 'purifier', prop: 'level', below: 0 } }, do: [{ delay: '1s' }] },
          ]),
        },
        found: ['never a actions.1.wait_until', 'never a actions.2.repeat.while', 'always a actions.0.if'],
      },
      {
        what: 'is silent about limits that go together, and about what has a for',
        scenes: {
          a: at('22:00', [say], {
            conditions: [
              { device: 'climate', prop: 'temperature', above: 17 },
              { device: 'climate', prop: 'temperature', below: 27 },
              { device: 'climate', prop: 'humidity', between: [0, 100], for: '10m' },
              {
                any: [
                  { device: 'lamp', prop: 'power', value: 'on', for: '1m' },
                  { device: 'lamp', prop: 'power', value: 'off', for: '1m' },
                ],
              },
            ],
          }),
        },
        found: [],
      },
      {
        what: 'is silent where one of two triggers says otherwise',
        scenes: {
          a: {
            trigger: [
              { type: 'property', device: 'climate', prop: 'temperature', above: 26 },
              { type: 'time', value: '08:00' },
            ],
            conditions: [{ device: 'climate', prop: 'temperature', below: 18 }],
            actions: [say],
          },
        },
        found: [],
      },
    ],
  );
});

describe('what is never reached', () => {
  const stopAtWeekends = (otherwise?: SceneFile['actions']) =>
    when({ type: 'time', days: ['sat'] }, [{ stop: 'weekend' }], otherwise);
  table(
    ['unreachable'],
    [
      {
        what: 'steps behind a stop',
        scenes: { a: at('07:00', [lampOn, { stop: 'enough' }, lampOff]) },
        found: ['unreachable a actions.2'],
      },
      {
        what: 'steps behind an if of which both branches stop, also within a branch',
        scenes: {
          a: at('07:00', [
            {
              parallel: [[say], [stopAtWeekends([lampOn, { stop: 'workday' }]), say]],
            },
          ]),
        },
        found: ['unreachable a actions.0.parallel.1.1'],
      },
      {
        what: 'a branch that the conditions of the scene exclude',
        scenes: {
          a: at('07:00', [when({ device: 'lamp', prop: 'power', value: 'off' }, [lampOn], [lampOff])], {
            conditions: [{ device: 'lamp', prop: 'power', value: 'on' }],
          }),
        },
        found: ['unreachable a actions.0.then'],
      },
      {
        what: 'an else that an if around it excludes',
        scenes: {
          a: at('07:00', [
            when({ device: 'climate', prop: 'temperature', below: 10 }, [
              when({ device: 'climate', prop: 'temperature', below: 20 }, [lampOn], [lampOff]),
            ]),
          ]),
        },
        found: ['unreachable a actions.0.then.0.else'],
      },
      {
        what: 'triggers on ends that the runs of another scene never have',
        scenes: {
          a: at('07:00', [lampOn]),
          b: { trigger: { type: 'scene', scene: 'a', value: 'refused' }, actions: [say] },
          c: { trigger: { type: 'scene', scene: 'a', value: ['stopped', 'failed'] }, actions: [say] },
          d: { trigger: { type: 'scene', scene: 'a', value: ['stopped', 'finished'] }, actions: [say] },
        },
        found: ['unreachable b trigger.value', 'unreachable c trigger.value'],
      },
      {
        what: 'is silent about a stop in an if, a last stop, and what may have changed after a delay',
        scenes: {
          a: at('07:00', [stopAtWeekends(), lampOn, { stop: 'done' }]),
          b: at('07:00', [{ delay: '1m' }, when({ device: 'lamp', prop: 'power', value: 'off' }, [say])], {
            conditions: [{ device: 'lamp', prop: 'power', value: 'on' }],
          }),
        },
        found: [],
      },
    ],
  );
});
