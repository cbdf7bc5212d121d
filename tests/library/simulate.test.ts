import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type LoadedHome, loadHome, MilletError, type SessionOptions, simulate } from '../../src/index.ts';
import { directoryWith } from '../files/homes.ts';

const demo = await loadHome(new URL('../../', import.meta.url));
const noon = { from: '2026-03-02T12:00', residents: false } as const;
const errorOf = (act: () => unknown): MilletError => {
  try {
    act();
  } catch (error) {
    if (error instanceof MilletError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('simulate', () => {
  it('stands at its first instant until it is told to go on', () => {
    const day = simulate(demo, noon);
    expect(day.now).toBe('2026-03-02T12:00:00.000+08:00');
    expect(day.advance('90s').now).toBe('2026-03-02T12:01:30.000+08:00');
    expect(day.advanceTo('11:00').now).toBe('2026-03-03T11:00:00.000+08:00');
    expect(day.advanceTo('2026-03-04').now).toBe('2026-03-04T00:00:00.000+08:00');
  });

  it.each<[options: unknown, message: string]>([
    [undefined, 'simulate needs to know when the home begins: from.'],
    [{}, 'simulate needs to know when the home begins: from.'],
    [{ ...noon, untill: '13:00' }, 'simulate has no option untill. Did you mean until?'],
    [{ ...noon, seed: -1 }, 'seed takes a whole number of 0 or more, got -1.'],
    [{ ...noon, seed: '1' }, 'seed takes a whole number of 0 or more, got "1".'],
    [{ ...noon, residents: 'off' }, 'residents takes true or false, got "off".'],
  ])('says what is wrong with the options %j of a test without types', (options, message) => {
    expect(errorOf(() => simulate(demo, options as SessionOptions)).message).toBe(message);
  });

  it('does what is listed at its times, in order', () => {
    const day = simulate(demo, {
      ...noon,
      until: '12:10',
      do: [
        { at: '12:02', device: 'hall_light', set: { power: 'off' } },
        { at: '12:01', device: 'hall_light', set: { power: 'on', brightness: 40 } },
        { at: '12:03', device: 'kettle', method: 'boil' },
        { at: '12:04', device: 'motion_sensor', stimulate: { detected: true } },
        { at: '12:05', scene: 'good-night' },
        { at: '12:06', message: { topic: 'millet/living_light/set', payload: { power: 'on' } } },
      ],
    });
    const inputs = day.journal.filter(({ kind }) => kind === 'input').map(({ time }) => time.slice(11, 19));
    expect(inputs).toEqual(['12:01:00', '12:02:00', '12:03:00', '12:04:00', '12:05:00', '12:06:00']);
    expect(day.value('hall_light.power', '12:01:30')).toBe('on');
    expect(day.value('hall_light.brightness', '12:01:30')).toBe(40);
    expect(day.value('hall_light.power')).toBe('off');
    expect(day.value('kettle.status', '12:03:30')).toBe('heating');
    expect(day.value('living_light.power')).toBe('on');
    expect(day.runs('good-night')).toMatchObject([{ outcome: 'finished', trigger: 'asked for' }]);
  });

  it('is the same day whether it is listed or driven step by step', () => {
    const listed = simulate(demo, {
      ...noon,
      until: '12:30',
      do: [{ at: '12:01', device: 'air_purifier', stimulate: { pm2_5: 120 } }],
    });
    const driven = simulate(demo, noon).advanceTo('12:01');
    driven.stimulate('air_purifier', { pm2_5: 120 });
    for (let minute = 2; minute <= 30; minute++) driven.advanceTo(`12:${String(minute).padStart(2, '0')}`);
    expect(driven.journalText).toBe(listed.journalText);
    expect(listed.runs('clear-the-air')).toMatchObject([{ began: expect.stringMatching(/T12:06:00/) }]);
  });

  it('tells sessions of one home apart', () => {
    const [one, other] = [simulate(demo, noon), simulate(demo, noon)];
    one.set('hall_light', { power: 'on' });
    one.advance('1m');
    other.advance('1m');
    expect([one.value('hall_light.power'), other.value('hall_light.power')]).toEqual(['on', 'off']);
  });

  it('has a reply once the radio has carried it', () => {
    const day = simulate(demo, noon);
    const asked = day.call('kettle', 'boil');
    expect(asked.reply).toBeUndefined();
    day.advance('1s');
    expect(asked.reply).toEqual({ result: ['ok'] });
    expect(day.set('hall_light', { power: 'on' }).reply).toBeUndefined();
  });

  it('breaks a device, and mends it', () => {
    const day = simulate(demo, noon);
    day.fault('coffee_maker', 'offline');
    day.trigger('good-night');
    day.advance('1m');
    expect(day.runs('good-night')).toMatchObject([
      { outcome: 'partial', steps: [{}, { result: 'failed', message: 'coffee_maker is offline' }, {}] },
    ]);
    day.fault('coffee_maker', 'none');
    day.advance('1m');
    day.trigger('good-night');
    day.advance('1m');
    expect(day.runs('good-night').map(({ outcome }) => outcome)).toEqual(['partial', 'finished']);
  });

  it('has runs that go on', () => {
    const day = simulate(demo, { from: '2026-03-02T18:00', residents: false });
    day.stimulate('hall_motion', { detected: true });
    day.advance('1m');
    expect(day.runs('welcome-home')).toMatchObject([{ outcome: undefined, ended: undefined }]);
    day.advance('15m');
    expect(day.runs('welcome-home')).toMatchObject([{ outcome: 'finished' }]);
  });

  it('takes a time alone past midnight for the next day', () => {
    const night = simulate(demo, { from: '2026-03-02T22:00', until: '06:00', residents: false });
    expect(night.now).toBe('2026-03-03T06:00:00.000+08:00');
    expect(night.value('coffee_maker.power', '23:30')).toBe('off');
  });

  it.each<[string, () => unknown, string]>([
    [
      'a device',
      () => simulate(demo, noon).set('hall_lihgt', { power: 'on' }),
      'There is no device hall_lihgt. Did you mean hall_light?',
    ],
    [
      'a property',
      () => simulate(demo, noon).set('hall_light', { brightnes: 3 }),
      'hall_light: smart-bulb has no property brightnes; it has power, brightness or color_temperature. Did you mean brightness?',
    ],
    [
      'a value',
      () => simulate(demo, noon).set('hall_light', { brightness: 300 }),
      'hall_light: brightness takes an integer from 1 to 100 %, got 300.',
    ],
    [
      'a method',
      () => simulate(demo, noon).call('coffee_maker', 'brwe'),
      'coffee_maker: coffee-maker has no method brwe; it has get_prop, set_prop, stimulate, brew, cancel or refill. Did you mean brew?',
    ],
    [
      'a parameter',
      () => simulate(demo, noon).call('coffee_maker', 'brew', { type: 'esspresso' }),
      'coffee_maker: type takes espresso, americano or lungo, got "esspresso". Did you mean espresso?',
    ],
    ['a fault', () => simulate(demo, noon).fault('kettle', 'ofline' as 'offline'), 'Did you mean offline?'],
    [
      'a fault that it cannot have',
      () => simulate(demo, noon).fault('kettle', { kind: 'drift', prop: 'colour', per_hour: 1 }),
      'kettle',
    ],
    [
      'a scene',
      () => simulate(demo, noon).trigger('goodnight'),
      'There is no scene goodnight. Did you mean good-night?',
    ],
    ['a scene to look for', () => simulate(demo, noon).runs('x'), 'There is no scene x.'],
    [
      'a property to look at',
      () => simulate(demo, noon).value('kettle.temprature'),
      'kettle has no property temprature. Did you mean temperature?',
    ],
    [
      'a name without a dot',
      () => simulate(demo, noon).value('kettle'),
      'A property is named device.property, got kettle.',
    ],
    ['a time', () => simulate(demo, { from: 'now' }), 'Expected a time such as'],
    ['a duration', () => simulate(demo, noon).advance('5'), 'Expected a duration such as'],
    [
      'a time that has passed',
      () => simulate(demo, noon).advanceTo('2026-03-02T11:00'),
      'It is 2026-03-02T12:00:00.000+08:00 already: time does not go back',
    ],
    [
      'an instant that is still to come',
      () => simulate(demo, noon).value('kettle.status', '13:00'),
      '13:00 lies outside of the session',
    ],
    [
      'a deed after the end',
      () => simulate(demo, { ...noon, until: '12:10', do: [{ at: '12:11', scene: 'smoke' }] }),
      'What is done at 12:11 lies outside of',
    ],
    [
      'a value before the start',
      () => simulate(demo, { ...noon, given: { kettle: { water: -1 } } }),
      'kettle: water takes',
    ],
    [
      'a device before the start',
      () => simulate(demo, { ...noon, given: { kettel: {} } } as SessionOptions),
      'There is no device kettel. Did you mean kettle?',
    ],
  ])('says in one sentence what is wrong with %s', (_what, act, message) => {
    expect(errorOf(act).message).toContain(message);
  });
});

describe('loadHome', () => {
  it('takes a path or a URL', async () => {
    const paths: (string | URL)[] = [
      fileURLToPath(new URL('../../', import.meta.url)),
      new URL('../../', import.meta.url),
    ];
    for (const path of paths)
      expect(((await loadHome(path)) satisfies LoadedHome).home.name).toBe('Demo home');
  });

  it('lists every mistake of a home with its place', async () => {
    const broken = directoryWith({
      'home.yaml':
        'name: X\nlocation: { latitude: 0, longitude: 0, timezone: UTC }\ndevices: { a: { model: kettel } }\n',
      'scenes/one.yaml': 'trigger: { type: manual }\n',
    });
    const error = await loadHome(broken).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(MilletError);
    const { message } = error as MilletError;
    expect(message).toMatch(/has 2 mistakes:\n/);
    expect(message).toMatch(/home\.yaml:3:\d+: .*kettel.*Did you mean kettle\?/);
    expect(message).toMatch(/one\.yaml:1:\d+: /);
  });

  it('says where no home is', async () => {
    await expect(loadHome('/nowhere')).rejects.toThrow('There is no directory /nowhere.');
  });
});
