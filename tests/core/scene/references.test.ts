import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../../src/core/device/value.ts';
import { filledIn, isPlainComparison, matches } from '../../../src/core/scene/comparison.ts';
import { describeReference, fitted, isReference, scaled } from '../../../src/core/scene/reference.ts';
import type { Reference, WrittenComparison } from '../../../src/core/scene/schema.ts';
import type { TestHome } from '../../home.ts';
import { fires, nearly, reasons, type Scenes, sceneHome, steps, times, traces, when } from './parts.ts';

const limit = { device: 'limit', prop: 'amount' };
const above = { type: 'property', device: 'sensor', prop: 'amount', above: limit } as const;
const devices = { limit: 'sensor' };
/** Pins a reading, and lets time pass. */
function pin(home: TestHome, device: string, props: Record<string, Value>, time = '1m'): void {
  home.stimulate(device, props);
  home.pass(time);
}
const home = (scenes: Scenes, options: Parameters<typeof sceneHome>[1] = {}) =>
  sceneHome(scenes, { devices, ...options });

describe('a property that stands as a value', () => {
  it.each<[Omit<Reference, 'device' | 'prop'>, unknown, unknown]>([
    [{}, 'auto', 'auto'],
    [{}, true, true],
    [{}, 21.5, 21.5],
    [{}, ['a', 'list'], undefined],
    [{ times: 0.5 }, 21, 10.5],
    [{ times: 0.1 }, 3, 0.3],
    [{ times: 2, plus: -1 }, 10, 19],
    [{ plus: 10, max: 15 }, 10, 15],
    [{ min: 1 }, 0, 1],
    [{ times: -1 }, 0, 0],
    [{ times: 2 }, 'auto', undefined],
    [{ min: 1 }, true, undefined],
  ])('with %j makes of %j: %j', (scaling, actual, expected) => {
    expect(scaled({ device: 'a', prop: 'b', ...scaling }, actual)).toEqual(expected);
  });

  it.each<[Omit<Reference, 'device' | 'prop'>, string]>([
    [{}, 'a.b'],
    [{ times: 0.5, plus: 10 }, 'a.b times 0.5 plus 10'],
    [{ plus: -2, min: 1, max: 100 }, 'a.b minus 2, at least 1, at most 100'],
  ])('%j is called %s', (scaling, words) => {
    expect(describeReference({ device: 'a', prop: 'b', ...scaling })).toBe(words);
  });

  it.each<[Parameters<typeof fitted>[0], number, number]>([
    [{ type: 'integer', range: [0, 100] }, 40.5, 41],
    [{ type: 'integer', range: [0, 100], step: 10 }, 44, 40],
    [{ type: 'number', range: [0.5, 30], step: 0.5 }, 21.3, 21.5],
    [{ type: 'number', range: [0, 30] }, 21.3, 21.3],
    [{ type: 'integer', range: [0, 100] }, 400.4, 400],
    [undefined, 40.5, 40.5],
  ])('is put on the steps of %j, and stays in no range: %d is %d', (spec, value, expected) => {
    expect(fitted(spec, value)).toBe(expected);
  });

  it('is told from other objects by its keys', () => {
    expect(isReference({ device: 'a', prop: 'b', times: 2 })).toBe(true);
    for (const other of [
      { device: 'a' },
      { device: 'a', prop: 'b', on: true },
      { device: 'a', prop: 1 },
      [],
      null,
    ])
      expect(isReference(other)).toBe(false);
  });

  it('makes a comparison that matches exactly what its value would match', () => {
    const written = fc
      .record(
        {
          value: fc.constantFrom(1, limit),
          not: fc.constantFrom(2, limit),
          above: fc.constantFrom(0, limit),
          below: fc.constantFrom(3, limit),
          between: fc.tuple(fc.constantFrom(0, limit), fc.constantFrom(3, limit)),
          in: fc.array(fc.constantFrom(1, 2, limit), { minLength: 1 }),
        },
        { requiredKeys: [] },
      )
      .map((comparison) => comparison as WrittenComparison);
    const number = fc.integer({ min: -1, max: 4 });
    fc.assert(
      fc.property(written, number, number, (comparison, is, value) => {
        const plain = JSON.parse(JSON.stringify(comparison).replaceAll(JSON.stringify(limit), String(is)));
        expect(isPlainComparison(plain)).toBe(true);
        const filled = filledIn(comparison, () => is);
        expect(matches(filled!, value)).toBe(matches(plain, value));
        const unknown = filledIn(comparison, () => undefined);
        expect(unknown === undefined).toBe(!isPlainComparison(comparison));
      }),
    );
  });
});

describe('a trigger that compares with another property', () => {
  it('fires when either side changes so that it comes to match', () => {
    const one = home({ scene: fires(above) }, { given: { limit: { amount: 20 } } });
    pin(one, 'sensor', { amount: 21 });
    pin(one, 'sensor', { amount: 22 });
    pin(one, 'limit', { amount: 25 });
    pin(one, 'limit', { amount: 21 });
    expect(reasons(one)).toEqual([
      'sensor.amount became 21 (it was 0), while limit.amount was 20',
      'limit.amount became 21, while sensor.amount was 22',
    ]);
  });

  it('does not fire because the home started, or because either device came back', () => {
    const one = home(
      { scene: fires(above) },
      { given: { limit: { amount: 20 }, sensor: { amount: 21 } } },
    ).pass('1m');
    for (const device of ['limit', 'sensor']) {
      one.send(`${device}/fault`, 'offline').pass('1m');
      one.send(`${device}/fault`, 'none').pass('1m');
    }
    expect(reasons(one)).toEqual([]);
    one.send('limit/fault', 'offline').pass('1m');
    pin(one, 'sensor', { amount: 15 });
    one.send('limit/fault', 'none').pass('1m');
    pin(one, 'limit', { amount: 10 });
    expect(times(one)).toHaveLength(1);
  });

  it('leaves the range by its hysteresis, wherever the range has moved', () => {
    const one = home({ scene: fires({ ...above, hysteresis: 2 }) }, { given: { limit: { amount: 20 } } });
    const amounts = (...list: number[]) => {
      for (const amount of list) pin(one, 'sensor', { amount });
    };
    amounts(21, 19, 21);
    expect(times(one)).toHaveLength(1);
    pin(one, 'limit', { amount: 23 });
    pin(one, 'limit', { amount: 20 });
    expect(times(one)).toHaveLength(2);
  });

  it('waits without interruption: a change of either side, or an absence, breaks the wait', () => {
    const one = home({ scene: fires({ ...above, for: '5m' }) }, { given: { limit: { amount: 20 } } });
    pin(one, 'sensor', { amount: 25 }, '2m');
    pin(one, 'limit', { amount: 24 }, '2m');
    pin(one, 'limit', { amount: 26 }, '10m');
    pin(one, 'limit', { amount: 20 }, '4m');
    one.send('limit/fault', 'offline').pass('10m');
    one.send('limit/fault', 'none').pass('4m');
    expect(reasons(one)).toEqual([]);
    expect(nearly(one)).toEqual([
      'sensor.amount became 25 (it was 0), while limit.amount was 20; fires if it stays so for 5m',
      'limit.amount became 26, while sensor.amount was 25 after 4m of 5m',
      'limit.amount became 20, while sensor.amount was 25; fires if it stays so for 5m',
      'limit.amount was unknown, because limit is offline after 4m of 5m',
      'limit.amount became 20, while sensor.amount was 25; fires if it stays so for 5m',
    ]);
    one.pass('1m');
    expect(times(one)).toHaveLength(1);
  });

  it('with from or changed, fires only when its own property changes', () => {
    const one = home(
      { from: fires({ ...above, from: 21 }), changed: fires({ ...above, changed: true }) },
      { given: { limit: { amount: 30 }, sensor: { amount: 21 } } },
    );
    pin(one, 'limit', { amount: 20 });
    expect([...times(one, 'from'), ...times(one, 'changed')]).toEqual([]);
    pin(one, 'sensor', { amount: 22 });
    pin(one, 'sensor', { amount: 23 });
    expect(times(one, 'from')).toHaveLength(0);
    expect(times(one, 'changed')).toHaveLength(2);
    pin(one, 'limit', { amount: 23 });
    pin(one, 'sensor', { amount: 21 });
    pin(one, 'sensor', { amount: 24 });
    expect(times(one, 'from')).toHaveLength(1);
  });

  it('looks once at a message in which both sides change', () => {
    const both = {
      type: 'property',
      device: 'sensor',
      prop: 'kind',
      value: { device: 'lamp', prop: 'power' },
    };
    const one = home({
      scene: fires({ ...above, above: { device: 'sensor', prop: 'amount', plus: 1 } }),
      both: fires(both as never),
    });
    pin(one, 'sensor', { amount: 5, kind: 'b' });
    expect([...times(one), ...times(one, 'both')]).toEqual([]);
  });
});

describe('a condition that compares with another property', () => {
  const asked = (conditions: Scenes[string]['conditions'], given: object) =>
    home({ scene: fires({ type: 'manual' }, { conditions }) }, { given: given as never })
      .pass('1m')
      .send('scenes/scene/run')
      .pass('1s');

  it('holds by what both are at that moment, and tells both', () => {
    const [trace] = traces(
      asked([{ device: 'sensor', prop: 'amount', below: { ...limit, plus: -2 } }], {
        sensor: { amount: 21 },
        limit: { amount: 22 },
      }),
    );
    expect(trace).toMatchObject({
      outcome: 'refused',
      reason: 'because sensor.amount was 21, not below 20 (limit.amount minus 2)',
      conditions: [
        {
          condition: 'sensor.amount is below limit.amount minus 2',
          holds: false,
          wanted: { below: 20 },
          actual: 21,
          read: [{ device: 'limit', prop: 'amount', value: 22, since: '2026-03-02T06:58:00.000+08:00' }],
        },
      ],
    });
  });

  it.each([
    [{ value: limit }, 5, true],
    [{ not: limit }, 5, false],
    [{ in: [3, limit] }, 5, true],
    [{ between: [limit, 7] as [typeof limit, number] }, 5, true],
    [{ above: { ...limit, times: 2 } }, 5, false],
  ])('%j and 5 beside %d: %s', (comparison, amount, holds) => {
    const one = asked([{ device: 'sensor', prop: 'amount', ...comparison }], {
      sensor: { amount: 5 },
      limit: { amount },
    });
    expect(traces(one)[0]?.outcome).toBe(holds ? 'finished' : 'refused');
  });

  it('is unknown while either device is offline, and so is its not', () => {
    const condition = { device: 'sensor', prop: 'amount', above: limit };
    for (const conditions of [[condition], [{ not: condition }]]) {
      const one = home({ scene: fires({ type: 'manual' }, { conditions }) }).send('limit/fault', 'offline');
      one.pass('1m').send('scenes/scene/run').pass('1s');
      expect(traces(one)[0]?.reason).toBe('because limit.amount was unknown, because limit is offline');
    }
  });

  it('with for, has matched for so long whichever side moved', () => {
    const one = home(
      {
        scene: fires(
          { type: 'manual' },
          { conditions: [{ device: 'sensor', prop: 'amount', above: limit, for: '5m' }] },
        ),
      },
      { given: { sensor: { amount: 5 }, limit: { amount: 9 } } },
    ).pass('10m');
    pin(one, 'limit', { amount: 3 }, '4m');
    one.send('scenes/scene/run');
    pin(one, 'limit', { amount: 4 });
    one.send('scenes/scene/run').pass('1s');
    expect(traces(one).map(({ outcome, reason }) => `${outcome}: ${reason}`)).toEqual([
      'refused: because sensor.amount was above 3 (limit.amount) for 4m only, not for 5m',
      'finished: every step was done',
    ]);
  });

  it('is waited for, and ends a repeat, when either side changes', () => {
    const condition = { device: 'sensor', prop: 'amount', above: limit };
    const one = home(
      {
        scene: {
          trigger: { type: 'start' },
          actions: [
            { wait_until: condition },
            { repeat: { while: condition }, do: [{ delay: '1m' }] },
            when(condition, [{ stop: 'still' }], [{ stop: 'over' }]),
          ],
        },
      },
      { given: { limit: { amount: 10 } } },
    ).pass('1m');
    pin(one, 'sensor', { amount: 5 });
    pin(one, 'limit', { amount: 4 }, '90s');
    pin(one, 'limit', { amount: 6 });
    expect(steps(one).map((text) => text.replace(/^(\S+) .*: /, '$1 '))).toEqual([
      '0 ok',
      '1 ok (2 rounds)',
      '1.do#1.0 ok',
      '1.do#2.0 ok',
      '2 cancelled (over)',
      '2.else.0 ok',
    ]);
  });
});

describe('a step that sends another property', () => {
  const run = (actions: Scenes[string]['actions'], given: object = {}) =>
    home({ scene: { trigger: { type: 'manual' }, actions } }, { given: given as never });
  const asked = (actions: Scenes[string]['actions'], given: object = {}) =>
    run(actions, given).pass('1m').send('scenes/scene/run').pass('1m');
  const level = (reference: object) => ({ device: 'lamp', set: { level: reference } }) as never;

  it('sends what it is at the moment of the step, as its target takes it, and writes down both', () => {
    const one = run([{ delay: '10s' }, level({ ...limit, times: 0.5, max: 100 })]).pass('1m');
    one.send('scenes/scene/run');
    pin(one, 'limit', { amount: 81 });
    expect(one.entries('request').map(({ params }) => params)).toEqual([{ amount: 81 }, { level: 41 }]);
    expect(steps(one)).toEqual([
      '0 delay 10s: ok',
      '1 lamp set level=41 (limit.amount times 0.5, at most 100): ok',
    ]);
    expect(one.entries('step').find(({ step, read }) => step === '1' && read)).toMatchObject({
      read: [{ device: 'limit', prop: 'amount', value: 81 }],
    });
  });

  it('sees what the steps before it have done, itself included', () => {
    const brighter = level({ device: 'lamp', prop: 'level', plus: 10, max: 25 });
    const one = asked([brighter, brighter, brighter]);
    expect(one.entries('request').map(({ params }) => params)).toEqual([
      { level: 10 },
      { level: 20 },
      { level: 25 },
    ]);
  });

  it('gives a method its parameters', () => {
    const click = { device: 'sensor', method: 'click', params: { kind: { device: 'limit', prop: 'kind' } } };
    const [reply] = asked([click]).entries('reply').slice(-1);
    expect(reply?.error?.message).toBe('kind takes single or double, got "a"');
  });

  it('publishes it, whole or in a field, and tells it in a message', () => {
    const one = asked(
      [
        { publish: { topic: 'school/amount', payload: limit } },
        {
          publish: {
            topic: 'school/all',
            payload: { amount: limit, kind: { device: 'limit', prop: 'kind' }, deep: { limit } },
          },
        },
        // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how it is written in a scene.
        { notify: 'It is ${limit.amount}, and ${lamp.power}.' },
      ],
      { limit: { amount: 7.5 } },
    );
    const texts = one.messages.filter(({ topic }) => topic.startsWith('school/')).map(({ text }) => text);
    expect(texts).toEqual([
      '7.5',
      '{"amount":7.5,"kind":"a","deep":{"limit":{"device":"limit","prop":"amount"}}}',
    ]);
    expect(one.entries('step').flatMap(({ notify }) => notify ?? [])).toEqual(['It is 7.5, and off.']);
  });

  it('fails while that is unknown, each time it is tried, and sends nothing', () => {
    const one = run([{ ...(level(limit) as object), retry: { times: 2, wait: '1m' } } as never]);
    one.send('limit/fault', 'offline').pass('1s').send('scenes/scene/run').pass('90s');
    one.send('limit/fault', 'none').pass('10m');
    expect(steps(one)).toEqual([
      '0 lamp set level=limit.amount: failed (limit.amount was unknown, because limit is offline; trying again in 1m, 2 times at most)',
      '0#2 lamp set level=limit.amount: failed (limit.amount was unknown, because limit is offline; trying again in 1m, once at most)',
      '0#3 lamp set level=0 (limit.amount): ok',
    ]);
    expect(one.entries('request')).toHaveLength(1);
  });

  it('fails when the device does not take it', () => {
    expect(steps(asked([level(limit)], { limit: { amount: -3.4 } }))).toEqual([
      '0 lamp set level=-3 (limit.amount): failed (level takes an integer from 0 to 100000, got -3 (-4005))',
    ]);
  });
});
