import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { homeSchema } from '../../../src/core/home.ts';
import { loadScene } from '../../../src/files/load-scene.ts';
import { homeWith, type TestHome, type TestHomeOptions } from '../../home.ts';
import { models } from '../../models.ts';
import { nearly, reasons, type SceneFile, steps, times } from './parts.ts';

/**
 * The examples of docs/scenes.md, as they stand there: each is checked against a home that has what they name, and those
 * of which the text says what happens are run.
 */

const text = readFileSync(new URL('../../../docs/scenes.md', import.meta.url), 'utf8');

/** The examples by the heading above them. */
const examples = new Map<string, string[]>();
for (const section of text.split(/^#{1,3} /m)) {
  const heading = section.slice(0, section.indexOf('\n'));
  const blocks = [...section.matchAll(/^```yaml\n(.*?)^```$/gms)].map((match) => match[1]!);
  // `time` is a trigger, and then a condition.
  examples.set(heading, [...(examples.get(heading) ?? []), ...blocks]);
}
const plainExamples = [...examples].flatMap(([heading, blocks]) =>
  blocks.filter((block) => !/\$|^use:/m.test(block)).map((block) => [heading, block] as const),
);

/** What an example leaves out, because it shows something else. */
const rest = { trigger: { type: 'manual' }, actions: [{ notify: 'Hello' }] };

const devices = {
  smart_curtain: 'curtain',
  motion_sensor: 'motion-sensor',
  hall_motion: 'motion-sensor',
  coffee_maker: 'coffee-maker',
  air_purifier: 'air-purifier',
  wireless_switch: 'wireless-switch',
  smart_bulb: 'smart-bulb',
  hall_light: 'smart-bulb',
  phone: 'phone',
  heater: 'heater',
  bedroom_climate: 'climate-sensor',
  light_sensor: 'light-sensor',
};
const others = ['lights-out', 'morning-routine', 'welcome-home'];

/** The scene of an example: the `number`th under that heading. */
function example(heading: string, number = 0): SceneFile {
  const block = examples.get(heading)?.[number];
  if (block === undefined) throw new Error(`docs/scenes.md has no example ${number} under ${heading}`);
  return { ...rest, ...(parse(block) as object) } as SceneFile;
}

/** A home with an example as the scene `scene`, and perhaps others. */
function running(
  scene: SceneFile,
  more: Readonly<Record<string, SceneFile>> = {},
  options: Omit<TestHomeOptions, 'home' | 'scenes'> = {},
): TestHome {
  return homeWith(devices, { scenes: { scene, ...more }, ...options });
}
const asked = (home: TestHome): TestHome => home.send('scenes/scene/run');
const manual = (actions: SceneFile['actions']): SceneFile => ({ trigger: { type: 'manual' }, actions });

const home = () =>
  homeSchema.parse({
    name: 'Examples',
    location: { latitude: 31.23, longitude: 121.47, timezone: 'Asia/Shanghai' },
    devices: Object.fromEntries(Object.entries(devices).map(([id, model]) => [id, { model }])),
  });

describe('the examples of docs/scenes.md', () => {
  it.each(plainExamples)('make sense (%s):\n%s', (_heading, block) => {
    const env = { home: home(), models, scenes: new Set([...others, 'scene']), self: 'scene' };
    const scene = JSON.stringify({ ...rest, ...(parse(block) as object) });
    expect(loadScene('x.yaml', scene, env).problems.map(({ message }) => message)).toEqual([]);
  });
});

describe('triggers, as docs/scenes.md says', () => {
  it('time: at each of its times, on each of its days', () => {
    // From Friday on.
    const home = running(example('time'), {}, { start: '2026-03-06T06:58:00+08:00' }).pass('4d');
    const fired = home
      .entries('run')
      .map(({ time }) => home.simulated.simulation.formatTime(time).slice(0, 19));
    expect(fired).toEqual([
      '2026-03-06T07:00:00',
      '2026-03-06T19:30:00',
      '2026-03-09T07:00:00',
      '2026-03-09T19:30:00',
    ]);
  });

  it('time: a home that starts at 07:00 sharp still does what is due at 07:00', () => {
    const home = running(example('time'), {}, { start: '2026-03-02T07:00:00+08:00' }).pass('1m');
    expect(times(home)).toEqual(['07:00:00.000']);
  });

  it('cron: every quarter of an hour from 7 to 9 on workdays', () => {
    const home = running(example('cron')).at('08:20');
    expect(times(home).map((time) => time.slice(0, 5))).toEqual([
      '07:00',
      '07:15',
      '07:30',
      '07:45',
      '08:00',
      '08:15',
    ]);
  });

  it('every: counted from the start of the home', () => {
    expect(times(running(example('every')).at('09:00'))).toEqual(['07:58:00.000', '08:58:00.000']);
  });

  it('sun: half an hour before sunset', () => {
    expect(times(running(example('sun')).pass('1d'))).toEqual(['17:22:49.000']);
  });

  it('start: once, and not when it is saved later; every scene can be asked for', () => {
    const scene = example('start and manual');
    const home = running(scene)
      .save('scene', { ...scene, name: 'Saved' })
      .pass('1m');
    expect(reasons(home)).toEqual(['the home starts']);
    expect(reasons(asked(home))).toEqual(['the home starts', 'asked for']);
  });

  it('property: after five minutes above 75, and again only after it has fallen to 65', () => {
    const home = running(example('property'));
    const air = (value: number, time: string) => {
      home.stimulate('air_purifier', { pm2_5: value });
      home.pass(time);
    };
    air(80, '4m');
    air(75, '1m');
    air(80, '5m');
    expect(times(home)).toEqual(['07:08:00.000']);
    air(66, '10m');
    air(80, '10m');
    expect(times(home)).toHaveLength(1);
    air(65, '1m');
    air(76, '5m');
    expect(times(home)).toHaveLength(2);
    expect(nearly(home)[1]).toBe('air_purifier.pm2_5 became 75 (it was 80) after 4m of 5m');
  });

  it('property: with changed, each change begins the wait anew', () => {
    const home = running(example('property', 1));
    for (const brightness of [50, 60, 70]) {
      home.set('smart_bulb', { brightness });
      home.pass('1s');
    }
    expect(times(home.pass('1m'))).toEqual(['06:58:04.000']);
  });

  it('event: each one that carries what it asks for', () => {
    const home = running(example('event'));
    for (const kind of ['single', 'double', 'double']) home.call('wireless_switch', 'press', { kind });
    expect(times(home)).toHaveLength(2);
    home.send('wireless_switch/event/click', { kind: 'double' }, { retained: true });
    expect(times(home)).toHaveLength(2);
  });

  it('scene: after all that the other scene has set off', () => {
    const home = running(
      { ...example('scene'), conditions: [{ device: 'hall_light', prop: 'power', value: 'on' }] },
      { 'lights-out': manual([{ device: 'hall_light', set: { power: 'on' } }]) },
    );
    home.send('scenes/lights-out/run').pass('0s');
    expect(home.runs('scene')).toEqual(['06:58:00.000 finished: every step was done']);
  });

  it('message: by field, by text, by wildcard, but not what the broker has kept', () => {
    const home = running(example('message'));
    const tell = (topic: string, payload: string, kept = {}) =>
      home.simulated.input(home.now, { type: 'message', topic, payload, ...kept });
    tell('school/bell', '{"ring":true}', { retained: true });
    tell('school/bell', '{"ring":"true"}');
    tell('school/gate/door', 'shut');
    expect(times(home)).toEqual([]);
    tell('school/bell', '{"ring":true,"for":"lunch"}');
    tell('school/gate/door', 'open');
    tell('school/hall/door', '"open"');
    expect(reasons(home)).toEqual([
      'message on school/bell',
      'message on school/gate/door',
      'message on school/hall/door',
    ]);
  });
});

describe('conditions, as docs/scenes.md says', () => {
  it('time: Sunday 03:00 belongs to the Saturday on which the window began, Monday 03:00 to Sunday', () => {
    const home = running(example('time', 1), {}, { start: '2026-03-06T12:00:00+08:00' });
    const isRefused = (time: string) => asked(home.at(time)).runs('scene').at(-1)!.includes('refused');
    expect(isRefused('2026-03-07T03:00:00+08:00')).toBe(true);
    expect(isRefused('2026-03-07T22:00:00+08:00')).toBe(false);
    expect(isRefused('2026-03-08T03:00:00+08:00')).toBe(false);
    expect(isRefused('2026-03-09T03:00:00+08:00')).toBe(false);
    expect(isRefused('2026-03-09T06:00:00+08:00')).toBe(true);
    expect(isRefused('2026-03-10T03:00:00+08:00')).toBe(true);
  });

  it('sun: from half an hour before sunset until sunrise, whatever midnight is', () => {
    const home = running(example('sun', 1));
    const at = (time: string) => asked(home.at(time)).entries('run_end').at(-1)!.outcome;
    expect(at('17:22:48')).toBe('refused');
    expect(at('17:22:49')).toBe('finished');
    expect(at('2026-03-03T00:30:00+08:00')).toBe('finished');
    expect(at('06:19:07')).toBe('refused');
  });

  it('for: without interruption, from the start of the home on', () => {
    const home = running(example('for'));
    asked(home.pass('9m')).pass('1m');
    expect(asked(home).runs('scene')).toEqual([
      '07:07:00.000 refused: because motion_sensor.detected was false for 9m only, not for 10m',
      '07:08:00.000 finished: every step was done',
    ]);
  });

  it('scene: only while one is running and another is not', () => {
    const home = running(example('scene', 1), {
      'lights-out': manual([{ delay: '1m' }]),
      'welcome-home': manual([{ delay: '30s' }]),
    });
    const outcome = () =>
      asked(home)
        .entries('run_end')
        .filter(({ scene }) => scene === 'scene')
        .at(-1)!.outcome;
    expect(outcome()).toBe('refused');
    home.send('scenes/lights-out/run').send('scenes/welcome-home/run');
    expect(outcome()).toBe('refused');
    home.pass('30s');
    expect(outcome()).toBe('finished');
  });

  it('unknown: neither it nor its not holds, and the reason names it', () => {
    const home = running({
      ...manual([{ notify: 'x' }]),
      conditions: [{ not: example('for').conditions![0]! }],
    });
    asked(home.send('motion_sensor/availability', 'offline'));
    expect(home.runs('scene')).toEqual([
      '06:58:00.000 refused: because motion_sensor.detected was unknown, because motion_sensor is offline',
    ]);
  });
});

describe('steps, as docs/scenes.md says', () => {
  const notes = (home: TestHome) =>
    home
      .entries('step')
      .filter(({ notify }) => notify !== undefined)
      .map(({ time, notify }) => `${home.simulated.simulation.formatTime(time).slice(11, 19)} ${notify}`);

  it('wait_until: tells of the coffee when it is done', () => {
    const home = asked(running(example('wait_until'))).pass('5m');
    const done = home.entries('state').find(({ props }) => props.status === 'done')!;
    expect(notes(home)).toEqual([
      `${home.simulated.simulation.formatTime(done.time).slice(11, 19)} Coffee is ready`,
    ]);
  });

  it('wait_until: fails when its time is up', () => {
    const home = asked(running(example('wait_until'), {}, { given: { coffee_maker: { water: 0 } } })).pass(
      '5m',
    );
    expect(notes(home)).toEqual(['07:00:00 Coffee is ready']);
    expect(steps(home)[1]).toBe(
      '1 wait until coffee_maker.status is done: failed (not so within 2m: coffee_maker.status was idle, not done)',
    );
  });

  it('if: takes the way of else for what is unknown', () => {
    const home = running(example('if')).send('motion_sensor/availability', 'offline');
    expect(asked(home).pass('0s').runs('scene')).toEqual(['06:58:00.000 stopped: nobody is up']);
  });

  it('repeat: three times, then until the air is good or twelve times', () => {
    const home = running(example('repeat'), {}, { given: { air_purifier: { pm2_5: 100 } } });
    asked(home).pass('15m');
    home.stimulate('air_purifier', { pm2_5: 20 });
    home.pass('1d');
    expect(home.history('hall_light', 'power')).toEqual([
      '06:58:00.000 off',
      '06:58:00.000 on',
      '06:58:01.000 off',
      '06:58:02.000 on',
    ]);
    expect(steps(home)).toContain(
      '1 repeat until air_purifier.pm2_5 is below 35, 12 times at most: ok (2 rounds)',
    );
    const bad = asked(running(example('repeat'), {}, { given: { air_purifier: { pm2_5: 100 } } })).pass('1d');
    expect(bad.runs('scene')).toEqual(['08:58:03.000 finished: every step was done']);
  });

  it('parallel: is done when all of it is', () => {
    const home = asked(running(example('parallel'))).pass('5m');
    const opened = home.entries('request').filter(({ method }) => method === 'open' || method === 'brew');
    expect(opened.map(({ time }) => time - home.entries('run')[0]!.time)).toEqual([0, 0]);
    const done = home.entries('state').find(({ props }) => props.status === 'done')!;
    expect(notes(home)).toEqual([
      `${home.simulated.simulation.formatTime(done.time).slice(11, 19)} Good morning`,
    ]);
  });

  it('publish: JSON, and text that is kept', () => {
    const home = asked(running(example('publish')));
    expect(home.messages.filter(({ topic }) => topic.startsWith('school/'))).toMatchObject([
      { topic: 'school/lights', text: '{"on":true}' },
      { topic: 'school/status', text: 'closed' },
    ]);
  });

  it('retry: five times more, a minute apart, and then the run has failed', () => {
    const home = running(example('timeout, on_error and retry', 1));
    asked(home.send('coffee_maker/availability', 'offline')).pass('1h');
    expect(home.runs('scene')).toEqual([
      '07:03:00.000 failed: step 0 (coffee_maker set power=on) failed 6 times, at last: coffee_maker is offline',
    ]);
  });

  it('otherwise: is done when the conditions do not hold, and the run is refused all the same', () => {
    const home = asked(running(example('Otherwise'), {}, { start: '2026-03-02T06:00:00+08:00' })).pass('0s');
    expect(home.prop('air_purifier', 'mode')).toBe('sleep');
    expect(home.entries('run_end')).toMatchObject([{ outcome: 'refused' }]);
  });
});

describe('values of other properties, as docs/scenes.md says', () => {
  const pin = (home: TestHome, device: string, props: Record<string, number>, time: string) => {
    home.stimulate(device, props);
    home.pass(time);
  };

  it('stand for what they are at that moment', () => {
    const home = running(example('Values of other properties'));
    pin(home, 'bedroom_climate', { temperature: 19.5 }, '1m');
    asked(home);
    home.set('heater', { target_temperature: 19 });
    asked(home);
    expect(home.runs('scene')).toEqual([
      '06:59:00.000 finished: every step was done',
      '06:59:00.000 refused: because bedroom_climate.temperature was 19.5, not below 19 (heater.target_temperature)',
    ]);
  });

  it('scaling: 70 at 300 lx, and 1 from 990 lx on', () => {
    const home = running(example('Scaling'));
    const brightness = (illuminance: number) => {
      pin(home, 'light_sensor', { illuminance }, '1m');
      asked(home);
      return home.prop('smart_bulb', 'brightness');
    };
    expect([300, 306, 989, 990, 100_000, 0].map(brightness)).toEqual([70, 69, 1, 1, 1, 100]);
  });

  it('are read when the turn of the step comes, after what the steps before it have done', () => {
    const home = running(example('When it is read'), {}, { given: { smart_bulb: { brightness: 50 } } });
    asked(home).pass('1m');
    expect(home.history('smart_bulb', 'brightness').map((line) => line.slice(13))).toEqual([
      '50',
      '70',
      '90',
      '100',
    ]);
    expect(steps(home)[1]).toBe(
      '0.do#1.0 smart_bulb set brightness=70 (smart_bulb.brightness plus 20, at most 100): ok',
    );
  });

  it('make a trigger of two sides: it fires when the room cools down to it, or the target is turned up to it', () => {
    const given = { heater: { target_temperature: 20 }, bedroom_climate: { temperature: 21 } };
    const home = running(example('Triggers with two sides'), {}, { given });
    pin(home, 'bedroom_climate', { temperature: 18.5 }, '5m');
    home.set('heater', { target_temperature: 18 });
    home.pass('5m');
    home.set('heater', { target_temperature: 22 });
    home.pass('5m');
    expect(reasons(home)).toEqual([
      'bedroom_climate.temperature became 18.5 (it was 21), while heater.target_temperature was 20 and stayed so for 5m',
      'heater.target_temperature became 22, while bedroom_climate.temperature was 18.5 and stayed so for 5m',
    ]);
  });

  it('make a step fail while they are unknown, and a condition not hold', () => {
    const home = running(example('Other properties that are unknown'));
    home.send('hall_light/fault', 'offline').pass('1m');
    asked(home).pass('1m');
    expect(home.runs('scene').map((run) => run.slice(13))).toEqual([
      'failed: step 0 (smart_bulb set brightness=hall_light.brightness) failed: hall_light.brightness was unknown, because hall_light is offline',
    ]);
    expect(text).toContain(home.runs('scene')[0]!.split('failed: ').slice(1).join('failed: '));
  });
});

describe('a scene of TypeScript, as docs/scenes.md says', () => {
  const [, source] = /^```ts evening-light\n(.*?)^```$/ms.exec(text)!;

  it('decides and gives values by functions', () => {
    const env = { home: home(), models, scenes: new Set(['evening-light']), self: 'evening-light' };
    const { scene, problems } = loadScene('scenes/evening-light.ts', source!, env);
    expect(problems).toEqual([]);
    const one = running(scene as SceneFile, {}, { given: { light_sensor: { illuminance: 300 } } }).pass('1m');
    one.call('wireless_switch', 'press', { kind: 'single' });
    one.pass('1m');
    expect(one.prop('smart_bulb', 'brightness')).toBe(70);
    one.stimulate('light_sensor', { illuminance: 600 });
    one.stimulate('bedroom_climate', { temperature: 22 });
    one.pass('1m');
    one.call('wireless_switch', 'press', { kind: 'single' });
    expect(one.runs('scene').at(-1)).toMatch(
      / was false, as light_sensor.illuminance was 600, bedroom_climate.temperature was 22$/,
    );
    one.send('light_sensor/fault', 'offline').pass('1m');
    one.call('wireless_switch', 'press', { kind: 'single' });
    expect(one.runs('scene').at(-1)).toMatch(
      /light_sensor.illuminance was unknown, because light_sensor is offline$/,
    );
  });
});

describe('modes, as docs/scenes.md says', () => {
  it('of a trigger: a click begins anew, and the timer does not disturb it', () => {
    const scene = { ...example('Mode: to run while it runs', 1), actions: [{ delay: '1m' }] };
    const home = running(scene, {}, { start: '2026-03-02T21:59:30+08:00' });
    home.call('wireless_switch', 'press', { kind: 'single' });
    home.at('22:00:10').call('wireless_switch', 'press', { kind: 'single' });
    home.at('22:10');
    expect(home.runs('scene')).toEqual([
      '22:00:00.000 skipped: run 1 was still going on',
      '22:00:10.000 replaced: run 3 took its place',
      '22:01:10.000 finished: every step was done',
    ]);
  });
});

describe('when the clocks are set, as docs/scenes.md says', () => {
  const berlin = { latitude: 52.52, longitude: 13.4, timezone: 'Europe/Berlin' };
  const spring = '2026-03-29T00:00:00+01:00';
  const autumn = '2026-10-25T00:00:00+02:00';

  /** When a trigger fires on such a night, until 06:00. */
  function fired(trigger: SceneFile['trigger'], start: string): string[] {
    const home = homeWith(
      {},
      { location: berlin, start, scenes: { scene: { trigger, actions: rest.actions } } },
    );
    home.pass('6h');
    return home
      .entries('run')
      .map(
        ({ time }) =>
          home.simulated.simulation.formatTime(time).slice(11, 16) +
          home.simulated.simulation.formatTime(time).slice(-6),
      );
  }

  it.each<[string, SceneFile['trigger'], string[], string[]]>([
    ['a time of 02:30', { type: 'time', value: '02:30' }, ['03:00+02:00'], ['02:30+02:00']],
    ['a cron that names its hours', { type: 'cron', value: '30 2 * * *' }, ['03:00+02:00'], ['02:30+02:00']],
    [
      'a cron for every hour',
      { type: 'cron', value: '30 * * * *' },
      ['00:30+01:00', '01:30+01:00', '03:30+02:00', '04:30+02:00', '05:30+02:00', '06:30+02:00'],
      ['00:30+02:00', '01:30+02:00', '02:30+02:00', '02:30+01:00', '03:30+01:00', '04:30+01:00'],
    ],
    [
      'every',
      { type: 'every', value: '2h' },
      ['03:00+02:00', '05:00+02:00', '07:00+02:00'],
      ['02:00+02:00', '03:00+01:00', '05:00+01:00'],
    ],
    ['dawn', { type: 'sun', value: 'dawn' }, ['06:13+02:00'], []],
  ])('%s', (_title, trigger, inSpring, inAutumn) => {
    expect(fired(trigger, spring)).toEqual(inSpring);
    expect(fired(trigger, autumn)).toEqual(inAutumn);
  });
});
