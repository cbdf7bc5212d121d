import { describe, expect, it } from 'vitest';
import { fires, nearly, type SceneFile, sceneHome, steps, times, traces } from './parts.ts';

const lit = { type: 'property', device: 'lamp', prop: 'power', value: 'on' } as const;
const slow: SceneFile = { trigger: { type: 'manual' }, actions: [{ delay: '1m' }, { notify: 'old' }] };

describe('a scene that is saved while it runs', () => {
  it('ends its run at once, because of that', () => {
    const home = sceneHome({ scene: slow });
    home
      .send('scenes/scene/run')
      .pass('10s')
      .save('scene', { ...slow, name: 'New' });
    expect(home.runs('scene')).toEqual(['06:58:10.000 replaced: its file was changed']);
    expect(steps(home)).toEqual(['0 delay 1m: cancelled (its file was changed)']);
    const [input] = home.entries('input').filter(({ input }) => input.type === 'scene');
    const end = home.entries('run_end')[0]!;
    const cut = home.entries('step').find(({ result }) => result === 'cancelled')!;
    expect([cut.cause, end.cause]).toEqual([input!.seq, cut.seq]);
    expect(home.pass('1h').entries('step')).toHaveLength(2);
  });

  it('ends also those that wait for their turn', () => {
    const home = sceneHome({ scene: { ...slow, mode: 'queued' } });
    home.send('scenes/scene/run').send('scenes/scene/run').send('scenes/scene/run').pass('1s');
    home.save('scene', null).pass('1h');
    expect(home.runs('scene')).toEqual([
      '06:58:01.000 replaced: its file was removed',
      '06:58:01.000 replaced: its file was removed',
      '06:58:01.000 replaced: its file was removed',
    ]);
  });

  it('forgets what it asked a device: the reply is nobody’s', () => {
    const home = sceneHome(
      {
        scene: {
          trigger: { type: 'manual' },
          actions: [{ device: 'lamp', method: 'toggle' }, { notify: 'x' }],
        },
      },
      { devices: { lamp: { model: 'lamp', latency: '5s' } } },
    );
    home.send('scenes/scene/run').pass('1s').save('scene', slow).pass('1m');
    expect(home.runs('scene')).toEqual(['06:58:01.000 replaced: its file was changed']);
    expect(home.prop('lamp', 'power')).toBe('on');
  });

  it('lets a scene that waited for it go on, which finds the new one in place', () => {
    const home = sceneHome({
      caller: { trigger: { type: 'manual' }, actions: [{ run: 'scene' }, { run: 'scene' }] },
      scene: slow,
    });
    home.send('scenes/caller/run').pass('10s');
    home.save('scene', { trigger: { type: 'manual' }, actions: [{ stop: 'new' }] });
    expect(steps(home, 'caller')).toEqual([
      '0 run scene: ok (replaced: its file was changed)',
      '1 run scene: ok (stopped: new)',
    ]);
  });

  it('fails for a scene that still wants to run it when its file is gone', () => {
    const home = sceneHome({
      caller: { trigger: { type: 'manual' }, actions: [{ run: 'scene' }, { run: 'scene' }] },
      scene: slow,
    });
    home.send('scenes/caller/run').pass('10s').save('scene', null);
    expect(steps(home, 'caller')[1]).toBe('1 run scene: failed (there is no scene scene)');
    home.send('scenes/scene/run');
    expect(traces(home).at(-1)!.reason).toBe('there is no scene scene; there are caller.');
  });

  it('leaves the runs of other scenes alone', () => {
    const home = sceneHome({ scene: slow, other: slow });
    home.send('scenes/scene/run').send('scenes/other/run').pass('1s').save('scene', slow).pass('1h');
    expect(home.runs('other')).toEqual(['06:59:00.000 finished: every step was done']);
  });
});

describe('a scene that is saved while its trigger waits', () => {
  it('gives up the wait, and says so', () => {
    const home = sceneHome({ scene: fires({ ...lit, for: '5m' }) });
    home.set('lamp', { power: 'on' });
    home
      .pass('1m')
      .save('scene', fires({ ...lit, for: '2m' }))
      .pass('1h');
    expect(times(home)).toEqual([]);
    expect(nearly(home)).toEqual([
      'lamp.power became on (it was off); fires if it stays so for 5m',
      'lamp.power became on (it was off), but its file was changed after 1m of 5m',
    ]);
  });

  it('takes what is so then for what was so before', () => {
    const home = sceneHome({ scene: fires(lit) });
    home.set('lamp', { power: 'on' });
    home.save('scene', fires(lit)).set('lamp', { power: 'on' });
    expect(times(home)).toHaveLength(1);
    home.set('lamp', { power: 'off' });
    home.set('lamp', { power: 'on' });
    expect(times(home)).toHaveLength(2);
  });

  it('no longer fires by what it said before', () => {
    const home = sceneHome({
      scene: fires([
        { type: 'time', value: '07:00' },
        lit,
        { type: 'event', device: 'sensor', event: 'click' },
        { type: 'availability', device: 'lamp', value: 'offline' },
      ]),
    });
    home.save('scene', fires({ type: 'time', value: '07:05' })).at('07:01');
    home.set('lamp', { power: 'on' });
    home.call('sensor', 'click', { kind: 'single' });
    home.send('lamp/availability', 'offline').at('07:10');
    expect(times(home)).toEqual(['07:05:00.000']);
    home.save('scene', null).pass('7d');
    expect(times(home)).toEqual(['07:05:00.000']);
  });
});

it('taking away a scene that is not there does nothing', () => {
  const home = sceneHome({ scene: slow }).save('other', null);
  expect(home.simulated.simulation.engine.scene('scene')).toBeDefined();
  expect(home.simulated.simulation.engine.scene('other')).toBeUndefined();
});
