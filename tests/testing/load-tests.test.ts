import { describe, expect, it } from 'vitest';
import { homeLoader, loadTests } from '../../src/testing/index.ts';
import { directoryWith, homeYaml } from '../files/homes.ts';

const head = 'tests:\n  - name: x\n    from: "2026-03-02T06:55"\n    until: "07:05"\n';
const always = '    always: [{ device: hall_light, prop: power, value: "off" }]\n';

/** What is said of a test with these lines after its head: `7:14: sentence`. */
async function problems(rest: string, begin = head): Promise<string[]> {
  const scene = 'trigger: { type: manual }\nactions: [{ delay: 1s }]\n';
  const dir = directoryWith({
    'home.yaml': homeYaml,
    'scenes/wait.yaml': scene,
    'scenes/x.test.yaml': begin + rest,
  });
  const loaded = await loadTests(`${dir}/scenes/x.test.yaml`, homeLoader());
  return loaded.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
}

describe('loadTests', () => {
  it('takes a sound file, with the home above scenes/', async () => {
    expect(await problems(always)).toEqual([]);
  });

  it.each<[what: string, rest: string, expected: string[]]>([
    [
      'an unknown device',
      '    given: { hal_light: { power: "on" } }\n',
      ['5:14: home.yaml has no device hal_light. Did you mean hall_light?'],
    ],
    [
      'an unknown property',
      '    given: { hall_light: { powr: "on" } }\n',
      ['5:28: hall_light has no property powr. Did you mean power?'],
    ],
    [
      'a value that cannot be',
      '    given: { hall_light: { brightness: 500 } }\n',
      ['5:40: hall_light.brightness takes an integer from 1 to 100 %, got 500'],
    ],
    [
      'what only the device decides',
      '    given: { sensor: { last_seen: "" } }\n',
      ['5:24: sensor.last_seen can be neither set nor pinned: the device decides it by itself'],
    ],
    [
      'a setting that is stimulated',
      '    do: [{ at: "07:00", device: hall_light, stimulate: { power: "on" } }]\n',
      ['5:58: power cannot be stimulated: power is a setting; use set_prop; a hall_light has no readings'],
    ],
    [
      'an unknown method',
      '    do: [{ at: "07:00", device: hall_light, method: tog }]\n',
      ['5:53: hall_light has no method tog; it has toggle or fade'],
    ],
    [
      'an unknown scene',
      '    do: [{ at: "07:00", scene: wiat }]\n',
      ['5:32: there is no scene wiat. Did you mean wait?'],
    ],
    [
      'a time after the end',
      '    do: [{ at: "07:06", scene: wait }]\n',
      [
        '5:16: 2026-03-02T07:06:00.000+08:00 is after the test has ended: it goes from 2026-03-02T06:55:00.000+08:00 until 2026-03-02T07:05:00.000+08:00',
      ],
    ],
    [
      'an action that is none',
      '    do: [{ at: "07:00", device: hall_light, sett: { power: "on" } }]\n',
      ['5:45: an action has no key "sett". Did you mean set?'],
    ],
    [
      'a fault that is none',
      '    do: [{ at: "07:00", device: hall_light, fault: oflin }]\n',
      [
        '5:52: There is no fault oflin; there are offline, slow, lossy, duplicated, stuck, drift, battery, jam, reboot or none. Did you mean offline?',
      ],
    ],
    [
      'a fault that the device cannot have',
      '    do: [{ at: "07:00", device: hall_light, fault: jam }]\n',
      ['5:52: hall_light cannot jam: a smart-bulb has no moving parts'],
    ],
    [
      'an unknown outcome',
      '    expect: [{ scene: wait, outcome: finishd }]\n',
      [
        '5:38: outcome takes finished, refused, failed, partial, stopped, replaced or skipped, got "finishd". Did you mean finished?',
      ],
    ],
    [
      'an unknown event',
      '    expect: [{ device: sensor, event: moton }]\n',
      ['5:39: sensor has no event moton. Did you mean motion?'],
    ],
    [
      'an unknown parameter',
      '    expect: [{ device: hall_light, method: fade, params: { brightnes: 1 } }]\n',
      ['5:60: hall_light.fade has no parameter brightnes. Did you mean brightness?'],
    ],
    [
      'nothing in a scene that is to be running, beside what is wrong',
      '    expect: [{ at: "07:00", type: scene, scene: wait, value: running }, { nonsense: 1 }]\n',
      [
        '5:73: an expectation needs one of the keys prop, scene, method, set, event, notify, all, any or not, or a type: scene, time, sun or availability; this has only nonsense',
      ],
    ],
    [
      'a scene that is to be anything but running',
      '    expect: [{ type: scene, scene: wait, value: runing }]\n',
      ['5:49: value takes running, got "runing"'],
    ],
    [
      'two ways to count',
      '    expect: [{ scene: wait, times: 1, at_least: 1 }]\n',
      ['5:29: times says exactly how often; leave out at_least and at_most'],
    ],
    [
      'a rule that is none',
      '    never: [{ device: sensor, prop: detectd, value: true }]\n',
      ['5:37: sensor has no property detectd; it has detected, last_seen or battery. Did you mean detected?'],
    ],
  ])('finds %s', async (_what, rest, expected) => {
    expect(await problems(rest + (rest.includes('never') ? '' : always))).toEqual(expected);
  });

  it('puts the constants of its home where their names stand', async () => {
    const dir = directoryWith({
      'home.yaml': `${homeYaml}constants: { dim: 5, bright: 500 }\n`,
      'scenes/x.test.yaml': `${head}    never: [{ device: hall_light, prop: brightness, below: $dim }]\n`,
      'scenes/y.test.yaml': `${head}    given: { hall_light: { brightness: $bright } }\n${always}`,
      'scenes/z.test.yaml': `${head}    given: { hall_light: { brightness: $dimm } }\n${always}`,
    });
    const load = (name: string) => loadTests(`${dir}/scenes/${name}.test.yaml`, homeLoader());
    expect((await load('x')).tests[0]?.never).toEqual([
      { device: 'hall_light', prop: 'brightness', below: 5 },
    ]);
    expect((await load('y')).problems.map(({ message }) => message)).toEqual([
      'hall_light.brightness takes an integer from 1 to 100 %, got 500',
    ]);
    expect((await load('z')).problems.map(({ message }) => message)).toEqual([
      'nothing is called $dimm. Did you mean dim?',
    ]);
  });

  it('tells all mistakes of a file at once', async () => {
    const rest =
      '    do: [{ at: "07:00", scene: nope }]\n    expect: [{ scene: nope }, { device: nope, prop: x, value: 1 }]\n';
    expect(await problems(rest)).toHaveLength(3);
  });

  it('refuses a test that could not fail, and a name that is used twice', async () => {
    expect(await problems(`${always}  - { name: x, from: "2026-03-02T06:55", until: "07:05" }\n`)).toEqual([
      '6:5: it expects nothing, so it cannot fail: it needs expect, never or always',
      '6:13: a test before it has the name "x" already',
    ]);
  });

  it('refuses a beginning without a date, and an end before the beginning', async () => {
    expect(await problems(always, head.replace('2026-03-02T', ''))).toEqual([
      '3:11: from takes a whole time such as 2026-03-02T06:55, got "06:55"',
    ]);
    expect(await problems(always, head.replace('"07:05"', '"2026-03-01T07:05"'))).toEqual([
      '4:12: it ends before it begins: from is 2026-03-02T06:55:00.000+08:00',
    ]);
  });

  it('says so when its home is none', async () => {
    const dir = directoryWith({ 'tests/x.test.yaml': `home: elsewhere\n${head}${always}` });
    const { problems: found } = await loadTests(`${dir}/tests/x.test.yaml`, homeLoader());
    expect(found.map(({ line, message }) => `${line}: ${message.replaceAll(dir, '')}`)).toEqual([
      '1: There is no directory /tests/elsewhere',
    ]);
  });
});
