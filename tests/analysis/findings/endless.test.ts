import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../src/core/scene/schema.ts';
import { when } from '../../core/scene/parts.ts';
import { at, doubtsOf, type SceneFile, say, table } from './doubts.ts';

type Step = SceneFile['actions'][number];

const open = (percent: number): Step => ({ device: 'curtain', method: 'open', params: { percent } });
const close: Step = { device: 'curtain', method: 'close' };
const wide: Condition = { device: 'curtain', prop: 'position', value: 100 };
const until = (condition: Condition, more: object = {}): Step => ({ wait_until: condition, ...more }) as Step;
const rests = (scene: string): Condition => ({ not: { type: 'scene', scene, value: 'running' } });
const dark: Step = { device: 'lamp', set: { power: 'off' } };
const somebody: Condition = { device: 'motion', prop: 'detected', value: true };

describe('a wait for more than the command before it brings', () => {
  table(
    ['endless'],
    [
      {
        what: 'a curtain that opens half, and a wait for all of it',
        scenes: { a: at('07:00', [open(50), until(wide), dark]) },
        found: ['endless a actions.1'],
      },
      {
        what: 'with other steps in between, or as one of several that must hold',
        scenes: {
          a: at('07:00', [
            open(50),
            say,
            dark,
            { delay: '5s' },
            until({ device: 'curtain', prop: 'position', value: 100, for: '1m' }),
          ]),
          b: at('08:00', [open(50), until({ all: [wide, somebody] })]),
        },
        found: ['endless a actions.4', 'endless b actions.1'],
      },
      {
        what: 'water that does not become as hot',
        home: { devices: { kettle: { model: 'kettle' } } },
        scenes: {
          a: at('07:00', [
            { device: 'kettle', method: 'boil', params: { temperature: 80 } },
            until({ device: 'kettle', prop: 'temperature', above: 95 }),
          ]),
        },
        found: ['endless a actions.1'],
      },
      {
        what: 'is silent where it gets there, where the wait has an end, and where another step brings it about',
        scenes: {
          a: at('07:00', [open(100), until(wide)]),
          b: at('08:00', [open(50), until({ device: 'curtain', prop: 'position', above: 40 })]),
        },
        found: [],
      },
      {
        what: 'is silent where the wait, or what it stands in, has a time-out',
        scenes: {
          a: at('07:00', [open(50), until(wide, { timeout: '1m' })]),
          b: at('08:00', [when(somebody, [open(50), until(wide)], [], { timeout: '1h' })]),
        },
        found: [],
      },
      {
        what: 'is silent where another scene brings it about, or may',
        scenes: { a: at('07:00', [open(50), until(wide)]), b: at('12:00', [open(100)]) },
        found: [],
      },
      {
        what: 'is silent where another scene sends what some property is',
        scenes: {
          a: at('07:00', [open(50), until(wide)]),
          b: at('12:00', [{ device: 'curtain', set: { position: { device: 'lamp', prop: 'brightness' } } }]),
        },
        found: [],
      },
      {
        what: 'is silent where something in between may have moved it, or the command may be left out',
        scenes: {
          a: at('07:00', [open(50), { run: 'b' }, until(wide)]),
          b: { trigger: { type: 'manual' }, actions: [say] },
          c: at('08:00', [open(50), when(somebody, [say]), until(wide)]),
          d: at('09:00', [when(somebody, [open(50)]), until(wide)]),
        },
        found: [],
      },
      {
        what: 'is silent about waits for what somebody does by hand, and for readings',
        scenes: {
          a: at('07:00', [dark, until({ device: 'lamp', prop: 'power', value: 'on' }), say]),
          b: at('08:00', [close, until({ device: 'curtain', prop: 'position', above: 50 }), say]),
          c: at('09:00', [
            { device: 'lamp', set: { brightness: 40 } },
            until({ device: 'lamp', prop: 'brightness', above: 50 }),
          ]),
          d: at('10:00', [
            { device: 'heater', set: { power: 'on', target_temperature: 20 } },
            until({ device: 'climate', prop: 'temperature', above: 25 }),
          ]),
        },
        found: [],
      },
      {
        what: 'is silent where it could not be shown, because it waits for something else first',
        scenes: { a: at('07:00', [until(somebody), open(50), until(wide)]) },
        found: [],
      },
      {
        what: 'is silent where any of several is enough',
        scenes: { a: at('07:00', [open(50), until({ any: [wide, somebody] })]) },
        found: [],
      },
    ],
  );
});

describe('a wait for the end of a run', () => {
  table(
    ['endless', 'never'],
    [
      {
        what: 'that is its own',
        scenes: {
          a: at('07:00', [say, until(rests('a'))]),
          b: at('08:00', [until({ all: [somebody, rests('b')] })]),
          c: at('09:00', [say], { conditions: [somebody], otherwise: [until(rests('c'))] }),
        },
        found: ['endless a actions.1', 'endless b actions.0', 'endless c otherwise.0'],
      },
      {
        what: 'that has run it and waits as well',
        scenes: {
          a: at('07:00', [{ run: 'b' }]),
          b: { trigger: { type: 'manual' }, actions: [until(rests('a')), say] },
        },
        found: ['endless b actions.0'],
      },
      {
        what: 'is silent where one of the two has a time-out, and about the end of another scene',
        scenes: {
          a: at('07:00', [{ run: 'b', timeout: '1m' }]),
          b: { trigger: { type: 'manual' }, actions: [until(rests('a'))] },
          c: at('08:00', [{ run: 'd' }]),
          d: { trigger: { type: 'manual' }, actions: [until(rests('c'), { timeout: '1m' })] },
          e: at('09:00', [until(rests('a')), until({ any: [rests('e'), somebody] })]),
        },
        found: [],
      },
    ],
  );

  it('says which command ends where, and how the wait could end', () => {
    const [finding] = doubtsOf({ a: at('07:00', [open(50), until(wide)]) });
    expect(finding).toMatchObject({
      code: 'endless',
      message:
        'curtain.open percent=50 brings curtain.position to 50 and no further, so nothing in the home ends this wait: curtain.position is 100',
      suggestion: 'Wait for what the command brings about, or give the wait a timeout',
      proof: { expect: [{ scene: 'a', outcome: ['finished', 'partial'], at_least: 1 }] },
    });
  });
});
