import { describe, expect, it } from 'vitest';
import type { TestHome } from '../../home.ts';
import { fires, reasons, type SceneFile, type Steps, sceneHome, steps, times } from './parts.ts';

/** Somebody outside publishes to a topic that is not of the home. */
function tell(home: TestHome, topic: string, payload = '', retained = false): TestHome {
  home.simulated.input(home.now, { type: 'message', topic, payload, ...(retained ? { retained } : {}) });
  return home;
}

const on = (
  topic: string,
  more: { payload?: string | number | boolean; where?: Record<string, string | number | boolean> } = {},
) => ({ type: 'message', topic, ...more }) as const;

describe('a message trigger', () => {
  it('fires on each message to its topic, with the input as its cause', () => {
    const home = sceneHome({ scene: fires(on('school/bell')) });
    tell(tell(tell(home, 'school/bell', 'ring'), 'school/bell'), 'school/gate', 'open');
    expect(reasons(home)).toEqual(['message on school/bell', 'message on school/bell']);
    const [trigger] = home.entries('trigger');
    expect(trigger).toMatchObject({ type: 'message', fired: true });
    expect(home.journal[trigger!.cause!]).toMatchObject({ kind: 'input' });
  });

  it.each<[string, Parameters<typeof on>[1], string[], string[]]>([
    ['a text', { payload: 'on' }, ['on', '"on"'], ['off', '', 'ON', '{"on":1}', 'on ']],
    ['a number', { payload: 5 }, ['5', '5.0'], ['"5', 'five', '6', '[5]']],
    ['true', { payload: true }, ['true'], ['false', '1']],
    [
      'fields of a JSON object',
      { where: { ring: true, kind: 'long' } },
      ['{"ring":true,"kind":"long","more":1}'],
      ['{"ring":true}', '{"ring":"true","kind":"long"}', 'ring', '', '[true]', 'null', '{'],
    ],
    ['nothing', {}, ['', 'x', '{}'], []],
  ])('may ask for %s', (_title, more, right, wrong) => {
    const home = sceneHome({ scene: fires(on('school/bell', more)) });
    for (const payload of wrong) tell(home, 'school/bell', payload);
    expect(times(home)).toEqual([]);
    for (const payload of right) tell(home, 'school/bell', payload);
    expect(times(home)).toHaveLength(right.length);
  });

  it('takes + and # for any levels, and one message for one, whatever filters match it', () => {
    const home = sceneHome({
      one: fires(on('school/+/bell')),
      all: fires([on('school/#'), on('school/3/bell')]),
      other: fires(on('+/4/bell')),
    });
    tell(home, 'school/3/bell');
    expect(home.entries('run').map(({ scene, trigger }) => [scene, trigger])).toEqual([
      ['all', 0],
      ['all', 1],
      ['one', 0],
    ]);
    expect(reasons(home, 'one')).toEqual(['message on school/3/bell']);
    tell(home, 'school');
    expect(times(home, 'all')).toHaveLength(3);
  });

  it('ignores what the broker has kept', () => {
    const home = sceneHome({ scene: fires(on('school/bell')) });
    tell(home, 'school/bell', 'ring', true);
    expect(times(home)).toEqual([]);
  });

  it('is not misled by anything that anybody sends', () => {
    const home = sceneHome({ scene: fires(on('school/bell', { where: { ring: true } })) });
    for (const payload of [
      '[['.repeat(5000),
      '{"__proto__":{"ring":true}}',
      '\u0000',
      '{"ring":{"ring":true}}',
    ]) {
      tell(home, 'school/bell', payload);
    }
    expect(times(home)).toEqual([]);
  });

  it('listens from when its file is saved until it is removed', () => {
    const home = sceneHome({});
    tell(home, 'school/bell').save('scene', fires(on('school/bell')));
    tell(home, 'school/bell').save('scene', fires(on('school/gate')));
    tell(tell(home, 'school/bell'), 'school/gate').save(
      'scene',
      fires([on('school/gate'), on('school/bell')]),
    );
    tell(home, 'school/gate')
      .save('other', fires(on('school/gate')))
      .save('scene', null);
    tell(tell(home, 'school/gate'), 'school/bell');
    expect(reasons(home)).toEqual([
      'message on school/bell',
      'message on school/gate',
      'message on school/gate',
    ]);
    expect(reasons(home, 'other')).toEqual(['message on school/gate']);
  });

  it('never listens on the topics of the home itself', () => {
    const home = sceneHome({ scene: fires([on('#'), on('millet/lamp/state'), on('+/lamp/state')]) });
    home.send('lamp/set', { power: 'on' });
    tell(home, 'school/bell');
    expect(times(home)).toEqual([]);
  });
});

describe('publish', () => {
  const doing = (actions: Steps, more: Readonly<Record<string, SceneFile>> = {}): TestHome => {
    return sceneHome({ scene: { trigger: { type: 'manual' }, actions }, ...more }).send('scenes/scene/run');
  };
  const sent = (home: TestHome) =>
    home.messages
      .filter(({ topic }) => !topic.startsWith('millet/'))
      .map(({ topic, text }) => `${topic} ${text}`);

  it('sends a text as it is, and anything else as JSON', () => {
    const home = doing([
      { publish: { topic: 'school/lights', payload: 'on' } },
      { publish: { topic: 'school/lights', payload: { on: true, levels: [1, 2] } } },
      { publish: { topic: 'school/lights', payload: [1, 'a'] } },
      { publish: { topic: 'school/lights', payload: 5 } },
      { publish: { topic: 'school/lights', payload: false, retain: true } },
      { publish: { topic: 'school/lights' } },
    ]);
    expect(sent(home)).toEqual([
      'school/lights on',
      'school/lights {"on":true,"levels":[1,2]}',
      'school/lights [1,"a"]',
      'school/lights 5',
      'school/lights false',
      'school/lights ',
    ]);
    expect(steps(home)).toEqual([
      '0 publish on to school/lights: ok',
      '1 publish {"on":true,"levels":[1,2]} to school/lights: ok',
      '2 publish [1,"a"] to school/lights: ok',
      '3 publish 5 to school/lights: ok',
      '4 publish false to school/lights, to be kept: ok',
      '5 publish an empty message to school/lights: ok',
    ]);
  });

  it('is heard by scenes of this home, with the step as its cause, and is no input', () => {
    const home = doing([{ publish: { topic: 'school/bell', payload: { ring: true } } }], {
      hears: fires(on('school/bell', { where: { ring: true } })),
    });
    expect(times(home, 'hears')).toEqual(['06:58:00.000']);
    expect(home.entries('input')).toHaveLength(1);
    const trigger = home.entries('trigger')[0]!;
    expect(home.journal[trigger.cause!]).toMatchObject({ kind: 'step', scene: 'scene', step: '0' });
  });

  it('that is kept does not fire a scene that is saved later', () => {
    const home = doing([{ publish: { topic: 'school/bell', payload: 'ring', retain: true } }]);
    home.save('hears', fires(on('school/bell'))).pass('1m');
    expect(times(home, 'hears')).toEqual([]);
  });

  it('that goes round in a circle is stopped', () => {
    const home = sceneHome({
      ping: fires(on('school/pong'), { actions: [{ publish: { topic: 'school/ping' } }] }),
      pong: fires(on('school/ping'), { actions: [{ publish: { topic: 'school/pong' } }] }),
    });
    tell(home, 'school/ping').pass('1s');
    expect(home.entries('run_end')).toHaveLength(17);
    expect(home.entries('run_end').at(-1)!.reason).toMatch(/^it fires itself in a circle/);
  });

  it.each([
    ['millet/lamp/set', 'millet/lamp/set is a topic of the home itself'],
    ['school/+', 'school/+ has a + or # in it, which only stand for topics where somebody listens'],
    ['$SYS/x', '$SYS/x begins with $, as only the topics of the broker itself do'],
  ])('to %s fails: a scene that nobody has checked may ask for it', (topic, message) => {
    const home = doing([{ publish: { topic } }]);
    expect(sent(home)).toEqual([]);
    expect(steps(home)[0]).toContain(`failed (${message})`);
    expect(home.prop('lamp', 'power')).toBe('off');
  });
});
