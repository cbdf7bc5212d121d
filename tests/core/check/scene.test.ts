import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { checkScene } from '../../../src/core/check/index.ts';
import { sceneSchema } from '../../../src/core/scene/schema.ts';
import { env } from './samples.ts';

type SceneInput = z.input<typeof sceneSchema>;

/** Each finding as `place: message`; `^` marks that the key is to blame. */
function findings(scene: Partial<SceneInput>, around = env): string[] {
  const whole = sceneSchema.parse({ trigger: { type: 'manual' }, actions: [{ stop: 'done' }], ...scene });
  return checkScene(whole, around).map(({ path, message, at }) => {
    return `${path.join('.')}${at === 'key' ? '^' : ''}: ${message}`;
  });
}

const onTrigger = (trigger: SceneInput['trigger']) => findings({ trigger });
const onProperty = (rest: object) => {
  return onTrigger({ type: 'property', device: 'air_purifier', prop: 'level', ...rest } as never);
};
const onCondition = (condition: object) => findings({ conditions: [condition as never] });
const onStep = (step: object) => findings({ actions: [step as never] });

describe('checkScene', () => {
  it('knows the topics of the home by their prefix', () => {
    const trigger: SceneInput['trigger'] = [
      { type: 'message', topic: 'school/bell' },
      { type: 'message', topic: 'millet/bell' },
      { type: 'message', topic: 'our/home/phone/state' },
    ];
    expect(findings({ trigger }, { ...env, prefix: 'our/home' })).toEqual([
      'trigger.2.topic: "our/home/phone/state" is a topic of the home itself; a scene waits for it with { type: property, device: phone, prop: ... }',
    ]);
  });

  it('has nothing to say about a scene that makes sense', () => {
    const scene: SceneInput = {
      trigger: [
        { type: 'property', device: 'air_purifier', prop: 'pm2_5', above: 75, hysteresis: 10, for: '5m' },
        { type: 'property', device: 'air_purifier', prop: 'mode', changed: true },
        { type: 'property', device: 'air_purifier', prop: 'mode', from: 'auto' },
        { type: 'property', device: 'air_purifier', prop: 'level', between: [3, 8], hysteresis: 1 },
        { type: 'event', device: 'motion_sensor', event: 'click', where: { kind: 'double', count: 2 } },
        { type: 'availability', device: 'radio', value: 'offline' },
        { type: 'every', value: '1ms' },
        { type: 'sun', value: 'sunset', offset: '-30m' },
        { type: 'event', device: 'radio', event: 'whatever' },
        { type: 'scene', scene: 'good-night', value: 'finished' },
        { type: 'property', device: 'radio', prop: 'volume', above: 11 },
      ],
      conditions: [
        { device: 'air_purifier', prop: 'level', not: 3 },
        { device: 'air_purifier', prop: 'mode', in: ['auto', 'sleep'] },
        {
          any: [
            { not: { type: 'availability', device: 'phone', value: 'online' } },
            { type: 'time', days: ['mon'] },
            { type: 'sun', after: 'dusk', after_offset: '1h', before: 'sunrise' },
          ],
        },
        { device: 'radio', prop: 'station', value: 'jazz' },
      ],
      actions: [
        { device: 'smart_curtain', method: 'open' },
        { device: 'smart_curtain', method: 'open', params: { percent: 50 } },
        { device: 'air_purifier', set: { mode: 'auto', power: 'on', secret: 'sesame' } },
        // biome-ignore lint/suspicious/noThenProperty: the contract's word.
        { if: { device: 'motion_sensor', prop: 'detected', value: true }, then: [{ run: 'good-night' }] },
        { notify: 'hello', to: 'phone' },
        { notify: 'hello' },
        { device: 'radio', method: 'play', params: { loud: true } },
        { device: 'radio', set: { volume: 3 } },
        { notify: 'hello', to: 'radio' },
      ],
      otherwise: [{ delay: '0s' }],
      mode: 'queued',
      max: 3,
    };
    expect(findings(scene)).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    [
      'a misspelt device',
      { device: 'air_purifer', above: 3 },
      ['trigger.device: home.yaml has no device air_purifer. Did you mean air_purifier?'],
    ],
    [
      'a device like no other',
      { device: 'toaster', above: 3 },
      [
        'trigger.device: home.yaml has no device toaster; it has air_purifier, smart_curtain, motion_sensor, phone or radio',
      ],
    ],
    [
      'a name that every object has',
      { device: 'constructor', above: 3 },
      [
        'trigger.device: home.yaml has no device constructor; it has air_purifier, smart_curtain, motion_sensor, phone or radio',
      ],
    ],
    [
      'a misspelt property',
      { prop: 'levle', above: 3 },
      [
        'trigger.prop: air_purifier has no property levle; it has power, mode, level, pm2_5, fan_speed or secret. Did you mean level?',
      ],
    ],
    [
      'a property that cannot be read',
      { prop: 'secret', value: 'sesame' },
      ['trigger.prop: secret cannot be read, only written'],
    ],
    [
      'no comparison',
      {},
      [
        'trigger: a property trigger needs what it waits for: value, not, above, below, between or in, or changed: true',
      ],
    ],
    [
      'a value out of range',
      { value: 99 },
      ['trigger.value: air_purifier.level takes an integer from 0 to 14, got 99'],
    ],
    [
      'a misspelt value',
      { prop: 'mode', value: 'atuo' },
      [
        'trigger.value: air_purifier has no mode "atuo"; it takes auto, sleep or favorite. Did you mean auto?',
      ],
    ],
    [
      'a value that is like no other',
      { prop: 'mode', value: 'turbo' },
      ['trigger.value: air_purifier has no mode "turbo"; it takes auto, sleep or favorite'],
    ],
    [
      'true for on',
      { prop: 'power', value: true },
      ['trigger.value: air_purifier.power takes on or off, got true. Did you mean on?'],
    ],
    [
      'false for off',
      { prop: 'power', not: false },
      ['trigger.not: air_purifier.power takes on or off, got false. Did you mean off?'],
    ],
    [
      'a number in quotes',
      { value: '7' },
      [
        'trigger.value: air_purifier.level takes an integer from 0 to 14, got "7". Did you mean 7, without quotes?',
      ],
    ],
    [
      'not out of range',
      { not: -1 },
      ['trigger.not: air_purifier.level takes an integer from 0 to 14, got -1'],
    ],
    [
      'a list with a value that cannot be',
      { in: [3, 1.5, 4] },
      ['trigger.in.1: air_purifier.level takes an integer from 0 to 14, got 1.5'],
    ],
    [
      'above the highest',
      { above: 14 },
      ['trigger.above: air_purifier.level is never above 14: it is an integer from 0 to 14'],
    ],
    [
      'below the lowest',
      { below: 0 },
      ['trigger.below: air_purifier.level is never below 0: it is an integer from 0 to 14'],
    ],
    [
      'a range beyond the range',
      { between: [15, 20] },
      ['trigger.between: air_purifier.level is never between 15 and 20: it is an integer from 0 to 14'],
    ],
    [
      'a range the wrong way round',
      { between: [8, 3] },
      ['trigger.between: between goes from the lower number to the higher: [3, 8]'],
    ],
    ['an empty range', { above: 8, below: 3 }, ['trigger.below: no number is above 8 and below 3']],
    [
      'above on an enum',
      { prop: 'mode', above: 3 },
      [
        'trigger.above^: above compares numbers, and air_purifier.mode is auto, sleep or favorite; use value, not or in',
      ],
    ],
    [
      'hysteresis without numbers to compare',
      { value: 3, hysteresis: 1 },
      ['trigger.hysteresis^: hysteresis needs above, below or between: it widens their range'],
    ],
    [
      'hysteresis that it never gets out of',
      { above: 10, hysteresis: 11 },
      [
        'trigger.hysteresis: with a hysteresis of 11 it can fire once and never again: air_purifier.level is an integer from 0 to 14',
      ],
    ],
    [
      'hysteresis around a range that it never gets out of',
      { between: [2, 12], hysteresis: 2 },
      [
        'trigger.hysteresis: with a hysteresis of 2 it can fire once and never again: air_purifier.level is an integer from 0 to 14',
      ],
    ],
    [
      'from a value that cannot be',
      { from: 99 },
      ['trigger.from: air_purifier.level takes an integer from 0 to 14, got 99'],
    ],
    ['a change to what it was', { from: 3, value: 3 }, ['trigger.from: it cannot change from 3 to 3']],
  ])('finds %s in a property trigger', (_title, rest, expected) => {
    expect(onProperty(rest)).toEqual(expected);
  });

  it.each<[string, SceneInput['trigger'], string[]]>([
    [
      'an interval of nothing',
      { type: 'every', value: '0s' },
      ['trigger.value: every takes an interval of at least 1ms, such as 1h: 0s would be without end'],
    ],
    [
      'an event that does not exist',
      { type: 'event', device: 'motion_sensor', event: 'moton' },
      ['trigger.event: motion_sensor has no event moton. Did you mean motion?'],
    ],
    [
      'an event of a device without events',
      { type: 'event', device: 'air_purifier', event: 'clean' },
      ['trigger.event: air_purifier has no event clean; a purifier has no events'],
    ],
    [
      'what an event does not carry',
      { type: 'event', device: 'motion_sensor', event: 'click', where: { knid: 'double' } },
      ['trigger.where.knid^: the event click carries no knid. Did you mean kind?'],
    ],
    [
      'what an event without data does not carry',
      { type: 'event', device: 'motion_sensor', event: 'motion', where: { kind: 'double' } },
      ['trigger.where.kind^: the event motion carries no kind; it carries nothing'],
    ],
    [
      'a value that an event cannot carry',
      { type: 'event', device: 'motion_sensor', event: 'click', where: { kind: 'tripple', count: 0 } },
      [
        'trigger.where.kind: click has no kind "tripple"; it takes single or double',
        'trigger.where.count: click.count takes an integer from 1 to 9, got 0',
      ],
    ],
    [
      'the availability of a device that does not exist',
      { type: 'availability', device: 'phnoe', value: 'offline' },
      ['trigger.device: home.yaml has no device phnoe. Did you mean phone?'],
    ],
    [
      'a scene that does not exist',
      { type: 'scene', scene: 'good-nihgt', value: ['finished', 'partial'] },
      ['trigger.scene: there is no scene good-nihgt. Did you mean good-night?'],
    ],
    [
      'a message on a topic of the home itself',
      [
        { type: 'message', topic: 'millet/phone/event/click' },
        { type: 'message', topic: 'millet/phone/availability' },
        { type: 'message', topic: 'millet/+/state' },
        { type: 'message', topic: 'millet/scenes/good-night/trace' },
        { type: 'message', topic: '+/bell' },
        { type: 'message', topic: 'millets/bell' },
      ],
      [
        'trigger.0.topic: "millet/phone/event/click" is a topic of the home itself; a scene waits for it with { type: event, device: phone, event: click }',
        'trigger.1.topic: "millet/phone/availability" is a topic of the home itself; a scene waits for it with { type: availability, device: phone, value: offline }',
        'trigger.2.topic: "millet/+/state" also stands for topics of the home itself; a scene waits for it with { type: property, device: ..., prop: ... }',
        'trigger.3.topic: "millet/scenes/good-night/trace" is a topic of the home itself; a scene waits for it with { type: scene, scene: good-night, value: finished }',
        'trigger.4.topic: "+/bell" also stands for topics of the home itself; name the first level instead, such as school/#',
      ],
    ],
    [
      'a topic that is none, and a text that has fields',
      { type: 'message', topic: 'a#', payload: 'x', where: { y: 1 } },
      [
        'trigger.topic: the topic "a#" has a # that is not the whole last level',
        'trigger.payload^: a message is either this text or a JSON object: leave out payload or where',
      ],
    ],
    [
      'the second of two triggers',
      [{ type: 'manual' }, { type: 'every', value: '0ms' }],
      ['trigger.1.value: every takes an interval of at least 1ms, such as 1h: 0s would be without end'],
    ],
  ])('finds %s', (_title, trigger, expected) => {
    expect(onTrigger(trigger)).toEqual(expected);
  });

  it.each<[string, object, string[]]>([
    [
      'no comparison',
      { device: 'air_purifier', prop: 'level' },
      [
        'conditions.0: a property condition needs what it compares with: value, not, above, below, between or in',
      ],
    ],
    [
      'a value that cannot be, within all, any and not',
      { all: [{ any: [{ not: { device: 'air_purifier', prop: 'level', value: 'high' } }] }] },
      ['conditions.0.all.0.any.0.not.value: air_purifier.level takes an integer from 0 to 14, got "high"'],
    ],
    [
      'text for a boolean',
      { device: 'motion_sensor', prop: 'detected', value: 'yes' },
      [
        'conditions.0.value: motion_sensor.detected takes true or false, got "yes". Did you mean true, without quotes?',
      ],
    ],
    [
      'a time condition without a time',
      { type: 'time' },
      ['conditions.0: a time condition needs after, before or days'],
    ],
    [
      'a sun condition without an end, and an offset of nothing',
      { type: 'sun', before_offset: '5m' },
      [
        'conditions.0: a sun condition needs after or before: sunrise, sunset, dawn, dusk or noon',
        'conditions.0.before_offset^: before_offset needs before: it says how much later or earlier',
      ],
    ],
    [
      'a device that does not exist',
      { type: 'availability', device: 'phnoe', value: 'online' },
      ['conditions.0.device: home.yaml has no device phnoe. Did you mean phone?'],
    ],
    [
      'a scene that does not exist',
      { type: 'scene', scene: 'good-nihgt', value: 'running' },
      ['conditions.0.scene: there is no scene good-nihgt. Did you mean good-night?'],
    ],
    [
      'a range the wrong way round, of a device that is not checked',
      { device: 'radio', prop: 'volume', between: [9, 1] },
      ['conditions.0.between: between goes from the lower number to the higher: [1, 9]'],
    ],
  ])('finds %s in a condition', (_title, condition, expected) => {
    expect(onCondition(condition)).toEqual(expected);
  });

  it.each<[string, object, string[]]>([
    [
      'mistakes within repeat, parallel and wait_until',
      {
        parallel: [
          [{ repeat: { while: { type: 'time' }, until: { type: 'sun' } }, do: [{ run: 'nobody' }] }],
          [{ wait_until: { device: 'phnoe', prop: 'messages', value: 1 } }],
        ],
      },
      [
        'actions.0.parallel.0.0.repeat.while: a time condition needs after, before or days',
        'actions.0.parallel.0.0.repeat.until: a sun condition needs after or before: sunrise, sunset, dawn, dusk or noon',
        'actions.0.parallel.0.0.do.0.run: there is no scene nobody; there are good-night or lights-out',
        'actions.0.parallel.1.0.wait_until.device: home.yaml has no device phnoe. Did you mean phone?',
      ],
    ],
    [
      'a message to a device, to a scene, to many',
      {
        parallel: [
          [
            { publish: { topic: 'millet/phone/set' } },
            { publish: { topic: 'millet/phone/rpc' } },
            { publish: { topic: 'millet/scenes/good-night/run' } },
            { publish: { topic: 'school/#' } },
            { publish: { topic: '$SYS/x' } },
          ],
        ],
      },
      [
        'actions.0.parallel.0.0.publish.topic: "millet/phone/set" is a topic of the home itself; a step sets properties with { device: phone, set: { ... } }',
        'actions.0.parallel.0.1.publish.topic: "millet/phone/rpc" is a topic of the home itself; a step calls a method with { device: phone, method: ... }',
        'actions.0.parallel.0.2.publish.topic: "millet/scenes/good-night/run" is a topic of the home itself; a step runs a scene with { run: good-night }',
        'actions.0.parallel.0.3.publish.topic: the topic "school/#" has a + or # in it, which only stand for topics where somebody listens',
        'actions.0.parallel.0.4.publish.topic: the topic "$SYS/x" begins with $, as only the topics of the broker itself do',
      ],
    ],
    [
      'a misspelt method',
      { device: 'smart_curtain', method: 'opne' },
      ['actions.0.method: smart_curtain has no method opne. Did you mean open?'],
    ],
    [
      'a method like no other',
      { device: 'smart_curtain', method: 'dance' },
      ['actions.0.method: smart_curtain has no method dance; it has open or close'],
    ],
    [
      'a method of a device without methods',
      { device: 'motion_sensor', method: 'wave' },
      ['actions.0.method: motion_sensor has no method wave'],
    ],
    [
      'set_prop',
      { device: 'radio', method: 'set_prop', params: { level: 3 } },
      [
        'actions.0.method: set_prop is no step of a scene: a step sets properties with { device: ..., set: { ... } }',
      ],
    ],
    [
      'get_prop',
      { device: 'air_purifier', method: 'get_prop' },
      [
        'actions.0.method: get_prop is no step of a scene: a condition looks at a property: { device: ..., prop: ..., value: ... }',
      ],
    ],
    [
      'stimulate',
      { device: 'air_purifier', method: 'stimulate' },
      ['actions.0.method: stimulate is no step of a scene: with it people and tests play the world'],
    ],
    [
      'a parameter out of range',
      { device: 'smart_curtain', method: 'open', params: { percent: 101 } },
      ['actions.0.params.percent: smart_curtain.open.percent takes an integer from 0 to 100, got 101'],
    ],
    [
      'a misspelt parameter, which is also the missing one',
      { device: 'air_purifier', method: 'set_mode', params: { mdoe: 'auto' } },
      [
        'actions.0.params.mdoe^: air_purifier.set_mode has no parameter mdoe; it takes mode. Did you mean mode?',
      ],
    ],
    [
      'a parameter too many',
      { device: 'air_purifier', method: 'toggle', params: { twice: true } },
      ['actions.0.params.twice^: air_purifier.toggle has no parameter twice; it takes none'],
    ],
    [
      'a missing parameter',
      { device: 'air_purifier', method: 'set_mode' },
      ['actions.0.method: air_purifier.set_mode needs mode: auto, sleep or favorite'],
    ],
    [
      'a misspelt value of a parameter',
      { device: 'air_purifier', method: 'set_mode', params: { mode: 'sleeep' } },
      [
        'actions.0.params.mode: air_purifier.set_mode has no mode "sleeep"; it takes auto, sleep or favorite. Did you mean sleep?',
      ],
    ],
    [
      'each mistake in what is set',
      { device: 'air_purifier', set: { level: 99, pm2_5: 3, fan_speed: 1, pwoer: 'on', mode: 'auto' } },
      [
        'actions.0.set.level: air_purifier.level takes an integer from 0 to 14, got 99',
        'actions.0.set.pm2_5^: air_purifier.pm2_5 cannot be set; it is a reading, which stimulate can pin',
        'actions.0.set.fan_speed^: air_purifier.fan_speed cannot be set; the device decides it by itself',
        'actions.0.set.pwoer^: air_purifier has no property pwoer; it has power, mode, level, pm2_5, fan_speed or secret. Did you mean power?',
      ],
    ],
    [
      'setting nothing',
      { device: 'radio', set: {} },
      ['actions.0.set: set needs at least one property with a value'],
    ],
    [
      'itself',
      { run: 'this-scene' },
      ['actions.0.run: this-scene cannot run itself; for a second time, use a trigger'],
    ],
    [
      'a misspelt scene',
      { run: 'light-out' },
      ['actions.0.run: there is no scene light-out. Did you mean lights-out?'],
    ],
    [
      'a scene like no other',
      { run: 'party' },
      ['actions.0.run: there is no scene party; there are good-night or lights-out'],
    ],
    [
      'a message to a device that shows none',
      { notify: 'hello', to: 'air_purifier' },
      ['actions.0.to: air_purifier cannot show messages; phone can'],
    ],
    [
      'a message to nobody',
      { notify: 'hello', to: 'phnoe' },
      ['actions.0.to: home.yaml has no device phnoe. Did you mean phone?'],
    ],
    [
      'what is wrong in both branches and their condition',
      {
        if: { device: 'air_purifier', prop: 'mode', value: 'fast' },
        // biome-ignore lint/suspicious/noThenProperty: the contract's word.
        then: [{ run: 'nowhere' }],
        else: [{ delay: '1s' }, { device: 'smart_curtain', method: 'opne' }],
      },
      [
        'actions.0.if.value: air_purifier has no mode "fast"; it takes auto, sleep or favorite',
        'actions.0.then.0.run: there is no scene nowhere; there are good-night or lights-out',
        'actions.0.else.1.method: smart_curtain has no method opne. Did you mean open?',
      ],
    ],
  ])('finds %s in a step', (_title, step, expected) => {
    expect(onStep(step)).toEqual(expected);
  });

  it('says who can show messages only where somebody can', () => {
    const { phone: _, ...devices } = env.home.devices;
    const around = { ...env, home: { ...env.home, devices } };
    expect(findings({ actions: [{ notify: 'hello', to: 'air_purifier' }] }, around)).toEqual([
      'actions.0.to: air_purifier cannot show messages; leave out `to`, and the terminal shows it',
    ]);
  });

  it('finds mistakes in what is done otherwise', () => {
    expect(findings({ otherwise: [{ run: 'good-nihgt' }] })).toEqual([
      'otherwise.0.run: there is no scene good-nihgt. Did you mean good-night?',
    ]);
  });

  it.each([undefined, 'single', 'restart'] as const)('finds max in the mode %s', (mode) => {
    expect(findings({ max: 3, ...(mode ? { mode } : {}) })).toEqual([
      `max^: max counts the runs of mode queued or parallel; in mode ${mode ?? 'single'} there is one at most`,
    ]);
  });

  it('finds everything at once', () => {
    expect(
      findings({
        trigger: { type: 'every', value: '0s' },
        conditions: [{ type: 'time' }],
        actions: [{ run: 'party' }],
        max: 2,
      }),
    ).toHaveLength(4);
  });

  describe('of a property that stands as a value', () => {
    const level = { device: 'air_purifier', prop: 'level' };
    const mode = { device: 'air_purifier', prop: 'mode' };
    const air = { device: 'air_purifier', prop: 'pm2_5' };

    it('has nothing to say where it fits', () => {
      const conditions = [
        { ...level, above: { ...air, times: 0.1 } },
        { ...level, between: [{ ...air }, 10] },
        { ...level, in: [3, { ...air }] },
        { ...mode, value: { device: 'radio', prop: 'whatever' } },
        { device: 'radio', prop: 'volume', below: level },
      ];
      const actions = [
        { device: 'air_purifier', set: { level: { ...air, times: 0.1, max: 14 } } },
        { device: 'smart_curtain', method: 'open', params: { percent: { ...air, max: 100 } } },
        { device: 'radio', set: { volume: air } },
        { publish: { topic: 'a/b', payload: { one: { ...air }, other: { device: 'x', prop: 'y', z: 1 } } } },
        // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how it is written in a scene.
        { notify: 'It is ${air_purifier.pm2_5}' },
      ];
      expect(findings({ conditions: conditions as never, actions: actions as never })).toEqual([]);
    });

    it.each<[object, string]>([
      [
        { above: { device: 'air_purifer', prop: 'pm2_5' } },
        'conditions.0.above.device: home.yaml has no device air_purifer. Did you mean air_purifier?',
      ],
      [
        { above: { ...air, prop: 'pm25' } },
        'conditions.0.above.prop: air_purifier has no property pm25; it has power, mode, level, pm2_5, fan_speed or secret. Did you mean pm2_5?',
      ],
      [
        { above: mode },
        'conditions.0.above: above compares numbers, and air_purifier.mode is auto, sleep or favorite',
      ],
      [
        { value: mode },
        'conditions.0.value: air_purifier.level is an integer from 0 to 14, and air_purifier.mode is auto, sleep or favorite: they are never the same',
      ],
      [
        { in: [3, mode] },
        'conditions.0.in.1: air_purifier.level is an integer from 0 to 14, and air_purifier.mode is auto, sleep or favorite: they are never the same',
      ],
      [
        { above: { ...air, plus: 20 } },
        'conditions.0.above: air_purifier.level is never above air_purifier.pm2_5: it is an integer from 0 to 14, and air_purifier.pm2_5 plus 20 is a number from 20 to 620',
      ],
      [
        { above: { ...mode, times: 2 } },
        'conditions.0.above.times^: times is for numbers, and air_purifier.mode is auto, sleep or favorite',
      ],
      [
        { above: { ...air, min: 5, max: 1 } },
        'conditions.0.above.max: max is below min: nothing is at least 5 and at most 1',
      ],
      [
        { above: { ...level, plus: 1 } },
        'conditions.0.above: air_purifier.level is compared with itself here; name another property',
      ],
    ])('finds what is wrong with a level that is %j', (comparison, expected) => {
      expect(onCondition({ ...level, ...comparison })).toEqual([expected]);
      const onTriggerToo = onProperty(comparison).map((text) => text.replace('trigger.', 'conditions.0.'));
      expect(onTriggerToo).toEqual([expected]);
    });

    it.each<[object, string]>([
      [
        { device: 'air_purifier', set: { level: air } },
        'actions.0.set.level: air_purifier.level takes an integer from 0 to 14, and air_purifier.pm2_5 can be anything from 0 to 600; add max: 14 to it',
      ],
      [
        { device: 'air_purifier', set: { level: { ...air, times: -1 } } },
        'actions.0.set.level: air_purifier.level takes an integer from 0 to 14, and air_purifier.pm2_5 times -1 can be anything from -600 to 0; add min: 0 to it',
      ],
      [
        { device: 'air_purifier', set: { mode: level } },
        'actions.0.set.mode: air_purifier.mode takes auto, sleep or favorite, and air_purifier.level is an integer from 0 to 14',
      ],
      [
        { device: 'air_purifier', set: { pm2_5: level } },
        'actions.0.set.pm2_5^: air_purifier.pm2_5 cannot be set; it is a reading, which stimulate can pin',
      ],
      [
        { device: 'smart_curtain', method: 'open', params: { percent: mode } },
        'actions.0.params.percent: smart_curtain.open.percent takes an integer from 0 to 100, and air_purifier.mode is auto, sleep or favorite',
      ],
      [
        { publish: { topic: 'a/b', payload: { x: { ...air, prop: 'pm' } } } },
        'actions.0.publish.payload.x.prop: air_purifier has no property pm; it has power, mode, level, pm2_5, fan_speed or secret',
      ],
      [
        // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how it is written in a scene.
        { notify: 'It is ${air_purifer.pm2_5}' },
        'actions.0.notify: home.yaml has no device air_purifer. Did you mean air_purifier?',
      ],
      [
        { device: 'radio', set: { volume: { device: 'nobody', prop: 'x' } } },
        'actions.0.set.volume.device: home.yaml has no device nobody; it has air_purifier, smart_curtain, motion_sensor, phone or radio',
      ],
    ])('finds what is wrong with the step %j', (step, expected) => {
      expect(onStep(step)).toEqual([expected]);
    });
  });
});
