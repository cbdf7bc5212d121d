import { describe, expect, it } from 'vitest';
import type { Condition } from '../../../src/core/scene/schema.ts';
import type { TestHome } from '../../home.ts';
import { fires, sceneHome, when } from './parts.ts';

/** A home with one scene that has these conditions and waits to be asked for. */
function asking(...conditions: Condition[]): TestHome {
  return sceneHome({ scene: fires({ type: 'manual' }, { conditions }) });
}

/** How a run ends that is asked for now: `finished`, or why it was refused. */
function ask(home: TestHome): string {
  home.send('scenes/scene/run');
  const { outcome, reason } = home.entries('run_end').at(-1)!;
  return outcome === 'refused' ? reason : outcome;
}

const lit: Condition = { device: 'lamp', prop: 'power', value: 'on' };
const dark: Condition = { device: 'lamp', prop: 'power', value: 'off' };
const unheard: Condition = { device: 'meter', prop: 'watt', above: 1 };

describe('conditions', () => {
  it('look at what is so, not at what changes', () => {
    const home = asking(lit);
    expect(ask(home)).toBe('because lamp.power was off, not on');
    home.set('lamp', { power: 'on' });
    expect([ask(home), ask(home.pass('1h'))]).toEqual(['finished', 'finished']);
  });

  it('must all hold; the first that does not is the reason', () => {
    const home = asking(dark, { device: 'lamp', prop: 'level', above: 5 }, lit);
    expect(ask(home)).toBe('because lamp.level was 0, not above 5');
  });

  it.each<[string, Condition, string]>([
    ['value', { device: 'lamp', prop: 'power', value: 'off' }, 'finished'],
    [
      'a not of its own',
      { device: 'lamp', prop: 'power', not: 'off' },
      'because lamp.power was off, and it must be not off',
    ],
    ['a not of its own that holds', { device: 'lamp', prop: 'power', not: 'on' }, 'finished'],
    ['below', { device: 'lamp', prop: 'level', below: 1 }, 'finished'],
    [
      'between',
      { device: 'lamp', prop: 'level', between: [1, 9] },
      'because lamp.level was 0, not between 1 and 9',
    ],
    ['in', { device: 'sensor', prop: 'kind', in: ['b', 'c'] }, 'because sensor.kind was a, not one of b, c'],
    ['several together', { device: 'lamp', prop: 'level', below: 5, not: 3 }, 'finished'],
    ['all', { all: [dark, lit] }, 'because lamp.power was off, not on'],
    ['any that holds', { any: [lit, dark] }, 'finished'],
    [
      'any that does not',
      { any: [lit, { device: 'sensor', prop: 'detected', value: true }] },
      'because none of these held: lamp.power was off, not on; sensor.detected was false, not true',
    ],
    ['not', { not: lit }, 'finished'],
    ['not that does not hold', { not: dark }, 'because lamp.power is off, and that must not be'],
    [
      'not of several',
      { not: { any: [lit, dark] } },
      'because (lamp.power is on or lamp.power is off), and that must not be',
    ],
    ['a not of a not', { not: { device: 'lamp', prop: 'power', not: 'off' } }, 'finished'],
    ['deep nesting', { all: [{ any: [{ not: { all: [dark, { not: dark }] } }] }] }, 'finished'],
  ])('know %s', (_title, condition, expected) => {
    expect(ask(asking(condition))).toBe(expected);
  });

  it('are reported whole, with the wanted and the actual value, since when, and what set it', () => {
    const home = asking({ any: [lit, { not: dark }] }).at('07:00');
    home.set('lamp', { power: 'on' });
    const set = home.entries('state').at(-1)!;
    home.at('07:01').set('lamp', { power: 'off' });
    const reset = home.entries('state').at(-1)!;
    expect(set.props).toEqual({ power: 'on' });
    ask(home);
    const part = { actual: 'off', since: '2026-03-02T07:01:00.000+08:00', by: reset.seq };
    expect(home.entries('run_end')[0]!.conditions).toEqual([
      {
        condition: 'any of',
        holds: false,
        parts: [
          { condition: 'lamp.power is on', holds: false, wanted: 'on', ...part },
          {
            condition: 'not',
            holds: false,
            parts: [{ condition: 'lamp.power is off', holds: true, wanted: 'off', ...part }],
          },
        ],
      },
    ]);
  });
});

describe('what is unknown', () => {
  it.each<[string, Condition, string]>([
    ['does not hold', unheard, 'because meter.watt was unknown, because nothing has been heard from meter'],
    [
      'does not hold when it is turned round either',
      { not: unheard },
      'because meter.watt was unknown, because nothing has been heard from meter',
    ],
    [
      'is unknown also where a device has no such property',
      { device: 'lamp', prop: 'powr', value: 'on' },
      'because lamp.powr was unknown, because lamp has not told any powr',
    ],
    ['does not matter where another part decides for all', { not: { all: [unheard, lit] } }, 'finished'],
    ['does not matter where another part decides for any', { any: [unheard, dark] }, 'finished'],
    [
      'matters where no other part decides for all',
      { not: { all: [unheard, dark] } },
      'because meter.watt was unknown, because nothing has been heard from meter',
    ],
    [
      'matters where no other part decides for any',
      { not: { any: [lit, unheard] } },
      'because none of these held: lamp.power was off, not on; ' +
        'meter.watt was unknown, because nothing has been heard from meter',
    ],
  ])('%s', (_title, condition, expected) => {
    expect(ask(asking(condition))).toBe(expected);
  });

  it('is every property of a device that is offline', () => {
    const home = asking(dark);
    home.send('lamp/availability', 'offline');
    expect(ask(home)).toBe('because lamp.power was unknown, because lamp is offline');
    expect(home.entries('run_end')[0]!.conditions).toEqual([
      { condition: 'lamp.power is off', holds: null, wanted: 'off', actual: null },
    ]);
  });

  it('is known again when the device comes back, with what it said meanwhile', () => {
    const home = asking(lit);
    home.send('lamp/availability', 'offline').set('lamp', { power: 'on' });
    expect(ask(home)).toBe('because lamp.power was unknown, because lamp is offline');
    home.send('lamp/availability', 'online');
    expect(ask(home)).toBe('finished');
  });

  it('is not taken for another value by a comparison that excludes one', () => {
    const home = asking({ device: 'lamp', prop: 'power', not: 'on' });
    home.send('lamp/availability', 'offline');
    expect(ask(home)).toBe('because lamp.power was unknown, because lamp is offline');
  });
});

describe('a condition with for', () => {
  const held: Condition = { device: 'sensor', prop: 'detected', value: true, for: '2m' };

  it('holds when it has been so, without interruption, for that long', () => {
    const home = asking(held).at('07:00');
    home.stimulate('sensor', { detected: true });
    expect(ask(home.at('07:01:30'))).toBe('because sensor.detected was true for 1m30s only, not for 2m');
    expect(ask(home.at('07:02'))).toBe('finished');
    home.stimulate('sensor', { detected: false });
    expect(ask(home)).toBe('because sensor.detected was false, not true for 2m');
    home.stimulate('sensor', { detected: true });
    expect(ask(home)).toBe('because sensor.detected was true for 0s only, not for 2m');
  });

  it('counts from the start of the home what has been so from the start', () => {
    const home = sceneHome(
      { scene: fires({ type: 'manual' }, { conditions: [held] }) },
      { given: { sensor: { detected: true } } },
    );
    expect(ask(home.at('06:59'))).toBe('because sensor.detected was true for 1m only, not for 2m');
    expect(ask(home.at('07:00'))).toBe('finished');
  });

  it('goes on counting while a number moves within its range', () => {
    const home = asking({ device: 'sensor', prop: 'amount', above: 10, for: '2m' });
    home.stimulate('sensor', { amount: 11 });
    home.pass('1m').stimulate('sensor', { amount: 50 });
    expect(ask(home.pass('1m'))).toBe('finished');
  });

  it('begins anew when its device was away, whatever the value is', () => {
    const home = asking(held).at('07:00');
    home.stimulate('sensor', { detected: true });
    home.at('07:10').send('sensor/availability', 'offline');
    expect(ask(home)).toBe('because sensor.detected was unknown, because sensor is offline');
    home.at('07:11').send('sensor/availability', 'online');
    expect(ask(home.at('07:12'))).toBe('because sensor.detected was true for 1m only, not for 2m');
    expect(ask(home.at('07:13'))).toBe('finished');
  });

  it('knows at once how long it has been so when its file is saved', () => {
    const home = sceneHome({}).at('07:00');
    home.stimulate('sensor', { detected: true });
    home.at('07:05').save('scene', fires({ type: 'manual' }, { conditions: [held] }));
    expect(ask(home)).toBe('finished');
  });

  it('counts from the return of its device also when its file is saved after that', () => {
    const home = sceneHome({}).at('07:00');
    home.stimulate('sensor', { detected: true });
    home.at('07:05').send('sensor/availability', 'offline');
    home.save('early', fires({ type: 'manual' }, { conditions: [held] }));
    home.at('07:06').send('sensor/availability', 'online');
    home.at('07:07').save('scene', fires({ type: 'manual' }, { conditions: [held] }));
    expect(ask(home)).toBe('because sensor.detected was true for 1m only, not for 2m');
    home.send('scenes/early/run');
    expect(home.runs('early')).toEqual([
      '07:07:00.000 refused: because sensor.detected was true for 1m only, not for 2m',
    ]);
  });

  it('is measured before the triggers of the same change ask for it', () => {
    const home = sceneHome({
      scene: fires(
        { type: 'property', device: 'sensor', prop: 'detected', value: true },
        { conditions: [{ ...held, for: '0s' }] },
      ),
    });
    home.stimulate('sensor', { detected: true });
    expect(home.runs('scene')).toEqual(['06:58:00.000 finished: every step was done']);
  });

  it('is measured wherever it stands', () => {
    const home = sceneHome({
      scene: {
        trigger: { type: 'manual' },
        conditions: [{ not: { any: [{ ...held, for: '1h' }] } }],
        actions: [when({ all: [held] }, [when(held, [{ notify: 'long' }])], [{ notify: 'short' }])],
      },
    });
    home.stimulate('sensor', { detected: true });
    home.pass('1m').send('scenes/scene/run').pass('1m').send('scenes/scene/run');
    expect(home.entries('step').flatMap(({ notify }) => notify ?? [])).toEqual(['short', 'long']);
  });
});

describe('a time condition', () => {
  /** Whether it holds at each of these times of Monday 2 March 2026. */
  const holding = (condition: Condition, times: readonly string[]): string[] => {
    const home = sceneHome(
      { scene: fires({ type: 'manual' }, { conditions: [condition] }) },
      { start: '2026-03-02T00:00:00+08:00' },
    );
    return times.filter((time) => ask(home.at(time)) === 'finished');
  };

  it('holds from after, included, to before, not included', () => {
    const times = ['07:59:59', '08:00', '09:59:59', '10:00'];
    expect(holding({ type: 'time', after: '08:00', before: '10:00' }, times)).toEqual(['08:00', '09:59:59']);
  });

  it('holds across midnight', () => {
    const times = ['00:00', '05:59:59', '06:00', '21:59:59', '22:00'];
    expect(holding({ type: 'time', after: '22:00', before: '06:00' }, times)).toEqual([
      '00:00',
      '05:59:59',
      '22:00',
    ]);
  });

  it('counts the day on which the window begins', () => {
    const times = ['2026-03-02T03:00', '2026-03-02T23:00', '2026-03-03T03:00', '2026-03-03T23:00'];
    expect(holding({ type: 'time', after: '22:00', before: '06:00', days: ['mon'] }, times)).toEqual([
      '2026-03-02T23:00',
      '2026-03-03T03:00',
    ]);
    expect(holding({ type: 'time', days: ['tue'] }, times)).toEqual(['2026-03-03T03:00', '2026-03-03T23:00']);
  });

  it('may be open at one end', () => {
    const times = ['00:00', '08:00', '23:59:59'];
    expect(holding({ type: 'time', after: '08:00' }, times)).toEqual(['08:00', '23:59:59']);
    expect(holding({ type: 'time', before: '08:00' }, times)).toEqual(['00:00']);
  });

  it('says what time it was', () => {
    const home = asking({ type: 'time', after: '22:00', before: '06:00', days: ['sat', 'sun'] });
    expect(ask(home.at('07:30:15'))).toBe(
      'because time was 07:30:15 on mon, not from 22:00 before 06:00 on sat, sun',
    );
  });
});

describe('an availability condition', () => {
  it('holds while the device is what it says', () => {
    const home = asking({ type: 'availability', device: 'lamp', value: 'online' });
    expect(ask(home)).toBe('finished');
    home.send('lamp/availability', 'offline');
    expect(ask(home)).toBe('because lamp was offline, not online');
  });

  it('is unknown for a device that nobody has heard of, either way', () => {
    const words = 'because meter has not said whether it is online';
    expect(ask(asking({ type: 'availability', device: 'meter', value: 'offline' }))).toBe(words);
    expect(ask(asking({ not: { type: 'availability', device: 'meter', value: 'offline' } }))).toBe(words);
  });

  it('takes a device that has said how it stands to be online', () => {
    const home = asking({ type: 'availability', device: 'meter', value: 'online' });
    home.send('meter/state', { watt: 1 });
    expect(ask(home)).toBe('finished');
  });
});
