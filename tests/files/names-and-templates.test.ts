import { describe, expect, it } from 'vitest';
import { homeSchema } from '../../src/core/home.ts';
import { loadHome } from '../../src/files/load-home.ts';
import { loadScene, type SceneSources } from '../../src/files/load-scene.ts';
import type { Problem } from '../../src/files/problems.ts';
import { models } from '../models.ts';
import { directoryWith, homeYaml } from './homes.ts';

const lines = (problems: readonly Problem[]) =>
  problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);

const home = homeSchema.parse({
  name: 'Named',
  location: { latitude: 31.23, longitude: 121.47, timezone: 'Asia/Shanghai' },
  rooms: ['hall', 'kitchen'],
  constants: { night: '22:30', comfortable: 21, dim: 5, quiet: true },
  devices: {
    hall_motion: { model: 'motion-sensor', room: 'hall' },
    hall_light: { model: 'smart-bulb', room: 'hall' },
    kitchen_motion: { model: 'motion-sensor', room: 'kitchen' },
    kitchen_light: { model: 'smart-bulb', room: 'kitchen' },
  },
});
const env = { home, models, scenes: new Set(['motion-light', 'x']), self: 'x' };

describe('a constant of the home', () => {
  it('stands where its name does, with its type', () => {
    const { scene, problems } = loadScene(
      'x.yaml',
      `trigger: { type: time, value: $night }
actions:
  - { device: hall_light, set: { brightness: $dim } }
  - { notify: "It is \${night}; \${comfortable} degrees would do" }
`,
      env,
    );
    expect(problems).toEqual([]);
    expect(scene).toEqual({
      trigger: { type: 'time', value: '22:30' },
      actions: [
        { device: 'hall_light', set: { brightness: 5 } },
        { notify: 'It is 22:30; 21 degrees would do' },
      ],
    });
  });

  it('is checked as if it had been written there', () => {
    expect(
      lines(
        loadScene(
          'x.yaml',
          'trigger: { type: manual }\nactions:\n- { device: hall_light, set: { brightness: $quiet } }\n',
          env,
        ).problems,
      ),
    ).toEqual(['x.yaml:3:44: hall_light.brightness takes an integer from 1 to 100 %, got true']);
  });

  it('may stand in a property that stands as a value, and beside one in a text', () => {
    const { scene, problems } = loadScene(
      'x.yaml',
      `trigger: { type: manual }
actions:
  - { device: hall_light, set: { brightness: { device: kitchen_light, prop: brightness, max: 50, min: $dim } } }
  - { notify: "\${kitchen_light.brightness} of \${comfortable}" }
`,
      env,
    );
    expect(problems).toEqual([]);
    expect(scene!.actions).toEqual([
      {
        device: 'hall_light',
        set: { brightness: { device: 'kitchen_light', prop: 'brightness', max: 50, min: 5 } },
      },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is filled in when the message is sent.
      { notify: '${kitchen_light.brightness} of 21' },
    ]);
  });

  it('that is not there is told, with the nearest one', () => {
    expect(
      lines(
        loadScene('x.yaml', 'trigger: { type: time, value: $nigth }\nactions: [{ delay: 1s }]\n', env)
          .problems,
      ),
    ).toEqual(['x.yaml:1:31: nothing is called $nigth. Did you mean night?']);
  });

  it('leaves a text alone that begins with two dollars, and a price within a text', () => {
    const { scene } = loadScene(
      'x.yaml',
      'trigger: { type: manual }\nactions: [{ notify: "$$night" }, { notify: "5 $ or more" }]\n',
      env,
    );
    expect(scene?.actions).toEqual([{ notify: '$night' }, { notify: '5 $ or more' }]);
  });
});

describe('a constant in the rules of the home', () => {
  const withRules = (rules: string) =>
    loadHome(directoryWith({ 'home.yaml': `${homeYaml}constants: { night: "22:30", dim: 5 }\n${rules}` }));

  it('stands where its name does, and counts as used', async () => {
    const {
      home: loaded,
      problems,
      ruleNames,
    } = await withRules(
      'never:\n  - all: [{ device: hall_light, prop: brightness, above: $dim }, { type: time, after: $night, before: "06:00" }]\n',
    );
    expect(problems).toEqual([]);
    expect(loaded?.never).toEqual([
      {
        all: [
          { device: 'hall_light', prop: 'brightness', above: 5 },
          { type: 'time', after: '22:30', before: '06:00' },
        ],
      },
    ]);
    expect([...ruleNames].sort()).toEqual(['dim', 'night']);
  });

  it('that is not there is told, with the nearest one', async () => {
    const { home: loaded, problems } = await withRules(
      'always: [{ device: hall_light, prop: brightness, below: $dime }]\n',
    );
    expect(loaded).toBeUndefined();
    expect(problems.map(({ line, column, message }) => `${line}:${column}: ${message}`)).toEqual([
      '8:57: nothing is called $dime. Did you mean dim?',
    ]);
  });
});

const template = `name: Light where somebody moves
params:
  sensor: { type: device, model: motion-sensor }
  lamp: device
  stay: { type: duration, default: 3m }
trigger: { type: event, device: $sensor, event: motion }
mode: restart
actions:
  - { device: $lamp, set: { power: "on", brightness: $dim } }
  - { delay: $stay }
  - { device: $lamp, set: { power: "off" } }
`;
const others: SceneSources = {
  ids: ['motion-light'],
  read: (id) => (id === 'motion-light' ? { file: 'motion-light.yaml', content: template } : undefined),
};
const use = (text: string) => loadScene('x.yaml', text, env, others);

describe('a template', () => {
  it('is a scene for each use, with its parameters and their defaults', () => {
    const { scene, problems } = use(
      'name: Kitchen\nuse: motion-light\nwith: { sensor: kitchen_motion, lamp: kitchen_light }\n',
    );
    expect(problems).toEqual([]);
    expect(scene).toEqual({
      name: 'Kitchen',
      trigger: { type: 'event', device: 'kitchen_motion', event: 'motion' },
      mode: 'restart',
      actions: [
        { device: 'kitchen_light', set: { power: 'on', brightness: 5 } },
        { delay: '3m' },
        { device: 'kitchen_light', set: { power: 'off' } },
      ],
    });
  });

  it('takes a parameter for the device of a property that stands as a value, also in a text', () => {
    const content = `params: { from: device, to: device, share: number }
trigger: { type: manual }
actions:
  - { device: $to, set: { brightness: { device: $from, prop: brightness, times: $share, min: 1 } } }
  - { notify: "It was \${from.brightness}" }
`;
    const { scene, problems } = loadScene(
      'x.yaml',
      'use: copy\nwith: { from: hall_light, to: kitchen_light, share: 0.5 }\n',
      env,
      { ids: ['copy'], read: () => ({ file: 'copy.yaml', content }) },
    );
    expect(problems).toEqual([]);
    expect(scene!.actions).toEqual([
      {
        device: 'kitchen_light',
        set: { brightness: { device: 'hall_light', prop: 'brightness', times: 0.5, min: 1 } },
      },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is filled in when the message is sent.
      { notify: 'It was ${hall_light.brightness}' },
    ]);
  });

  it.each([
    ['use: motion-lihgt\n', 'x.yaml:1:6: there is no scene motion-lihgt. Did you mean motion-light?'],
    [
      'use: motion-light\nwith: { sensor: hall_motion }\n',
      'x.yaml:2:7: motion-light needs lamp: the id of a device',
    ],
    [
      'use: motion-light\nwith: { sensor: hall_light, lamp: hall_light }\n',
      'x.yaml:2:17: sensor of motion-light takes the id of a motion-sensor; hall_light is a smart-bulb',
    ],
    [
      'use: motion-light\nwith: { sensor: hall_motion, lamp: hall_light, sty: 1m }\n',
      'x.yaml:2:48: motion-light has no parameter sty. Did you mean stay?',
    ],
    [
      'use: motion-light\nwith: { sensor: hall_motion, lamp: hall_light, stay: 3 }\n',
      'x.yaml:2:54: stay of motion-light takes a duration such as 90s, 5m or 1h30m, got 3',
    ],
    [
      'use: motion-light\nwith: { sensor: hall_motion, lamp: hall_lihgt }\n',
      'motion-light.yaml:9:15: home.yaml has no device hall_lihgt. Did you mean hall_light? (as x uses it)',
    ],
  ])('tells what is wrong with %j', (text, sentence) => {
    expect(lines(use(text).problems)[0]).toBe(sentence);
  });

  it('is no scene by itself, and its own names are checked', () => {
    expect(loadScene('motion-light.yaml', template, env)).toEqual({
      scene: undefined,
      problems: [],
      template: true,
      names: new Set(['sensor', 'lamp', 'dim', 'stay']),
    });
    const typo = template.replace('$stay', '$saty').replace('lamp: device', 'lamp: device\n  spare: any');
    expect(lines(loadScene('motion-light.yaml', typo, env).problems)).toEqual([
      'motion-light.yaml:5:3: nothing in this template uses $spare',
      'motion-light.yaml:6:3: nothing in this template uses $stay',
      'motion-light.yaml:11:14: nothing is called $saty. Did you mean stay?',
    ]);
  });

  it('gives a home a scene for each use, and none for itself', async () => {
    const dir = directoryWith({
      'home.yaml': JSON.stringify(home),
      'scenes/motion-light.yaml': template,
      'scenes/hall.yaml': 'use: motion-light\nwith: { sensor: hall_motion, lamp: hall_light }\n',
      'scenes/kitchen.yaml':
        'use: motion-light\nwith: { sensor: kitchen_motion, lamp: kitchen_light, stay: 1m }\n',
    });
    const { scenes, problems } = await loadHome(dir);
    expect(problems).toEqual([]);
    expect([...scenes.keys()]).toEqual(['hall', 'kitchen']);
    expect(scenes.get('kitchen')?.actions[1]).toEqual({ delay: '1m' });
  });
});
