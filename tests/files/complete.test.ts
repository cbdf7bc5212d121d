import { describe, expect, it } from 'vitest';
import { completeScene } from '../../src/files/complete.ts';
import { loadHome } from '../../src/files/load-home.ts';
import { demoHome } from '../cli/millet.ts';

const loaded = await loadHome(demoHome);
const env = { home: loaded.home!, models: loaded.models, scenes: new Set(loaded.scenes.keys()) };

/** What is offered at the `|` of a text. */
function offered(marked: string) {
  const offset = marked.indexOf('|');
  return completeScene(marked.replace('|', ''), offset, env);
}
const labels = (marked: string): string[] => offered(marked).options.map(({ label }) => label);

describe('what can stand at a place of a scene', () => {
  it.each([
    ['|', ['name', 'description', 'trigger', 'conditions', 'actions', 'otherwise', 'mode', 'max', 'allow']],
    [
      'name: x\ntri|',
      ['description', 'trigger', 'conditions', 'actions', 'otherwise', 'mode', 'max', 'allow'],
    ],
    ['trigger:\n  type: time\n  |\n', ['value', 'days', 'mode']],
    ['mode: |\n', ['single', 'restart', 'queued', 'parallel']],
    ['conditions:\n  - { device: motion_sensor, prop: | }\n', ['detected', 'last_seen', 'battery']],
    [
      'conditions:\n  - device: air_purifier\n    prop: mode\n    value: |\nactions: []\n',
      ['auto', 'sleep', 'favorite'],
    ],
    ['conditions:\n  - { device: motion_sensor, prop: detected, value: | }\n', ['true', 'false']],
    [
      'actions:\n  - { device: coffee_maker, method: brew, params: { type: | } }\n',
      ['espresso', 'americano', 'lungo'],
    ],
    ['actions:\n  - { device: coffee_maker, method: brew, params: { | } }\n', ['type']],
    ['actions:\n  - { notify: "Hi", to: | }\n', ['lin_phone', 'wei_phone']],
    ['trigger: { type: event, device: bedside_switch, event: | }\n', ['click']],
    [
      'trigger: { type: event, device: bedside_switch, event: click, where: { kind: | } }\n',
      ['single', 'double', 'long'],
    ],
    [
      'conditions:\n  - { device: air_purifier, prop: level, above: { | } }\n',
      ['device', 'prop', 'times', 'plus', 'min', 'max'],
    ],
    [
      'conditions:\n  - { device: air_purifier, prop: level, above: { device: motion_sensor, prop: | } }\n',
      ['detected', 'last_seen', 'battery'],
    ],
    [
      'actions:\n  - device: hall_light\n    set:\n      brightness: { device: hall_light, pr| }\n',
      ['prop', 'times', 'plus', 'min', 'max'],
    ],
    [
      'actions:\n  - { device: smart_curtain, method: open, params: { percent: { device: motion_sensor, prop: | } } }\n',
      ['detected', 'last_seen', 'battery'],
    ],
    [
      'actions:\n  - { device: hall_light, set: { brightness: { | } } }\n',
      ['device', 'prop', 'times', 'plus', 'min', 'max'],
    ],
    ['# a comment |\n', []],
    ['trigger: { type: property, device: nobody, prop: | }\n', []],
  ])('in %j is %j', (text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  it('is also offered in the middle of a word, within quotes, and in a text that is broken further down', () => {
    const text = 'actions:\n  - { device: hall_light, set: { power: "o|" } }\n  - { oops\n';
    expect(offered(text)).toEqual({
      from: text.indexOf('"'),
      to: text.indexOf('|') + 1,
      options: [
        { label: 'on', kind: 'value', insert: '"on"' },
        { label: 'off', kind: 'value', insert: '"off"' },
      ],
    });
    const word = 'actions:\n  - run: lights|-out\n';
    const { from, to, options } = offered(word);
    expect(word.replace('|', '').slice(from, to)).toBe('lights-out');
    expect(options.map(({ label }) => label)).toContain('good-night');
  });

  it('quotes what older YAML readers take for true or false', () => {
    const { options } = offered('actions:\n  - device: hall_light\n    set:\n      power: |\n');
    expect(options.map(({ insert }) => insert)).toEqual(['"on"', '"off"']);
  });

  it('offers every device with what it is, and only settings to set', () => {
    const devices = offered('actions:\n  - device: |\n').options;
    expect(devices).toHaveLength(24);
    expect(devices).toContainEqual({
      label: 'hall_light',
      kind: 'device',
      detail: 'Light in the hall, smart-bulb',
    });
    expect(labels('actions:\n  - device: air_purifier\n    set:\n      |\n')).toEqual([
      'power',
      'mode',
      'level',
    ]);
  });

  it('never throws, wherever the cursor stands in whatever file', () => {
    for (const scene of ['morning-routine', 'welcome-home', 'clear-the-air']) {
      const text = `name: x\n${JSON.stringify(loaded.scenes.get(scene), null, 1)}\n- : {[\n`;
      for (let offset = 0; offset <= text.length; offset += 7) {
        const { from, to } = completeScene(text, offset, env);
        expect(from <= offset && offset <= to).toBe(true);
      }
    }
  });
});
