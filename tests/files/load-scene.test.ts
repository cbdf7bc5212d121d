import { describe, expect, it } from 'vitest';
import { loadScene } from '../../src/files/load-scene.ts';
import { formatProblem } from '../../src/files/problems.ts';
import { env } from '../core/check/samples.ts';
import { lines } from './lines.ts';

const load = (text: string) => lines(loadScene('x.yaml', text, env).problems);
/** Line 1 holds the trigger. */
const onTrigger = (trigger: string) => load(`trigger: ${trigger}\nactions: [{ delay: 1s }]\n`);
/** Line 2 holds the condition, from column 3. */
const onCondition = (condition: string) => {
  return load(`conditions:\n- ${condition}\ntrigger: { type: manual }\nactions: [{ delay: 1s }]\n`);
};
/** Line 2 holds the step, from column 3. */
const onStep = (step: string) => load(`actions:\n- ${step}\ntrigger: { type: manual }\n`);

const triggerTypes = 'time, cron, every, sun, property, event, availability, scene, message, start or manual';
const conditionTypes = 'time, sun, availability or scene';
const timeOfDay = 'a time of day from 00:00 to 23:59:59, such as 07:00 or 07:00:30';
const duration = 'a duration such as 90s, 5m, 1h30m or 250ms';

describe('loadScene', () => {
  const article = `name: Morning routine
trigger: { type: time, value: "07:00" }
conditions:
  - { device: motion_sensor, prop: detected, value: true }
actions:
  - { device: smart_curtain, method: open, params: { percent: 100 } }
  - { device: air_purifier, method: set_mode, params: { mode: auto } }
`;

  it('reads a scene', () => {
    const { scene, problems } = loadScene('x.yaml', article, env);
    expect(problems).toEqual([]);
    expect(scene).toMatchObject({ name: 'Morning routine', trigger: { type: 'time', value: '07:00' } });
  });

  it('reads the same scene as JSON', () => {
    const { scene } = loadScene('x.yaml', article, env);
    expect(loadScene('x.json', JSON.stringify(scene, undefined, '\t'), env)).toMatchObject({
      scene,
      problems: [],
    });
  });

  it('checks no names without a home', () => {
    const text = article.replace('smart_curtain', 'toaster');
    expect(loadScene('x.yaml', text, undefined).scene).toBeDefined();
    expect(loadScene('x.yaml', text, env).scene).toBeUndefined();
  });

  it('tells wrong names and values also beside what has the wrong shape', () => {
    expect(
      load(`trigger: [{ type: time, value: "7" }, { type: property, device: motion_sensr, prop: detected, value: true }]
conditions:
  - { device: air_purifier, prop: pm2_5, abov: 75 }
  - { device: air_purifier, prop: pm2, above: 75 }
actions:
  - { delay: 5 }
  - { device: air_purifier, set: { level: 99 } }
`),
    ).toEqual([
      `1:32 value takes ${timeOfDay}, got "7"`,
      '1:65 home.yaml has no device motion_sensr. Did you mean motion_sensor?',
      '3:42 a property condition has no key "abov"; it takes device, prop, value, not, above, below, between, in or for. Did you mean above?',
      '4:35 air_purifier has no property pm2; it has power, mode, level, pm2_5, fan_speed or secret',
      `6:14 delay takes ${duration}, got 5`,
      '7:43 air_purifier.level takes an integer from 0 to 14, got 99',
    ]);
  });

  it('tells all mistakes at once, in the order of the file', () => {
    const { problems } = loadScene(
      'scenes/x.yaml',
      `trigger: { type: time, value: "07:00" }
conditions:
  - { device: motion_sensr, prop: detected, value: true }
actions:
  - { device: air_purifier, set: { level: 99, mode: atuo } }
  - { run: good-nihgt }
`,
      env,
    );
    expect(problems.map(formatProblem).join('\n')).toBe(
      `scenes/x.yaml:3:15: home.yaml has no device motion_sensr. Did you mean motion_sensor?
      - { device: motion_sensr, prop: detected, value: true }
                  ^
scenes/x.yaml:5:43: air_purifier.level takes an integer from 0 to 14, got 99
      - { device: air_purifier, set: { level: 99, mode: atuo } }
                                              ^
scenes/x.yaml:5:53: air_purifier has no mode "atuo"; it takes auto, sleep or favorite. Did you mean auto?
      - { device: air_purifier, set: { level: 99, mode: atuo } }
                                                        ^
scenes/x.yaml:6:12: there is no scene good-nihgt. Did you mean good-night?
      - { run: good-nihgt }
               ^`,
    );
  });

  const sceneKeys = 'name, description, trigger, conditions, actions, otherwise, mode, max or allow';
  it.each<[string, string[]]>([
    ['5', [`1:1 a scene is an object with the keys ${sceneKeys}, got 5`]],
    ['- a', [`1:1 a scene is an object with the keys ${sceneKeys}, got a list`]],
    ['~', [`1:1 a scene is an object with the keys ${sceneKeys}, got nothing`]],
    [
      'name: x',
      [
        '1:1 a scene needs trigger: what starts it; any of a list',
        '1:1 a scene needs actions: what it does, in order',
      ],
    ],
    [
      'triger: { type: manual }\nactions: [{ delay: 1s }]',
      [`1:1 a scene has no key "triger"; it takes ${sceneKeys}. Did you mean trigger?`],
    ],
    ['trigger: { type: manual }\nactions: []', ['2:10 actions needs at least one entry']],
    [
      'trigger: { type: manual }\nactions: { delay: 1s }',
      ['2:10 actions takes a list of steps, got an object; put "- " before it'],
    ],
    ['trigger: { type: manual }\nactions:', ['2:1 actions takes a list of steps, got nothing']],
    [
      'trigger: { type: manual }\nactions: [{ delay: 1s }]\nmode: singel\nmax: 0\nname: 5\ndescription:',
      [
        '3:7 mode takes single, restart, queued or parallel, got "singel". Did you mean single?',
        '4:6 max takes a whole number from 1 to 1000, got 0',
        '5:7 name takes a text, got 5; in quotes it is one: "5"',
        '6:1 description takes a text, got nothing',
      ],
    ],
    ['trigger: { type: manual }\nactions: [{ delay: 1s }]\nname: ""', ['3:7 name cannot be empty']],
    [
      'trigger: { type: manual }\nactions: [{ delay: 1s }]\nactions: [{ delay: 2s }]',
      ['3:1 actions is there twice: here and in line 2; a name can be used once'],
    ],
  ])('finds what is wrong with the whole: %j', (text, expected) => {
    expect(load(text)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    [
      'manual',
      [
        `1:10 a trigger is an object such as { type: time, value: "07:00" }, got "manual". Did you mean { type: manual }?`,
      ],
    ],
    ['"07:00"', ['1:10 a trigger is an object such as { type: time, value: "07:00" }, got "07:00"']],
    ['[]', ['1:10 trigger needs at least one entry']],
    ['[{ type: manual }, 5]', ['1:29 a trigger is an object such as { type: time, value: "07:00" }, got 5']],
    [
      '{ type: tiem, value: "07:00" }',
      [`1:18 a trigger has no type "tiem"; it takes ${triggerTypes}. Did you mean time?`],
    ],
    ['{ type: state }', [`1:18 a trigger has no type "state"; it takes ${triggerTypes}`]],
    ['{ type: tap }', [`1:18 a trigger has no type "tap"; it takes ${triggerTypes}`]],
    ['{ type: 5 }', [`1:18 a trigger has no type 5; it takes ${triggerTypes}`]],
    ['{ tpye: time, value: "07:00" }', ['1:12 a trigger has no key "tpye". Did you mean type?']],
    [
      '{ type: sun, value: sunet, offset: 30 }',
      [
        '1:30 value takes sunrise, sunset, dawn, dusk or noon, got "sunet". Did you mean sunset?',
        '1:45 offset takes how much later such as 20m, or earlier such as -30m, got 30',
      ],
    ],
    [
      '{ type: sun, value: noon, offset: 24h }',
      ['1:44 offset takes less than a day, such as 20m or -1h30m, got "24h"'],
    ],
    [
      '{ type: sun }',
      ['1:10 a sun trigger needs value: what the sun does. Dawn and dusk are the ends of civil twilight'],
    ],
    [
      '{ type: message, topc: school/bell }',
      [
        '1:27 a message trigger has no key "topc"; it takes type, topic, payload, where or mode. Did you mean topic?',
      ],
    ],
    [
      '{ topic: a, where: { x: 1 } }',
      [`1:10 a trigger needs a type: ${triggerTypes}. Did you mean type: message?`],
    ],
    [
      '{ type: scene, scene: good-night, value: [started, ended] }',
      [
        '1:61 value takes started, finished, refused, failed, partial, stopped, replaced or skipped, got "ended"',
      ],
    ],
    ['{ value: "07:00" }', [`1:10 a trigger needs a type: ${triggerTypes}. Did you mean type: time?`]],
    ['{}', [`1:10 a trigger needs a type: ${triggerTypes}; this is empty`]],
    [
      '{ device: air_purifier, prop: level, above: 3 }',
      [`1:10 a trigger needs a type: ${triggerTypes}. Did you mean type: property?`],
    ],
    ['{ type: time }', ['1:10 a time trigger needs value: HH:MM or HH:MM:SS, or a list of them']],
    [
      '{ type: time, vlaue: "07:00" }',
      ['1:24 a time trigger has no key "vlaue"; it takes type, value, days or mode. Did you mean value?'],
    ],
    ['{ type: time, value: 700 }', [`1:31 value takes ${timeOfDay}, got 700`]],
    ['{ type: time, value: 7:00 }', [`1:31 value takes ${timeOfDay}, got "7:00"`]],
    ['{ type: time, value: [07:00, 25:00] }', [`1:39 value takes ${timeOfDay}, got "25:00"`]],
    ['{ type: time, value: [] }', ['1:31 value needs at least one entry']],
    [
      '{ type: time, value: 07:00, days: mon }',
      ['1:44 days takes a list: sun, mon, tue, wed, thu, fri or sat, got "mon"; write [mon]'],
    ],
    [
      '{ type: time, value: 07:00, days: [monday] }',
      ['1:45 days takes sun, mon, tue, wed, thu, fri or sat, got "monday". Did you mean mon?'],
    ],
    [
      '{ type: cron, value: "99 * * * *" }',
      [
        '1:31 value takes a cron expression such as "*/15 7-9 * * mon-fri", got "99 * * * *": minute takes 0-59, got "99"',
      ],
    ],
    [
      '{ type: cron, value: 5 }',
      ['1:31 value takes a cron expression such as "*/15 7-9 * * mon-fri", got 5'],
    ],
    ['{ type: every, value: 5 }', [`1:32 value takes ${duration}, got 5`]],
    [
      '{ type: every, value: 5x }',
      [`1:32 value takes ${duration}, got "5x" (the units are d, h, m, s and ms)`],
    ],
    [
      '{ type: every, value: 0s }',
      ['1:32 every takes an interval of at least 1ms, such as 1h: 0s would be without end'],
    ],
    ['{ type: availability, device: phone, value: of }', ['1:54 value takes online or offline, got "of"']],
    ['{ type: start, for: 5m }', ['1:25 a start trigger has no key "for"; it takes type or mode']],
    ['{ type: property, device: phone }', ['1:10 a property trigger needs prop: one of its properties']],
    ['{ type: property, device: "", prop: messages, above: 3 }', ['1:36 device cannot be empty']],
    [
      '{ type: property, device: phone, prop: messages, above: "3" }',
      ['1:66 above takes a number, got "3"; leave out the quotes'],
    ],
    [
      '{ type: property, device: phone, prop: messages, above: .inf }',
      ['1:66 above takes a number, got Infinity'],
    ],
    [
      '{ type: property, device: phone, prop: messages, value: [3] }',
      [
        '1:66 value takes true or false, a number or a text, got a list; write it without the brackets or the dash',
      ],
    ],
    [
      '{ type: property, device: phone, prop: messages, between: 3 }',
      ['1:68 between takes [a number, a number], got 3'],
    ],
    [
      '{ type: property, device: phone, prop: messages, between: [1] }',
      ['1:68 between takes [a number, a number], got a list'],
    ],
    [
      '{ type: property, device: phone, prop: messages, between: [1, a] }',
      ['1:72 between takes a number, got "a"'],
    ],
    [
      '{ type: property, device: phone, prop: messages, in: 3 }',
      ['1:63 in takes a list: true or false, a number or a text, got 3; write [3]'],
    ],
    [
      '{ type: property, device: phone, prop: messages, changed: false }',
      ['1:68 changed takes true, got false'],
    ],
    [
      '{ type: property, device: phone, prop: messages, above: 3, hysteresis: 0 }',
      ['1:81 hysteresis takes a number above 0, got 0'],
    ],
    [
      '{ type: event, device: motion_sensor, event: motion, where: [a] }',
      ['1:70 where takes names with values, got a list'],
    ],
    [
      '{ type: event, device: motion_sensor, event: click, where: { kind: { a: 1 } } }',
      ['1:77 kind takes true or false, a number or a text, got an object'],
    ],
  ])('finds what is wrong with the trigger %s', (trigger, expected) => {
    expect(onTrigger(trigger)).toEqual(expected);
  });

  const example = '{ device: motion_sensor, prop: detected, value: true }';
  it.each<[string, string[]]>([
    ['sunset', [`2:3 a condition is an object such as ${example}, got "sunset"`]],
    ['', [`2:3 a condition is an object such as ${example}, got nothing`]],
    [
      '{ type: property, device: phone, prop: messages, value: 1 }',
      ['2:5 a property condition takes no type; leave it out'],
    ],
    [
      '{ type: tiem, after: "07:00" }',
      [`2:11 a condition has no type "tiem"; it takes ${conditionTypes}. Did you mean time?`],
    ],
    ['{ type: weather }', [`2:11 a condition has no type "weather"; it takes ${conditionTypes}`]],
    ['{ type: time, after: 7 }', [`2:24 after takes ${timeOfDay}, got 7`]],
    [
      '{ type: time, afer: "07:00", days: [mon] }',
      ['2:17 a time condition has no key "afer"; it takes type, after, before or days. Did you mean after?'],
    ],
    ['{ after: "07:00" }', [`2:3 a condition needs a type: ${conditionTypes}. Did you mean type: time?`]],
    [
      '{ foo: 1 }',
      [
        `2:3 a condition needs one of the keys all, any, not or device, or a type: ${conditionTypes}; this has only foo`,
      ],
    ],
    [
      '{}',
      [
        `2:3 a condition needs one of the keys all, any, not or device, or a type: ${conditionTypes}; this is empty`,
      ],
    ],
    [
      '{ prop: messages, value: 1 }',
      ['2:3 a property condition needs device: the id of a device in home.yaml'],
    ],
    [
      '{ devcie: phone, prop: messages, value: 1 }',
      ['2:5 a condition has no key "devcie". Did you mean device?'],
    ],
    ['{ device: phone, prop: messages, value: 1, for: 5 }', [`2:51 for takes ${duration}, got 5`]],
    [
      '{ device: phone, prop: messages, not: 100 }',
      ['2:41 phone.messages takes an integer from 0 to 99, got 100'],
    ],
    [
      '{ not: { device: phone, porp: messages, value: 1 } }',
      [
        '2:27 a property condition has no key "porp"; it takes device, prop, value, not, above, below, between, in or for. Did you mean prop?',
      ],
    ],
    ['{ not: [] }', [`2:10 a condition is an object such as ${example}, got a list`]],
    ['{ any: [] }', ['2:10 any needs at least one entry']],
    [
      '{ all: { device: phone, prop: messages, value: 1 } }',
      ['2:10 all takes a list of conditions, got an object; put "- " before it'],
    ],
    [
      '{ any: [{ all: [{ device: phone, prop: messages, value: { a: 1 } }] }] }',
      ['2:59 value takes true or false, a number or a text, got an object'],
    ],
    [
      '{ all: [{ type: time, days: [mon] }], fro: 5m }',
      ['2:41 an all condition has no key "fro"; it takes all'],
    ],
  ])('finds what is wrong with the condition %s', (condition, expected) => {
    expect(onCondition(condition)).toEqual(expected);
  });

  const tells = 'method, set, delay, wait_until, if, repeat, parallel, run, notify, publish or stop';
  it.each<[string, string[]]>([
    ['delay 5s', ['2:3 a step is an object such as { delay: 30s }, got "delay 5s"']],
    ['{ delay: 30 }', [`2:12 delay takes ${duration}, got 30`]],
    [
      '{ delay: "30" }',
      [`2:12 delay takes ${duration}, got "30" (the number needs a unit: d, h, m, s or ms)`],
    ],
    ['{ delay: }', [`2:5 delay takes ${duration}, got nothing`]],
    ['{ dleay: 30s }', ['2:5 a step has no key "dleay". Did you mean delay?']],
    ['{ foo: 1, bar: 2 }', [`2:3 a step needs one of the keys ${tells}; this has only foo, bar`]],
    ['{ device: phone }', ['2:3 a step needs one of the keys method or set; this has only device']],
    ['{ device: phone, mehtod: notify }', ['2:20 a step has no key "mehtod". Did you mean method?']],
    [
      '{ device: phone, method: notify, parms: { text: a } }',
      [
        '2:36 a method step has no key "parms"; it takes device, method, params, timeout, on_error or retry. Did you mean params?',
      ],
    ],
    ['{ device: phone, method: notify, params: [a] }', ['2:44 params takes names with values, got a list']],
    ['{ device: 5, method: notify }', ['2:13 device takes a text, got 5; in quotes it is one: "5"']],
    [
      '{ delay: 5s, notify: hello }',
      ['2:16 a delay step has no key "notify"; a notify step stands by itself, with a "- " before it'],
    ],
    [
      '{ notify: hello, delay: 5s }',
      ['2:20 a notify step has no key "delay"; a delay step stands by itself, with a "- " before it'],
    ],
    [
      '{ delay: 5s, timeout: fast, on_error: contnue }',
      [
        `2:25 timeout takes ${duration}, got "fast" (the units are d, h, m, s and ms)`,
        '2:41 on_error takes continue or stop, got "contnue". Did you mean continue?',
      ],
    ],
    [
      '{ run: Good night }',
      [
        '2:10 "Good night" cannot be the name of a scene: it begins with a small letter and goes on with at most 63 of a-z, 0-9, _ and -',
      ],
    ],
    ['{ run: 5 }', ['2:10 run takes a text, got 5']],
    ['{ stop: true }', ['2:11 stop takes a text, got true; in quotes it is one: "true"']],
    [
      '{ notify: [hello] }',
      ['2:13 notify takes a text, got a list; write it without the brackets or the dash'],
    ],
    ['{ device: phone, set: power }', ['2:25 set takes names with values, got "power"']],
    [
      '{ if: { device: phone, prop: messages, value: 1 } }',
      ['2:3 an if step needs then: steps for when the condition holds'],
    ],
    [
      '{ if: { type: time, days: [mon] }, thne: [] }',
      [
        '2:38 an if step has no key "thne"; it takes if, then, else, timeout, on_error or retry. Did you mean then?',
      ],
    ],
    [
      '{ if: { type: time, days: [mun] }, then: { delay: 5s } }',
      [
        '2:30 days takes sun, mon, tue, wed, thu, fri or sat, got "mun". Did you mean sun?',
        '2:44 then takes a list of steps, got an object; put "- " before it',
      ],
    ],
    [
      '{ if: true, then: [{ stop: x }, { dealy: 5s }] }',
      [
        `2:9 a condition is an object such as ${example}, got true`,
        '2:37 a step has no key "dealy". Did you mean delay?',
      ],
    ],
    [
      '{ repeat: 3, do: [{ delay: 1s }] }',
      ['2:13 repeat is an object with the keys times, while or until, got 3'],
    ],
    [
      '{ repeat: { tims: 3 }, do: [] }',
      [
        '2:15 repeat has no key "tims"; it takes times, while or until. Did you mean times?',
        '2:30 do needs at least one entry',
      ],
    ],
    ['{ repeat: {}, do: [{ delay: 1s }] }', ['2:13 repeat needs times, while or until: how long it goes on']],
    ['{ repeat: { times: 3 } }', ['2:3 a repeat step needs do: the steps of each round']],
    ['{ parallel: { delay: 1s } }', ['2:15 parallel takes a list of lists of steps, got an object']],
    [
      '{ parallel: [{ delay: 1s }] }',
      ['2:16 parallel takes a list of steps, got an object; put "- " before it'],
    ],
    [
      '{ parallel: [[{ dleay: 1s }], []] }',
      ['2:19 a step has no key "dleay". Did you mean delay?', '2:33 parallel needs at least one entry'],
    ],
    [
      '{ wait_until: 5s }',
      [
        '2:17 a condition is an object such as { device: motion_sensor, prop: detected, value: true }, got "5s"',
      ],
    ],
    [
      '{ wait_until: { device: motion_sensor, prop: detectd, value: true } }',
      ['2:48 motion_sensor has no property detectd; it has detected. Did you mean detected?'],
    ],
    [
      '{ publish: school/bell }',
      ['2:14 publish is an object with the keys topic, payload or retain, got "school/bell"'],
    ],
    [
      '{ publish: { topc: x, payload: ~ } }',
      [
        '2:16 publish has no key "topc"; it takes topic, payload or retain. Did you mean topic?',
        '2:34 payload takes true or false, a number or a text, an object or a list, got nothing',
      ],
    ],
    [
      '{ device: phone, set: { volume: { device: phone, times: 2 } } }',
      ['2:35 volume needs prop: one of its properties'],
    ],
    [
      '{ device: phone, set: { volume: { level: 2 } } }',
      ['2:35 volume takes true or false, a number or a text, got an object'],
    ],
    ['{ notify: { text: hello } }', ['2:13 notify takes a text, got an object']],
    ['{ delay: 1s, retry: -1 }', ['2:23 retry takes a whole number from 1 to 100, got -1']],
    [
      '{ delay: 1s, retry: { time: 3, wait: 5 } }',
      [
        '2:25 retry has no key "time"; it takes times or wait. Did you mean times?',
        `2:40 wait takes ${duration}, got 5`,
      ],
    ],
    ['{ stop: enough, retry: 1 }', ['2:19 a stop step has no key "retry"; it takes stop']],
  ])('finds what is wrong with the step %s', (step, expected) => {
    expect(onStep(step)).toEqual(expected);
  });

  it('points at the value in a file of many lines', () => {
    expect(
      load(
        'trigger:\n  type: time\n  value: "7"\nactions:\n  - device: phone\n    method: notify\n    params:\n      text: 5\n',
      ),
    ).toEqual([
      `3:10 value takes ${timeOfDay}, got "7"`,
      '8:13 phone.notify.text takes a text of at most 256 characters, got 5; in quotes it is one: "5"',
    ]);
  });
});
