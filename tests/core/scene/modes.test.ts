import { describe, expect, it } from 'vitest';
import type { TestHome } from '../../home.ts';
import { type SceneFile, type Scenes, sceneHome, steps, when } from './parts.ts';

/** A home with a scene of one minute that is asked for three times, a second apart, and the end of it all. */
function thrice(more: Partial<SceneFile>): TestHome {
  const home = sceneHome({ scene: { trigger: { type: 'manual' }, actions: [{ delay: '1m' }], ...more } });
  for (let count = 0; count < 3; count++) home.send('scenes/scene/run').pass('1s');
  return home.pass('1h');
}

function asked(scenes: Scenes, ...ids: string[]): TestHome {
  const home = sceneHome(scenes);
  for (const id of ids) home.send(`scenes/${id}/run`);
  return home;
}

describe('a scene that is to run while it runs', () => {
  it('is skipped in mode single, which is the default', () => {
    const ends = [
      '06:58:01.000 skipped: run 1 was still going on',
      '06:58:02.000 skipped: run 1 was still going on',
      '06:59:00.000 finished: every step was done',
    ];
    expect(thrice({}).runs('scene')).toEqual(ends);
    expect(thrice({ mode: 'single' }).runs('scene')).toEqual(ends);
  });

  it('takes the place of the old run in mode restart', () => {
    const home = thrice({ mode: 'restart' });
    expect(home.runs('scene')).toEqual([
      '06:58:01.000 replaced: run 2 took its place',
      '06:58:02.000 replaced: run 3 took its place',
      '06:59:02.000 finished: every step was done',
    ]);
    expect(steps(home)[0]).toBe('0 delay 1m: cancelled (run 2 took its place)');
  });

  it('waits for its turn in mode queued', () => {
    expect(thrice({ mode: 'queued' }).runs('scene')).toEqual([
      '06:59:00.000 finished: every step was done',
      '07:00:00.000 finished: every step was done',
      '07:01:00.000 finished: every step was done',
    ]);
  });

  it('is skipped in mode queued when the most go on and wait', () => {
    expect(thrice({ mode: 'queued', max: 2 }).runs('scene')).toEqual([
      '06:58:02.000 skipped: 2 runs are the most (max)',
      '06:59:00.000 finished: every step was done',
      '07:00:00.000 finished: every step was done',
    ]);
  });

  it('runs beside the others in mode parallel, up to max', () => {
    expect(thrice({ mode: 'parallel', max: 2 }).runs('scene')).toEqual([
      '06:58:02.000 skipped: 2 runs are the most (max)',
      '06:59:00.000 finished: every step was done',
      '06:59:01.000 finished: every step was done',
    ]);
  });

  it('may have ten runs unless it says otherwise', () => {
    const home = sceneHome({
      scene: { trigger: { type: 'manual' }, actions: [{ delay: '1m' }], mode: 'parallel' },
    });
    for (let count = 0; count < 12; count++) home.send('scenes/scene/run');
    expect(home.runs('scene')).toEqual([
      '06:58:00.000 skipped: 10 runs are the most (max)',
      '06:58:00.000 skipped: 10 runs are the most (max)',
    ]);
  });

  it('has its conditions judged when it fires, also in mode queued', () => {
    const home = sceneHome({
      scene: {
        trigger: { type: 'manual' },
        conditions: [{ device: 'lamp', prop: 'power', value: 'on' }],
        actions: [{ delay: '1m' }],
        mode: 'queued',
      },
    });
    home.set('lamp', { power: 'on' });
    home.send('scenes/scene/run').send('scenes/scene/run').set('lamp', { power: 'off' });
    home.send('scenes/scene/run').pass('1h');
    expect(home.runs('scene')).toEqual([
      '06:58:00.000 refused: because lamp.power was off, not on',
      '06:59:00.000 finished: every step was done',
      '07:00:00.000 finished: every step was done',
    ]);
  });

  it('may have a long queue of runs that are over at once', () => {
    const home = sceneHome({
      scene: {
        trigger: { type: 'manual' },
        actions: [when({ device: 'lamp', prop: 'power', value: 'off' }, [{ delay: '1m' }])],
        mode: 'queued',
        max: 1000,
      },
    });
    for (let count = 0; count < 1000; count++) home.send('scenes/scene/run');
    home.set('lamp', { power: 'on' });
    home.pass('1m');
    expect(home.runs('scene')).toEqual(
      Array.from({ length: 1000 }, () => '06:59:00.000 finished: every step was done'),
    );
  });
});

describe('a scene that runs itself', () => {
  const itself = (more: Partial<SceneFile>): Scenes => ({
    scene: { trigger: { type: 'manual' }, actions: [{ notify: 'x' }, { run: 'scene' }], ...more },
  });

  it('is skipped in mode single', () => {
    const home = asked(itself({}), 'scene');
    expect(home.runs('scene')).toEqual([
      '06:58:00.000 skipped: run 1 was still going on',
      '06:58:00.000 finished: every step was done',
    ]);
  });

  it('does not wait for itself for ever in mode queued', () => {
    const home = asked(itself({ mode: 'queued' }), 'scene');
    const reason = 'it would have to wait for run 1, which itself waits for this one';
    expect(home.runs('scene')).toEqual([
      `06:58:00.000 failed: ${reason}`,
      `06:58:00.000 partial: step 1 (run scene) failed: failed: ${reason}`,
    ]);
  });

  it('replaces itself in mode restart until that is a circle', () => {
    const home = asked(itself({ mode: 'restart' }), 'scene');
    expect(home.entries('run_end').map(({ outcome }) => outcome)).toEqual([
      ...Array.from({ length: 15 }, () => 'replaced'),
      'failed',
      'partial',
    ]);
  });

  it('runs beside itself in mode parallel, up to max', () => {
    const home = asked(itself({ mode: 'parallel', max: 3 }), 'scene');
    expect(home.runs('scene')).toEqual([
      '06:58:00.000 skipped: 3 runs are the most (max)',
      '06:58:00.000 finished: every step was done',
      '06:58:00.000 finished: every step was done',
      '06:58:00.000 finished: every step was done',
    ]);
  });
});

describe('scenes that wait for each other', () => {
  const standstill = 'it would have to wait for run 1, which itself waits for this one';
  const ends = (home: TestHome): string[] => {
    return home.entries('run_end').map(({ scene, outcome, reason }) => `${scene} ${outcome}: ${reason}`);
  };
  const queued = (actions: SceneFile['actions']): SceneFile => ({
    trigger: { type: 'manual' },
    mode: 'queued',
    actions,
  });

  it('do not stand still where each runs the other', () => {
    const home = asked({ a: queued([{ run: 'b' }]), b: queued([{ run: 'a' }]) }, 'a').pass('1d');
    expect(ends(home)).toEqual([
      `a failed: ${standstill}`,
      `b partial: step 0 (run a) failed: failed: ${standstill}`,
      'a finished: every step was done',
    ]);
  });

  it('do not stand still where each is behind the other in a queue', () => {
    const home = asked(
      { a: queued([{ delay: '1m' }, { run: 'b' }]), b: queued([{ delay: '1m' }, { run: 'a' }]) },
      'a',
      'b',
    ).pass('1d');
    expect(ends(home)).toEqual([
      `a failed: ${standstill}`,
      `b partial: step 1 (run a) failed: failed: ${standstill}`,
      `a failed: ${standstill}`,
      `b partial: step 1 (run a) failed: failed: ${standstill}`,
      'a finished: every step was done',
    ]);
  });

  it('go on when a run that they wait for is replaced', () => {
    const home = asked(
      {
        a: { trigger: { type: 'manual' }, actions: [{ run: 'b' }, { run: 'b' }, { notify: 'end' }] },
        b: { trigger: { type: 'manual' }, mode: 'restart', actions: [{ delay: '1m' }] },
      },
      'a',
    );
    home.pass('10s').send('scenes/b/run').pass('1h');
    // What a runs next is b again, which the run that was asked for replaces as well.
    expect(home.runs('b')).toEqual([
      '06:58:10.000 replaced: run 3 took its place',
      '06:58:10.000 replaced: run 3 took its place',
      '06:59:10.000 finished: every step was done',
    ]);
    expect(home.runs('a')).toEqual(['06:58:10.000 finished: every step was done']);
  });
});

describe('a trigger with a mode of its own', () => {
  const scene: SceneFile = {
    trigger: [
      { type: 'manual', mode: 'queued' },
      { type: 'event', device: 'sensor', event: 'click', mode: 'restart' },
      { type: 'every', value: '90s' },
    ],
    actions: [{ delay: '1m' }],
  };
  const click = (home: TestHome) => home.send('sensor/event/click', { kind: 'single' });

  it('decides what becomes of the runs that it begins', () => {
    const home = sceneHome({ scene });
    home.send('scenes/scene/run').pass('1s').send('scenes/scene/run').at('07:00');
    expect(home.runs('scene')).toEqual([
      '06:59:00.000 finished: every step was done',
      '06:59:30.000 skipped: run 2 was still going on',
      '07:00:00.000 finished: every step was done',
    ]);
  });

  it('may put its run in the place of all that go on and wait', () => {
    const home = sceneHome({ scene });
    for (let count = 0; count < 3; count++) home.send('scenes/scene/run');
    click(home.pass('1s')).at('06:59:29');
    expect(home.runs('scene')).toEqual([
      '06:58:01.000 replaced: run 4 took its place',
      '06:58:01.000 replaced: run 4 took its place',
      '06:58:01.000 replaced: run 4 took its place',
      '06:59:01.000 finished: every step was done',
    ]);
    // Those that waited have not begun any step.
    expect(steps(home)).toEqual(['0 delay 1m: cancelled (run 4 took its place)', '0 delay 1m: ok']);
  });
});
