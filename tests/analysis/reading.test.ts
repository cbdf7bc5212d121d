import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { readScene } from '../../src/analysis/reading.ts';
import { sceneSchema } from '../../src/core/scene/schema.ts';
import { loadHome } from '../../src/files/load-home.ts';
import { demoHome } from '../cli/millet.ts';

const read = (scene: z.input<typeof sceneSchema>, names: Record<string, string> = {}) => {
  return readScene(sceneSchema.parse(scene), (id) => names[id]);
};
const wait = [{ delay: '1s' }];

describe('a scene in plain English', () => {
  it('says when, if and what in one sentence', () => {
    const scene = read(
      {
        trigger: { type: 'time', value: '07:00', days: ['mon', 'tue'] },
        conditions: [{ device: 'motion_sensor', prop: 'detected', value: true }],
        actions: [
          { device: 'smart_curtain', method: 'open', params: { percent: 100 } },
          { device: 'lamp', set: { power: 'on', brightness: 10 } },
          { notify: 'Good morning' },
        ],
        otherwise: [{ stop: 'nobody is up' }],
      },
      { lamp: 'Light in the hall' },
    );
    expect(scene.sentence).toBe(
      'At 07:00 on mon and tue, if the motion sensor\'s detected is true: tell the smart curtain to open (percent 100); set the light in the hall\'s power to on and brightness to 10; tell everybody: "Good morning". Otherwise: stop, because nobody is up.',
    );
    expect(scene.conditions).toEqual(["The motion sensor's detected is true"]);
    expect(scene.actions[0]).toBe('Tell the smart curtain to open (percent 100)');
  });

  it.each([
    [{ type: 'time', value: ['07:00', '08:00'] }, 'At 07:00 or 08:00'],
    [
      {
        type: 'property',
        device: 'climate',
        prop: 'temperature',
        below: { device: 'heater', prop: 'target_temperature', plus: -1 },
      },
      "When the climate's temperature becomes below the heater's target temperature minus 1",
    ],
    [{ type: 'cron', value: '15 8 * * mon-fri' }, 'On the schedule "15 8 * * mon-fri"'],
    [{ type: 'every', value: '5m' }, 'Every 5m'],
    [
      { type: 'property', device: 'air', prop: 'pm2_5', above: 75, for: '5m' },
      "When the air's pm2 5 becomes above 75 and stays so for 5m",
    ],
    [{ type: 'property', device: 'window', prop: 'open', changed: true }, "When the window's open changes"],
    [
      { type: 'property', device: 'car', prop: 'gear', from: 'p', value: 'd' },
      "When the car's gear becomes d from p",
    ],
    [
      { type: 'event', device: 'switch', event: 'click', where: { kind: 'double' } },
      'When the switch reports click (kind double)',
    ],
    [
      { type: 'availability', device: 'tv', value: 'offline', for: '1m' },
      'When the tv goes offline and stays so for 1m',
    ],
    [{ type: 'sun', value: 'sunset', offset: '-30m' }, 'At 30m before sunset'],
    [{ type: 'scene', scene: 'good-night', value: 'finished' }, 'When good-night finished'],
    [{ type: 'message', topic: 'school/bell', payload: 'ding' }, 'When message ding on school/bell'],
    [{ type: 'start' }, 'When the home starts'],
    [{ type: 'manual' }, 'When somebody asks for it'],
  ] as const)('reads the trigger %j', (trigger, words) => {
    expect(read({ trigger: trigger as never, actions: wait }).triggers).toEqual([words]);
  });

  it.each([
    [
      {
        any: [
          { device: 'a', prop: 'x', value: 1 },
          { device: 'b', prop: 'y', above: 2 },
        ],
      },
      "Either the a's x is 1 or the b's y is above 2",
    ],
    [{ not: { type: 'availability', device: 'tv', value: 'online' } }, 'It is not so that the tv is online'],
    [{ type: 'time', after: '22:00', before: '06:00' }, 'The time is from 22:00 before 06:00'],
    [{ device: 'a', prop: 'x', value: true, for: '2m' }, "The a's x is true, and has been for 2m"],
  ] as const)('reads the condition %j', (condition, words) => {
    const scene = { trigger: { type: 'manual' }, conditions: [condition as never], actions: wait } as const;
    expect(read(scene as never).conditions).toEqual([words]);
  });

  it.each([
    [{ wait_until: { device: 'a', prop: 'x', value: 1 } }, "Wait until the a's x is 1"],
    [
      { repeat: { times: 3, until: { device: 'a', prop: 'x', value: 1 } }, do: wait },
      "Repeat until the a's x is 1, 3 times at most: wait 1s",
    ],
    [
      { device: 'lamp', set: { power: 'on', level: { device: 'other', prop: 'level', times: 0.5, max: 9 } } },
      "Set the lamp's power to on and level to the other's level times 0.5, at most 9",
    ],
    [
      { publish: { topic: 'a/b', payload: { lux: { device: 'sky', prop: 'lux' } } } },
      'Publish {"lux":"sky.lux"} to a/b',
    ],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how it is written in a scene.
    [{ notify: 'It is ${sky.lux}' }, `Tell everybody: "It is (the sky's lux)"`],
    [{ repeat: { times: 2 }, do: wait }, 'Repeat 2 times: wait 1s'],
    [{ parallel: [wait, [{ run: 'other' }]] }, 'At the same time: wait 1s, and run other'],
    [{ publish: { topic: 'school/lights', payload: 'on' } }, 'Publish on to school/lights'],
    [
      // biome-ignore lint/suspicious/noThenProperty: the contract's word, on an object that nobody awaits.
      { if: { device: 'a', prop: 'x', value: 1 }, then: wait, else: [{ stop: 'not so' }] },
      "If the a's x is 1, wait 1s, or else stop, because not so",
    ],
  ] as const)('reads the step %j', (step, words) => {
    expect(read({ trigger: { type: 'manual' }, actions: [step as never] }).actions).toEqual([words]);
  });

  it('has a sentence for every scene of the demo home, without any leftover of its file', async () => {
    const { scenes } = await loadHome(demoHome);
    for (const [id, scene] of scenes) {
      const { sentence } = readScene(scene);
      expect([id, sentence]).toEqual([id, expect.stringMatching(/^[A-Z].*: .*\.$/)]);
      expect(sentence).not.toMatch(/undefined|\[object|_/);
    }
  });
});
