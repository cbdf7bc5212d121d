import { describe } from 'vitest';
import { when } from '../../core/scene/parts.ts';
import { at, lampOff, lampOn, type SceneFile, say, table } from './doubts.ts';

const click = (kind: string, actions: SceneFile['actions'], more: Partial<SceneFile> = {}): SceneFile => ({
  trigger: { type: 'event', device: 'button', event: 'click', where: { kind } },
  actions,
  ...more,
});
const bad = (above: number, actions: SceneFile['actions'], more: object = {}): SceneFile => ({
  trigger: { type: 'property', device: 'sky', prop: 'illuminance', above, ...more } as SceneFile['trigger'],
  actions,
});
const brew: SceneFile['actions'][number] = { device: 'coffee', method: 'brew', params: { type: 'espresso' } };

describe('scenes that disagree', () => {
  table(
    ['conflict'],
    [
      {
        what: 'two at one time of day, written in two ways',
        scenes: {
          a: at('23:00', [lampOff]),
          b: { trigger: { type: 'cron', value: '0 23 * * *' }, actions: [lampOn] },
        },
        found: ['conflict a actions.0'],
      },
      {
        what: 'two at one event, also where the value comes of an action',
        scenes: {
          a: click('single', [lampOff]),
          b: click('single', [{ device: 'lamp', method: 'fade', params: { brightness: 50, duration: 1 } }]),
        },
        found: ['conflict a actions.0'],
      },
      {
        what: 'two at one change, with thresholds of their own',
        scenes: { a: bad(500, [lampOff]), b: bad(800, [lampOn]) },
        found: ['conflict a actions.0'],
      },
      {
        what: 'one that sets off the other',
        scenes: {
          a: click('single', [lampOn]),
          b: {
            trigger: { type: 'property', device: 'lamp', prop: 'power', value: 'on' },
            actions: [lampOff],
          },
        },
        found: ['conflict a actions.0'],
      },
      {
        what: 'two branches that go on at the same time',
        scenes: { a: click('single', [{ parallel: [[lampOn], [lampOff]] }]) },
        found: ['conflict a actions.0.parallel.0.0'],
      },
      {
        what: 'is silent where days, kinds, conditions or minutes keep them apart',
        scenes: {
          a: { trigger: { type: 'time', value: '23:00', days: ['sat'] }, actions: [lampOff] },
          b: { trigger: { type: 'time', value: '23:00', days: ['sun'] }, actions: [lampOn] },
          c: click('single', [lampOff]),
          d: click('double', [lampOn]),
          e: click('long', [lampOff], { conditions: [{ device: 'window', prop: 'open', value: true }] }),
          f: click('long', [lampOn], { conditions: [{ device: 'window', prop: 'open', value: false }] }),
          g: at('07:00', [lampOff]),
          h: at('07:01', [lampOn]),
        },
        found: [],
      },
      {
        what: 'is silent about one scene that does one after the other, and about the same value',
        scenes: {
          a: click('single', [lampOn, { delay: '1m' }, lampOff]),
          b: click('single', [lampOn]),
        },
        found: [],
      },
    ],
  );
});

describe('what depends on which comes first', () => {
  const film = at('19:30', [lampOff, { delay: '2h' }, lampOn]);
  table(
    ['order'],
    [
      {
        what: 'a scene that looks whether another runs, which begins at the same instant',
        scenes: {
          a: at('19:30', [say], { conditions: [{ type: 'scene', scene: 'film', value: 'running' }] }),
          film,
        },
        found: ['order a conditions.0'],
      },
      {
        what: 'the same in an if',
        scenes: {
          a: at('19:30', [when({ type: 'scene', scene: 'film', value: 'running' }, [say])]),
          film,
        },
        found: ['order a actions.0.if'],
      },
      {
        what: 'a value that another scene sets at once, on a link without latency',
        scenes: {
          a: at('19:30', [say], { conditions: [{ device: 'lamp', prop: 'power', value: 'on' }] }),
          b: at('19:30', [lampOff]),
        },
        home: { devices: { lamp: { model: 'smart-bulb', room: 'room', latency: '0s' } } },
        found: ['order a conditions.0'],
      },
      {
        what: 'is silent at different times, and where the command is still on its way',
        scenes: {
          a: at('19:31', [say], { conditions: [{ type: 'scene', scene: 'film', value: 'running' }] }),
          b: at('19:30', [say], { conditions: [{ device: 'lamp', prop: 'power', value: 'on' }] }),
          film,
        },
        found: [],
      },
    ],
  );
});

describe('what comes twice', () => {
  table(
    ['repeats', 'interrupted'],
    [
      {
        what: 'a toggle at a reading that wavers',
        scenes: { a: bad(500, [{ device: 'lamp', method: 'toggle' }]) },
        found: ['repeats a actions.0'],
      },
      {
        what: 'a device that refuses while it is at work',
        scenes: { a: bad(500, [brew]) },
        found: ['interrupted a actions.0'],
      },
      {
        what: 'the second of two in a row, and one that is due before it is over',
        scenes: {
          a: at('07:00', [brew, say, brew]),
          b: { trigger: { type: 'every', value: '10s' }, actions: [brew] },
        },
        found: ['interrupted a actions.0', 'interrupted b actions.0'],
      },
      {
        what: 'is silent where the second waits, is one of two ways, or is due later',
        scenes: {
          a: at('07:00', [
            brew,
            { wait_until: { device: 'coffee', prop: 'status', value: 'done' }, timeout: '5m' },
            brew,
          ]),
          b: at('08:00', [when({ device: 'motion', prop: 'detected', value: true }, [brew], [brew])]),
          c: { trigger: { type: 'every', value: '1h' }, actions: [brew] },
        },
        found: [],
      },
      {
        what: 'two readings of one room that tell of the same thing',
        scenes: {
          a: {
            trigger: [
              { type: 'property', device: 'window', prop: 'open', value: true },
              { type: 'property', device: 'motion', prop: 'detected', value: true },
            ],
            actions: [{ device: 'lamp', method: 'toggle' }],
          },
        },
        found: ['repeats a actions.0'],
      },
      {
        what: 'is silent with a hysteresis, a for, a look at the device, and buttons',
        scenes: {
          a: bad(500, [brew], { hysteresis: 100 }),
          b: bad(500, [brew], { for: '1m' }),
          c: { ...bad(500, [brew]), conditions: [{ device: 'coffee', prop: 'status', value: 'idle' }] },
          d: click('single', [{ device: 'lamp', method: 'toggle' }]),
          e: bad(500, [lampOn]),
        },
        found: [],
      },
    ],
  );
});
