import { describe, expect, it } from 'vitest';
import { when } from '../../core/scene/parts.ts';
import { at, doubtsOf, lampOff, lampOn, type SceneFile, say, table } from './doubts.ts';

type Step = SceneFile['actions'][number];

const open: Step = { device: 'curtain', method: 'open' };
const close: Step = { device: 'curtain', method: 'close' };
const warm = (degrees: number): Step => ({ device: 'heater', set: { target_temperature: degrees } });
const purify = (mode: string): Step => ({ device: 'purifier', method: 'set_mode', params: { mode } });
const spotOn: Step = { device: 'spot', set: { power: 'on' } };
const spotOff: Step = { device: 'spot', set: { power: 'off' } };
const brew: Step = { device: 'coffee', method: 'brew', params: { type: 'espresso' } };
const somebody = { device: 'motion', prop: 'detected', value: true } as const;

describe('what the next step undoes', () => {
  table(
    ['undone'],
    [
      {
        what: 'a curtain that opens and closes in one moment, or the other way round',
        scenes: { a: at('07:00', [open, close]), b: at('08:00', [close, open]) },
        found: ['undone a actions.0', 'undone b actions.0'],
      },
      {
        what: 'a lamp that goes on and off, with messages and other settings in between',
        scenes: { a: at('07:00', [say, lampOn, say, spotOn, lampOff]) },
        found: ['undone a actions.1'],
      },
      {
        what: 'a setting that is set twice, and by a method',
        scenes: {
          a: at('07:00', [warm(20), warm(25)]),
          b: at('08:00', [{ device: 'curtain', method: 'open', params: { percent: 30 } }, open]),
          c: at('09:00', [open, { device: 'curtain', set: { position: 40 } }]),
        },
        found: ['undone a actions.0', 'undone b actions.0', 'undone c actions.0'],
      },
      {
        what: 'a work that is ended in the moment in which it is begun',
        scenes: { a: at('07:00', [brew, { device: 'coffee', set: { power: 'off' } }]) },
        found: ['undone a actions.0'],
      },
      {
        what: 'a later one of several settings of the device',
        scenes: { a: at('07:00', [lampOn, { device: 'lamp', set: { brightness: 40 } }, lampOff]) },
        found: ['undone a actions.0'],
      },
      {
        what: 'the end of a branch, and what stands behind its if',
        scenes: { a: at('07:00', [when(somebody, [lampOn]), say, lampOff]) },
        found: ['undone a actions.0.then.0'],
      },
      {
        what: 'steps within a branch, a round, and otherwise, each device once',
        scenes: {
          a: at('07:00', [when(somebody, [lampOn, lampOff, lampOn, lampOff])]),
          b: at('08:00', [{ repeat: { times: 3 }, do: [lampOn, lampOff, { delay: '1s' }] }]),
          c: at('09:00', [{ parallel: [[lampOn, lampOff], [say]] }]),
          d: at('10:00', [say], { conditions: [somebody], otherwise: [open, close] }),
        },
        found: [
          'undone a actions.0.then.0',
          'undone b actions.0.do.0',
          'undone c actions.0.parallel.0.0',
          'undone d otherwise.0',
        ],
      },
      {
        what: 'is silent where time passes between the two, or may',
        scenes: {
          a: at('07:00', [lampOn, { delay: '1s' }, lampOff]),
          b: at('08:00', [lampOn, { wait_until: somebody }, lampOff]),
          c: at('09:00', [lampOn, { run: 'a' }, lampOff]),
          d: at('10:00', [lampOn, when(somebody, [{ delay: '1m' }]), lampOff]),
          e: at('11:00', [lampOn, { device: 'spot', set: { power: 'on' }, retry: 3 }, lampOff]),
        },
        found: [],
      },
      {
        what: 'is silent where a device itself may take its time to answer',
        home: {
          devices: {
            lamp: { model: 'smart-bulb', latency: '3s' },
            spot: { model: 'smart-bulb' },
            plug: { simulated: false },
          },
        },
        scenes: {
          a: at('07:00', [lampOn, lampOff]),
          b: at('08:00', [spotOn, lampOn, spotOff]),
          c: at('09:00', [spotOn, { device: 'plug', set: { power: 'on' } }, spotOff]),
        },
        found: [],
      },
      {
        what: 'is silent where it is not sure that both are done',
        scenes: {
          a: at('07:00', [lampOn, when(somebody, [lampOff])]),
          b: at('08:00', [when(somebody, [lampOn], [lampOff])]),
          c: at('09:00', [lampOn, { device: 'spot', set: { power: 'on' }, on_error: 'stop' }, lampOff]),
          d: at('10:00', [lampOn, { stop: 'enough' }, lampOff]),
        },
        found: [],
      },
      {
        what: 'is silent where something of the first stays, or the second only adds to it',
        scenes: {
          a: at('07:00', [
            { device: 'lamp', set: { power: 'on', brightness: 80 } },
            { device: 'lamp', set: { brightness: 40 } },
          ]),
          b: at('08:00', [{ device: 'lamp', set: { brightness: 80 } }, lampOff]),
          c: at('09:00', [lampOn, lampOn]),
          d: at('10:00', [lampOn, { device: 'lamp', set: { brightness: 40 } }]),
          e: at('11:00', [{ device: 'coffee', set: { power: 'on' } }, brew]),
          f: at('12:00', [purify('auto'), purify('sleep')]),
        },
        found: [],
      },
      {
        what: 'is silent about toggles, and about the same work twice',
        scenes: {
          a: at('07:00', [
            { device: 'lamp', method: 'toggle' },
            { device: 'lamp', method: 'toggle' },
          ]),
          b: at('08:00', [{ device: 'lamp', method: 'toggle' }, lampOff]),
          c: at('09:00', [lampOn, { device: 'lamp', method: 'toggle' }]),
          d: at('10:00', [brew, brew]),
        },
        found: [],
      },
      {
        what: 'is silent where something in between may look at the first',
        home: {
          devices: {
            lamp: { model: 'smart-bulb' },
            phone: { model: 'phone' },
            coffee: { model: 'coffee-maker' },
          },
        },
        scenes: {
          a: at('07:00', [lampOn, brew, lampOff]),
          b: at('08:00', [lampOn, { publish: { topic: 'camera/snapshot' } }, lampOff]),
          c: at('09:00', [
            { device: 'phone', set: { alarm_days: 'workdays' } },
            say,
            { device: 'phone', set: { alarm_days: 'weekend' } },
          ]),
          d: at('10:00', [lampOn, { notify: `It is ${'$'}{lamp.power}` }, lampOff]),
        },
        found: [],
      },
      {
        what: 'is silent where a value is that of another property',
        scenes: {
          a: at('07:00', [
            { device: 'lamp', set: { brightness: 40 } },
            {
              device: 'lamp',
              set: { brightness: { device: 'lamp', prop: 'brightness', plus: 20, max: 100 } },
            },
          ]),
        },
        found: [],
      },
      {
        what: 'is silent where another scene waits for the first',
        scenes: {
          a: at('07:00', [lampOn, lampOff]),
          b: { trigger: { type: 'property', device: 'lamp', prop: 'power', value: 'on' }, actions: [say] },
        },
        found: [],
      },
      {
        what: 'is silent about a device that is not simulated',
        home: { devices: { lamp: { simulated: false } } },
        scenes: { a: at('07:00', [lampOn, lampOff]) },
        found: [],
      },
    ],
  );

  it('names both commands, and what to do', () => {
    const [finding] = doubtsOf({ a: at('07:00', [open, close]) }).filter(({ code }) => code === 'undone');
    expect(finding).toMatchObject({
      message: 'curtain.close undoes curtain.open at once: nothing between the two takes time',
      suggestion:
        'Put a delay or a wait_until for curtain between the two, or take away the one that is not meant',
      proof: { expect: [{ device: 'curtain', method: 'close', times: 0 }] },
    });
  });
});
