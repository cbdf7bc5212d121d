import { describe, expect, it } from 'vitest';
import type { TestHome } from '../../home.ts';
import { type SceneFile, type Steps, sceneHome, steps, times, when } from './parts.ts';

type Options = Parameters<typeof sceneHome>[1];

/** A home with one scene of these steps, which waits to be asked for. */
function doing(actions: Steps, options?: Options, more: Partial<SceneFile> = {}): TestHome {
  return sceneHome({ scene: { trigger: { type: 'manual' }, actions, ...more } }, options);
}

/** The messages for people: `06:58:00.000 Hello`. */
function messages(home: TestHome): string[] {
  return home
    .entries('step')
    .filter(({ notify }) => notify !== undefined)
    .map(({ time, notify }) => `${home.simulated.simulation.formatTime(time).slice(11, -6)} ${notify}`);
}

describe('steps', () => {
  it('are done in order, each when the one before has been answered', () => {
    const home = doing(
      [
        { device: 'lamp', set: { power: 'on', level: 5 } },
        { device: 'lamp', method: 'toggle' },
        { device: 'sensor', method: 'click', params: { kind: 'double' } },
      ],
      { devices: { lamp: { model: 'lamp', latency: '100ms' } } },
    );
    home.send('scenes/scene/run').pass('1m');
    expect(home.entries('request').map(({ device, method, params }) => [device, method, params])).toEqual([
      ['lamp', 'set_prop', { power: 'on', level: 5 }],
      ['lamp', 'toggle', {}],
      ['sensor', 'click', { kind: 'double' }],
    ]);
    expect(home.history('lamp', 'power')).toEqual([
      '06:58:00.000 off',
      '06:58:00.100 on',
      '06:58:00.200 off',
    ]);
    expect(home.runs('scene')).toEqual(['06:58:00.200 finished: every step was done']);
  });

  it('wait as long as a delay says', () => {
    const home = doing([{ notify: 'one' }, { delay: '1h30m' }, { notify: 'two' }, { delay: '0s' }]);
    home.send('scenes/scene/run').pass('1d');
    expect(messages(home)).toEqual(['06:58:00.000 one', '08:28:00.000 two']);
    expect(home.runs('scene')).toEqual(['08:28:00.000 finished: every step was done']);
  });

  it('take the way that a condition says, as it is at that moment', () => {
    const home = doing([
      { device: 'lamp', set: { level: 5 } },
      when({ device: 'lamp', prop: 'level', above: 3 }, [{ notify: 'bright' }], [{ notify: 'dark' }]),
      when({ device: 'meter', prop: 'watt', above: 3 }, [{ notify: 'never' }], [{ notify: 'unknown' }]),
      when({ device: 'lamp', prop: 'level', below: 3 }, [{ notify: 'never' }]),
    ]);
    home.send('scenes/scene/run').pass('0s');
    expect(steps(home)).toEqual([
      '0 lamp set level=5: ok',
      '1 if lamp.level is above 3: ok (it held)',
      '1.then.0 notify "bright": ok',
      '2 if meter.watt is above 3: ok (it did not hold)',
      '2.else.0 notify "unknown": ok',
      '3 if lamp.level is below 3: ok (it did not hold)',
    ]);
  });

  it('see what the steps before them did, also in a scene that they ran', () => {
    const home = sceneHome({
      scene: {
        trigger: { type: 'manual' },
        actions: [
          { device: 'lamp', set: { level: 1 } },
          { run: 'refused' },
          { run: 'lit' },
          when({ device: 'lamp', prop: 'power', value: 'on' }, [{ notify: 'lit' }], [{ notify: 'dark' }]),
        ],
      },
      refused: {
        trigger: { type: 'manual' },
        conditions: [{ device: 'lamp', prop: 'level', value: 0 }],
        actions: [{ notify: 'never' }],
      },
      lit: { trigger: { type: 'manual' }, actions: [{ device: 'lamp', set: { power: 'on' } }] },
    });
    home.send('scenes/scene/run').pass('0s');
    expect(messages(home)).toEqual(['06:58:00.000 lit']);
    expect(home.runs('refused')).toEqual(['06:58:00.000 refused: because lamp.level was 1, not 0']);
  });

  it('end the run where one says stop, also within an if', () => {
    const home = doing([
      when({ type: 'time', after: '06:00' }, [{ notify: 'a' }, { stop: 'nobody is up' }, { notify: 'b' }]),
      { notify: 'c' },
    ]);
    home.send('scenes/scene/run').pass('0s');
    expect(home.runs('scene')).toEqual(['06:58:00.000 stopped: nobody is up']);
    expect(steps(home)).toEqual([
      '0 if time is from 06:00: cancelled (nobody is up)',
      '0.then.0 notify "a": ok',
      '0.then.1 stop: nobody is up: ok',
    ]);
  });

  it('may be ten thousand that are all done at once', () => {
    const many = (step: Steps[number]): Steps => Array.from({ length: 10_000 }, () => step);
    const home = sceneHome({
      notes: { trigger: { type: 'manual' }, actions: many({ notify: 'x' }) },
      offline: { trigger: { type: 'manual' }, actions: many({ device: 'lamp', method: 'toggle' }) },
      runs: { trigger: { type: 'manual' }, actions: many({ run: 'one' }) },
      one: { trigger: { type: 'manual' }, actions: [{ notify: 'y' }] },
    });
    home.send('lamp/availability', 'offline');
    home.send('scenes/notes/run').send('scenes/offline/run').send('scenes/runs/run');
    expect(home.runs('notes')).toEqual(['06:58:00.000 finished: every step was done']);
    expect(home.entries('run_end').find(({ scene }) => scene === 'offline')!.outcome).toBe('partial');
    expect(home.runs('runs')).toEqual(['06:58:00.000 finished: every step was done']);
    expect(home.runs('one')).toHaveLength(10_000);
  });
});

describe('a run step', () => {
  const inner = (actions: Steps, more: Partial<SceneFile> = {}): SceneFile => ({
    trigger: { type: 'manual' },
    actions,
    ...more,
  });

  it('waits for the end of the other scene, and says how that ended', () => {
    const home = sceneHome({
      scene: inner([{ run: 'other' }, { notify: 'after' }]),
      other: inner([{ delay: '1m' }]),
    });
    home.send('scenes/scene/run').pass('1h');
    expect(home.runs('scene')).toEqual(['06:59:00.000 finished: every step was done']);
    expect(steps(home)[0]).toBe('0 run other: ok (finished: every step was done)');
    expect(home.entries('run').map(({ scene, reason }) => [scene, reason])).toEqual([
      ['scene', 'asked for'],
      ['other', 'run by scene'],
    ]);
  });

  it('is done also where the other one is refused, stopped or did only a part', () => {
    const home = sceneHome({
      scene: inner([{ run: 'refused' }, { run: 'stopped' }, { run: 'partial' }]),
      refused: inner([], {
        actions: [{ notify: 'x' }],
        conditions: [{ device: 'lamp', prop: 'power', value: 'on' }],
      }),
      stopped: inner([{ stop: 'enough' }]),
      partial: inner([{ device: 'lamp', method: 'jam' }]),
    });
    home.send('scenes/scene/run').pass('0s');
    expect(steps(home)).toEqual([
      '0 run refused: ok (refused: because lamp.power was off, not on)',
      '1 run stopped: ok (stopped: enough)',
      '2 run partial: ok (partial: step 0 (lamp.jam) failed: it is jammed (-4008))',
    ]);
    expect(home.runs('scene')).toEqual(['06:58:00.000 finished: every step was done']);
  });

  it('fails where the other one fails, or does not exist', () => {
    const home = sceneHome({
      scene: inner([{ run: 'failing' }, { run: 'nowhere' }]),
      failing: inner([{ device: 'lamp', method: 'jam', on_error: 'stop' }]),
    });
    home.send('scenes/scene/run').pass('0s');
    expect(steps(home)).toEqual([
      '0 run failing: failed (failed: step 0 (lamp.jam) failed: it is jammed (-4008))',
      '1 run nowhere: failed (there is no scene nowhere)',
    ]);
  });

  it('lets the other one go on when its own time is up', () => {
    const home = sceneHome({
      scene: inner([{ run: 'other', timeout: '10s' }, { notify: 'after' }]),
      other: inner([{ delay: '1m' }, { notify: 'done' }]),
    });
    home.send('scenes/scene/run').pass('1h');
    expect(home.runs('scene')).toEqual([
      '06:58:10.000 partial: step 0 (run other) failed: not done within 10s',
    ]);
    expect(messages(home)).toEqual(['06:58:10.000 after', '06:59:00.000 done']);
  });

  it('can be made as often as one likes', () => {
    const home = sceneHome({
      scene: inner(Array.from({ length: 50 }, () => ({ run: 'other' }))),
      other: inner([{ device: 'lamp', method: 'toggle' }]),
    });
    home.send('scenes/scene/run').pass('0s');
    expect(home.runs('scene')).toEqual(['06:58:00.000 finished: every step was done']);
  });
});

describe('a notify step', () => {
  const phones = { devices: { phone: 'phone', tablet: 'phone' } };

  it('goes to everybody who can show it, at once', () => {
    const home = doing([{ notify: 'Coffee is ready' }], phones);
    home.send('scenes/scene/run').pass('0s');
    expect([home.prop('phone', 'message'), home.prop('tablet', 'message')]).toEqual([
      'Coffee is ready',
      'Coffee is ready',
    ]);
    expect(messages(home)).toEqual(['06:58:00.000 Coffee is ready']);
  });

  it('goes to one device where it names it', () => {
    const home = doing([{ notify: 'Hello', to: 'tablet' }], phones);
    home.send('scenes/scene/run').pass('0s');
    expect([home.prop('phone', 'message'), home.prop('tablet', 'message')]).toEqual(['', 'Hello']);
  });

  it('is done where there is no such device: the terminal shows it', () => {
    const home = doing([{ notify: 'Hello' }]);
    home.send('scenes/scene/run').pass('0s');
    expect(home.runs('scene')).toEqual(['06:58:00.000 finished: every step was done']);
    expect(home.entries('request')).toEqual([]);
  });

  it('does not wait for one device before it tells the other', () => {
    const home = doing([{ notify: 'Hello' }], {
      devices: {
        phone: { model: 'phone', latency: '20s' },
        radio: { model: 'phone' },
        tablet: { model: 'phone' },
      },
    });
    home.send('radio/availability', 'offline').send('scenes/scene/run').pass('0s');
    expect(home.history('tablet', 'message').at(-1)).toBe('06:58:00.000 Hello');
    home.pass('1m');
    expect(home.runs('scene')).toEqual([
      '06:58:10.000 partial: step 0 (notify "Hello") failed: ' +
        'radio is offline; phone did not reply within 10 s',
    ]);
  });

  it('fails where the named device cannot show it', () => {
    const home = doing([{ notify: 'Hello', to: 'lamp' }]);
    home.send('scenes/scene/run').pass('0s');
    expect(home.runs('scene')).toEqual([
      '06:58:00.000 partial: step 0 (notify "Hello" to lamp) failed: lamp has no method notify; ' +
        'it has get_prop, set_prop, stimulate, toggle or jam. (-32601)',
    ]);
  });
});

describe('otherwise', () => {
  const refused = {
    conditions: [{ device: 'lamp', prop: 'power', value: 'on' }],
  } satisfies Partial<SceneFile>;

  it('is done when the conditions do not hold, and the run is refused all the same', () => {
    const home = doing(
      [{ notify: 'yes' }],
      {},
      { ...refused, otherwise: [{ delay: '1m' }, { notify: 'no' }] },
    );
    home.send('scenes/scene/run').pass('1h');
    expect(home.runs('scene')).toEqual(['06:59:00.000 refused: because lamp.power was off, not on']);
    expect(messages(home)).toEqual(['06:59:00.000 no']);
    expect(steps(home)).toEqual(['0 delay 1m: ok', '1 notify "no": ok']);
  });

  it('is not done when they hold', () => {
    const home = doing([{ notify: 'yes' }], {}, { ...refused, otherwise: [{ notify: 'no' }] });
    home.set('lamp', { power: 'on' });
    home.send('scenes/scene/run').pass('0s');
    expect(messages(home)).toEqual(['06:58:00.000 yes']);
  });

  it.each<[string, Steps[number], string]>([
    ['fails in part', { device: 'lamp', method: 'jam' }, 'step 0 (lamp.jam) failed: it is jammed (-4008)'],
    ['stops', { stop: 'enough' }, 'enough'],
  ])('is refused all the same when it %s', (_title, step, reason) => {
    const home = doing([{ notify: 'yes' }], {}, { ...refused, otherwise: [step] });
    home.send('scenes/scene/run').pass('0s');
    expect(home.runs('scene')).toEqual([
      `06:58:00.000 refused: because lamp.power was off, not on; otherwise: ${reason}`,
    ]);
  });

  it('is refused all the same when its turn does not come, or is taken', () => {
    const otherwise: Steps = [{ delay: '1m' }];
    const single = doing([{ notify: 'yes' }], {}, { ...refused, otherwise });
    single.send('scenes/scene/run').send('scenes/scene/run').pass('1h');
    expect(single.runs('scene')).toEqual([
      '06:58:00.000 refused: because lamp.power was off, not on; otherwise: run 1 was still going on',
      '06:59:00.000 refused: because lamp.power was off, not on',
    ]);
    const restart = doing([{ notify: 'yes' }], {}, { ...refused, otherwise, mode: 'restart' });
    restart.send('scenes/scene/run').pass('1s').send('scenes/scene/run').pass('1h');
    expect(restart.runs('scene')).toEqual([
      '06:58:01.000 refused: because lamp.power was off, not on; otherwise: run 2 took its place',
      '06:59:01.000 refused: because lamp.power was off, not on',
    ]);
  });

  it('does not disturb a run that goes on where there is nothing to do otherwise', () => {
    const home = doing([{ delay: '1m' }, { notify: 'yes' }], {}, { ...refused, mode: 'restart' });
    home.set('lamp', { power: 'on' });
    home.send('scenes/scene/run').set('lamp', { power: 'off' });
    home.send('scenes/scene/run').pass('1h');
    expect(home.runs('scene')).toEqual([
      '06:58:00.000 refused: because lamp.power was off, not on',
      '06:59:00.000 finished: every step was done',
    ]);
    expect(times(home)).toHaveLength(2);
  });
});
