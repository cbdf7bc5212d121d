import { describe, expect, it } from 'vitest';
import { loadScene } from '../../../src/files/load-scene.ts';
import type { TestHome } from '../../home.ts';
import { type SceneFile, sceneHome, steps, times, traces } from './parts.ts';

/** A scene of TypeScript, as it is loaded. */
function code(body: string, before = ''): SceneFile {
  const text = `import { defineScene } from 'millet';\n${before}\nexport default defineScene({ trigger: { type: 'manual' }, ${body} });\n`;
  const { scene, problems } = loadScene('scenes/scene.ts', text, undefined);
  expect(problems).toEqual([]);
  return scene as SceneFile;
}
const say = `actions: [{ notify: 'Hello' }]`;
const when = (decides: string, before?: string): SceneFile =>
  code(`conditions: [${decides}], ${say}`, before);

function asked(scene: SceneFile, options: Parameters<typeof sceneHome>[1] = {}): TestHome {
  return sceneHome({ scene }, options).pass('1m').send('scenes/scene/run').pass('1m');
}
const ended = (home: TestHome) => traces(home).map(({ outcome, reason }) => `${outcome}: ${reason}`);

describe('a condition that is a function', () => {
  it('holds when it says so, and tells what it has looked at', () => {
    const scene = when(`(home) => home.get('sensor', 'amount') > 5 || home.isOnline('lamp') === false`);
    expect(ended(asked(scene, { given: { sensor: { amount: 6 } } }))).toEqual([
      'finished: every step was done',
    ]);
    const home = asked(scene);
    expect(ended(home)).toEqual([
      `refused: because (home) => home.get('sensor', 'amount') > 5 || home.isOnline('lamp') === false was false, as sensor.amount was 0, lamp.availability was online`,
    ]);
    expect(traces(home)[0]?.conditions).toEqual([
      {
        condition: `(home) => home.get('sensor', 'amount') > 5 || home.isOnline('lamp') === false`,
        holds: false,
        read: [
          { device: 'sensor', prop: 'amount', value: 0, since: '2026-03-02T06:58:00.000+08:00', by: 4 },
          {
            device: 'lamp',
            prop: 'availability',
            value: 'online',
            since: '2026-03-02T06:58:00.000+08:00',
            by: 1,
          },
        ],
      },
    ]);
  });

  it('is told the time of the home', () => {
    const scene = when(
      `({ time }) => time.hour === 6 && time.minute === 59 && time.weekday === 'mon' && time.date === '2026-03-02' && time.iso === '2026-03-02T06:59:00.000+08:00'`,
    );
    expect(ended(asked(scene))).toEqual(['finished: every step was done']);
  });

  it('stands within all, any and not, where what is unknown stays unknown', () => {
    const scene = (conditions: string) => {
      const home = sceneHome({ scene: code(`conditions: [${conditions}], ${say}`) });
      return ended(home.send('lamp/fault', 'offline').pass('1m').send('scenes/scene/run').pass('1s'))[0];
    };
    const asks = `(home) => home.get('lamp', 'power') === 'on'`;
    const unknown = 'refused: because lamp.power was unknown, because lamp is offline';
    expect(scene(asks)).toBe(unknown);
    expect(scene(`{ not: ${asks} }`)).toBe(unknown);
    expect(scene(`{ any: [${asks}, () => true] }`)).toBe('finished: every step was done');
    expect(scene(`(home) => home.isOnline('lamp') && home.get('lamp', 'power') === 'on'`)).toMatch(
      /^refused: .* was false/,
    );
    expect(scene(`(home) => home.get('nobody', 'x')`)).toBe(
      'refused: because nobody.x was unknown, because nothing has been heard from nobody',
    );
  });

  it.each([
    [`() => 5`, 'its function gave 5, which is neither true nor false'],
    [`() => undefined`, 'its function gave nothing, which is neither true nor false'],
    [`async () => true`, 'its function gave a promise; it must answer at once, without async'],
    [`() => { throw new Error('no idea'); }`, 'its function failed: no idea'],
    [`() => { throw 'no idea'; }`, 'its function failed: "no idea"'],
    [`(home) => home.got('lamp', 'power')`, 'its function failed: home.got is not a function'],
    [`() => Date.now() > 0`, 'its function failed: there is no Date in a scene; home.time tells the time'],
    [
      `() => Math.random() > 0`,
      'its function failed: there is no Math.random in a scene; what a scene does follows from its home alone',
    ],
    [`() => process.exit(1)`, 'its function failed: there is no process in a scene'],
    [
      `(home) => { home.get = () => 1; return true; }`,
      /^its function failed: Cannot assign to read only property/,
    ],
    [`function again() { return again(); }`, /^its function failed: Maximum call stack size exceeded/],
  ])('%s is unknown, and the reason says why', (decides, reason) => {
    const [found] = ended(asked(when(decides)));
    const why = found!.replace('refused: because ', '').replace(/ \(line \d+, column \d+\)$/, '');
    expect(why).toEqual(typeof reason === 'string' ? reason : expect.stringMatching(reason));
  });

  it('that fails tells the line and the column in its file', () => {
    expect(ended(asked(when('(home) =>\n  home.got(1)')))).toEqual([
      'refused: because its function failed: home.got is not a function (line 4, column 8)',
    ]);
  });

  it('cannot change what is known of the home', () => {
    const scene = when(
      `(home) => { home.get('sensor', 'list').push(3); return home.get('sensor', 'list').length === 2; }`,
    );
    const home = sceneHome({ scene })
      .send('sensor/state', { list: [1, 2] })
      .pass('1m');
    home.send('scenes/scene/run').send('scenes/scene/run');
    expect(ended(home)).toEqual(['finished: every step was done', 'finished: every step was done']);
  });

  it('is waited for: it is asked again when something changes that it looked at, or in the next minute', () => {
    const actions = `actions: [
      { wait_until: (home) => home.get('lamp', 'power') === 'on' && home.get('sensor', 'amount') > 3 },
      { wait_until: (home) => home.time.minute === 5 },
      { repeat: { until: (home) => home.get('sensor', 'amount') < 3 }, do: [{ delay: '10s' }] },
    ]`;
    const home = sceneHome({ scene: code(actions) }, { start: '2026-03-02T07:00:00+08:00' });
    home.send('scenes/scene/run').pass('30s').set('lamp', { power: 'on' });
    home.pass('30s');
    home.stimulate('sensor', { amount: 4 });
    home.at('07:05:15');
    home.stimulate('sensor', { amount: 1 });
    home.pass('1m');
    const ends = home
      .entries('step')
      .filter(({ step, result }) => !step.includes('.') && result !== undefined);
    expect(ends.map(({ time }) => home.simulated.simulation.formatTime(time).slice(11, 19))).toEqual([
      '07:01:00',
      '07:05:00',
      '07:05:20',
    ]);
  });
});

describe('a value that is a function', () => {
  it('is what it gives at the moment of the step, as its target takes it', () => {
    const scene = code(
      `actions: [
        { device: 'lamp', set: { power: 'on', level: (home) => half(home.get('sensor', 'amount')) } },
        { notify: (home) => \`It is \${home.get('sensor', 'amount')}\` },
        { publish: { topic: 'out/a', payload: (home) => ({ amount: home.get('sensor', 'amount'), deep: [1] }) } },
        { publish: { topic: 'out/b', payload: { amount: (home) => home.get('sensor', 'amount') } } },
        { device: 'sensor', method: 'click', params: { kind: () => 'double' } },
      ]`,
      'const half = (amount: number): number => amount / 2;',
    );
    const home = asked(scene, { given: { sensor: { amount: 5 } } });
    expect(steps(home)).toEqual([
      `0 lamp set power=on level=3 ((home) => half(home.get('sensor', 'amount'))): ok`,
      '1 notify "It is 5": ok',
      '2 publish {"amount":5,"deep":[1]} to out/a: ok',
      '3 publish {"amount":5} to out/b: ok',
      "4 sensor.click kind=double (() => 'double'): ok",
    ]);
    expect(home.entries('step')[0]).toMatchObject({ read: [{ device: 'sensor', prop: 'amount', value: 5 }] });
  });

  it.each([
    [`() => ({})`, 'its function gave {}, which is no number, text, true or false'],
    [`() => NaN`, 'its function gave NaN, which is no number, text, true or false'],
    [`async () => 5`, 'its function gave a promise; it must answer at once, without async'],
    [`(home) => home.get('nobody', 'x')`, 'nobody.x was unknown, because nothing has been heard from nobody'],
    [`() => -1`, 'level takes an integer from 0 to 100000, got -1 (-4005)'],
  ])('%s makes the step fail', (gives, message) => {
    const home = asked(code(`actions: [{ device: 'lamp', set: { level: ${gives} } }, { notify: 'on' }]`));
    expect(steps(home)[0]).toMatch(/^0 lamp set level=/);
    expect(steps(home)[0]).toContain(`: failed (${message})`);
    expect(ended(home)[0]).toMatch(/^partial/);
  });

  it('fails as a payload that is no JSON', () => {
    const home = asked(code(`actions: [{ publish: { topic: 'out/a', payload: () => () => 1 } }]`));
    expect(steps(home)[0]).toMatch(/failed \(its function gave .*, which is no JSON\)$/);
  });
});

describe('the code of a scene', () => {
  it('is in the journal, so that the scene saved from there is the same', () => {
    const scene = when(`(home) => home.get('sensor', 'amount') > limit`, 'const limit = 5;');
    const home = asked(scene, { given: { sensor: { amount: 6 } } });
    const [start] = home.entries('start');
    const stored = JSON.parse(JSON.stringify(start!.scenes.scene));
    expect(stored.code).toContain('const limit = 5;');
    home.save('other', stored).send('scenes/other/run').pass('1s');
    expect(times(home, 'other')).toHaveLength(1);
    expect(traces(home, 'other')[0]?.outcome).toBe('finished');
  });

  it('that is no longer sound makes its conditions unknown, and breaks nothing', () => {
    const scene = { ...when(`() => true`), code: 'throw new Error("spoilt");' };
    expect(ended(asked(scene))).toEqual(['refused: because its function is not in the code of the scene']);
  });
});
