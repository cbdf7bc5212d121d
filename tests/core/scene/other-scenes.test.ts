import { describe, expect, it } from 'vitest';
import { fires, reasons, type SceneFile, sceneHome, times, traces, when } from './parts.ts';

const manual = { type: 'manual' } as const;
const on = (value: 'started' | 'finished' | 'failed' | 'skipped' | 'refused' | 'partial' | 'replaced') =>
  ({ type: 'scene', scene: 'other', value }) as const;
const slow: SceneFile = { trigger: manual, actions: [{ delay: '1m' }] };

describe('a scene trigger', () => {
  it('fires when a run of the other scene starts, and when it ends in that way', () => {
    const home = sceneHome({ begins: fires(on('started')), ends: fires(on('finished')), other: slow });
    home.send('scenes/other/run').pass('2m');
    expect(times(home, 'begins')).toEqual(['06:58:00.000']);
    expect(times(home, 'ends')).toEqual(['06:59:00.000']);
    expect(reasons(home, 'begins')).toEqual(['other started']);
    expect(reasons(home, 'ends')).toEqual(['other finished']);
    expect(home.entries('trigger').map(({ scene, type, fired }) => [scene, type, fired])).toEqual([
      ['begins', 'scene', true],
      ['ends', 'scene', true],
    ]);
  });

  it('fires for each outcome that it lists, and for no other', () => {
    const home = sceneHome({
      scene: fires({ type: 'scene', scene: 'other', value: ['skipped', 'replaced', 'partial'] }),
      other: { trigger: manual, actions: [{ delay: '1m' }, { device: 'lamp', method: 'jam' }] },
    });
    home.send('scenes/other/run').pass('1s').send('scenes/other/run').pass('2m');
    home.send('scenes/other/run').pass('1s').save('other', slow);
    home.send('scenes/other/run').pass('2m');
    expect(reasons(home)).toEqual(['other was skipped', 'other finished in part', 'other was replaced']);
  });

  it('does not take a refused run that only does its otherwise steps for started', () => {
    const home = sceneHome({
      begins: fires(on('started')),
      ends: fires(on('refused')),
      other: {
        ...slow,
        conditions: [{ device: 'lamp', prop: 'power', value: 'on' }],
        otherwise: [{ delay: '5s' }],
      },
    });
    home.send('scenes/other/run').pass('1m');
    expect(times(home, 'begins')).toEqual([]);
    expect(times(home, 'ends')).toEqual(['06:58:05.000']);
  });

  it('starts a queued run of the other scene only when its turn comes', () => {
    const home = sceneHome({ scene: fires(on('started')), other: { ...slow, mode: 'queued' } });
    home.send('scenes/other/run').send('scenes/other/run').pass('3m');
    expect(times(home)).toEqual(['06:58:00.000', '06:59:00.000']);
  });

  it('fires when the devices of the last step have said how they stand', () => {
    const home = sceneHome({
      scene: {
        trigger: on('finished'),
        conditions: [{ device: 'lamp', prop: 'power', value: 'on' }],
        actions: [{ notify: 'lit' }],
      },
      other: { trigger: manual, actions: [{ device: 'lamp', set: { power: 'on' } }] },
    });
    home.send('scenes/other/run').pass('0s');
    expect(home.runs('scene')).toEqual(['06:58:00.000 finished: every step was done']);
  });

  it('has the end of the other run as its cause', () => {
    const home = sceneHome({ scene: fires(on('finished')), other: fires(manual) });
    home.send('scenes/other/run').pass('0s');
    const end = home.entries('run_end').find(({ scene }) => scene === 'other')!;
    expect(home.entries('trigger')[0]).toMatchObject({ scene: 'scene', cause: end.seq });
  });

  it('ends with its file, also in the instant in which it was to fire', () => {
    const home = sceneHome({ scene: fires(on('replaced')), other: slow });
    home.send('scenes/other/run').pass('1s');
    for (const scene of ['other', 'scene']) {
      home.simulated.simulation.input({ type: 'scene', scene, definition: null });
    }
    home.pass('1m');
    expect(times(home)).toEqual([]);
  });

  it.each(['finished', 'refused', 'skipped', 'failed'] as const)(
    'that fires on its own end (%s) is stopped as a circle',
    (value) => {
      const more: Record<typeof value, Partial<SceneFile>> = {
        finished: {},
        refused: { conditions: [{ device: 'lamp', prop: 'power', value: 'on' }] },
        skipped: { actions: [{ delay: '1h' }] },
        failed: { actions: [{ device: 'lamp', method: 'jam', on_error: 'stop' }] },
      };
      const scene = fires({ type: 'scene', scene: 'scene', value }, more[value]);
      const home = sceneHome({ scene });
      home.send('scenes/scene/run').send('scenes/scene/run').pass('1s');
      const ends = home.entries('run_end');
      expect(ends.length).toBeLessThan(40);
      expect(ends.at(-1)!.outcome).toBe(value === 'refused' ? 'refused' : 'failed');
      expect(ends.at(-1)!.reason).toMatch(/it fires itself in a circle; stopped after 16 runs: /);
    },
  );

  it('is stopped where refusals fork, before there are too many to count', () => {
    const scene = fires(
      ['a', 'b', 'c'].map((id) => ({ type: 'scene' as const, scene: id, value: 'refused' as const })),
      { conditions: [{ device: 'lamp', prop: 'power', value: 'on' }] },
    );
    const home = sceneHome({ a: scene, b: scene, c: scene });
    home.send('scenes/a/run').pass('1s');
    expect(home.entries('run_end').length).toBeLessThan(10_000);
  });
});

describe('a scene condition', () => {
  const running = { type: 'scene', scene: 'other', value: 'running' } as const;
  const asks: SceneFile = {
    trigger: manual,
    conditions: [running],
    actions: [{ notify: 'it runs' }],
  };

  it('holds while a run of the other scene is going on', () => {
    const home = sceneHome({ scene: asks, other: slow });
    home.send('scenes/scene/run').send('scenes/other/run').pass('30s').send('scenes/scene/run');
    home.pass('30s').send('scenes/scene/run');
    expect(home.runs('scene')).toEqual([
      '06:58:00.000 refused: because other was not running',
      '06:58:30.000 finished: every step was done',
      '06:59:00.000 refused: because other was not running',
    ]);
    const conditions = traces(home).flatMap((trace) => trace.conditions);
    const common = { condition: 'other is running', wanted: 'running' };
    expect(conditions).toEqual([
      { ...common, holds: false, actual: 'not running' },
      {
        ...common,
        holds: true,
        actual: 'running',
        since: '2026-03-02T06:58:00.000+08:00',
        by: expect.any(Number),
      },
      {
        ...common,
        holds: false,
        actual: 'not running',
        since: '2026-03-02T06:59:00.000+08:00',
        by: expect.any(Number),
      },
    ]);
  });

  it('is unknown when there is no such scene, and so is its not', () => {
    const home = sceneHome({ scene: { ...asks, conditions: [{ not: running }] } });
    home.send('scenes/scene/run');
    expect(home.runs('scene')).toEqual(['06:58:00.000 refused: because there is no scene other']);
  });

  it('counts otherwise steps as running, and a run that waits for its turn not', () => {
    const home = sceneHome({
      scene: {
        trigger: manual,
        actions: [when(running, [{ stop: 'busy' }]), { notify: 'free' }],
      },
      other: { ...slow, conditions: [{ type: 'time', after: '23:00' }], otherwise: [{ delay: '10s' }] },
    });
    home.send('scenes/other/run').send('scenes/scene/run').pass('10s').send('scenes/scene/run');
    expect(home.runs('scene')).toEqual([
      '06:58:00.000 stopped: busy',
      '06:58:10.000 finished: every step was done',
    ]);
  });
});
