import { describe, expect, it } from 'vitest';
import type { TestHome } from '../../home.ts';
import { type SceneFile, type Steps, sceneHome, steps, traces, when } from './parts.ts';

type Options = Parameters<typeof sceneHome>[1];

/** A home with one scene of these steps, which has been asked for. */
function doing(actions: Steps, more: Partial<SceneFile> = {}, options?: Options): TestHome {
  const home = sceneHome({ scene: { trigger: { type: 'manual' }, actions, ...more } }, options);
  return home.send('scenes/scene/run');
}

/** The messages for people: `06:58:00.000 Hello`. */
function messages(home: TestHome): string[] {
  return home
    .entries('step')
    .filter(({ notify }) => notify !== undefined)
    .map(({ time, notify }) => `${home.simulated.simulation.formatTime(time).slice(11, -6)} ${notify}`);
}

/** Whatever is planned after everything has ended: a leak. */
function leftOver(home: TestHome): number {
  return home.simulated.simulation.clock.size;
}

const lit = { device: 'lamp', prop: 'power', value: 'on' } as const;
const jam = { device: 'lamp', method: 'jam' } as const;

describe('wait_until', () => {
  it('goes on as soon as the condition holds, with what made it so as its cause', () => {
    const home = doing([{ wait_until: lit }, { notify: 'lit' }]);
    home.pass('90s').send('lamp/set', { power: 'on' }).pass('0s');
    expect(messages(home)).toEqual(['06:59:30.000 lit']);
    expect(steps(home)[0]).toBe('0 wait until lamp.power is on: ok');
    const end = home.entries('step').find(({ step, result }) => step === '0' && result === 'ok')!;
    expect(home.journal[end.cause!]).toMatchObject({ kind: 'state', props: { power: 'on' } });
    expect(leftOver(home)).toBe(0);
  });

  it('does not wait for what holds already, also because of the step before', () => {
    const home = doing([
      { device: 'lamp', set: { power: 'on' } },
      { wait_until: lit, timeout: '1s' },
    ]);
    home.pass('0s');
    expect(home.runs('scene')).toEqual(['06:58:00.000 finished: every step was done']);
  });

  it('takes it that it held for a moment', () => {
    const home = doing([{ wait_until: lit }, { notify: 'it was lit' }]);
    const { simulation, bus } = home.simulated;
    for (const power of ['on', 'off']) {
      simulation.input({ type: 'message', topic: 'millet/lamp/set', payload: JSON.stringify({ power }) });
    }
    bus.settle();
    home.pass('0s');
    expect(home.prop('lamp', 'power')).toBe('off');
    expect(messages(home)).toEqual(['06:58:00.000 it was lit']);
  });

  it('fails when its time is up, and says what was in the way', () => {
    const home = doing([{ wait_until: lit, timeout: '2m' }, { notify: 'anyway' }]);
    home.pass('10m');
    const why = 'not so within 2m: lamp.power was off, not on';
    expect(steps(home)).toEqual([`0 wait until lamp.power is on: failed (${why})`, '1 notify "anyway": ok']);
    expect(home.runs('scene')).toEqual([
      `07:00:00.000 partial: step 0 (wait until lamp.power is on) failed: ${why}`,
    ]);
    expect(leftOver(home)).toBe(0);
  });

  it('ends the run when its time is up, where it says so', () => {
    const home = doing([{ wait_until: lit, timeout: '2m', on_error: 'stop' }, { notify: 'never' }]);
    home.pass('10m');
    expect(home.entries('run_end')[0]!.outcome).toBe('failed');
  });

  it('counts what comes at the very last instant', () => {
    const home = sceneHome({
      scene: { trigger: { type: 'manual' }, actions: [{ wait_until: lit, timeout: '2m' }] },
      light: {
        trigger: { type: 'time', value: '07:00' },
        actions: [{ device: 'lamp', set: { power: 'on' } }],
      },
    });
    home.send('scenes/scene/run').pass('10m');
    expect(home.runs('scene')).toEqual(['07:00:00.000 finished: every step was done']);
  });

  it('waits for a time, for the sun, for a device, for another scene', () => {
    const home = sceneHome({
      time: { trigger: { type: 'start' }, actions: [{ wait_until: { type: 'time', after: '07:30' } }] },
      sun: { trigger: { type: 'start' }, actions: [{ wait_until: { type: 'sun', after: 'sunset' } }] },
      away: {
        trigger: { type: 'start' },
        actions: [{ wait_until: { type: 'availability', device: 'lamp', value: 'offline' } }],
      },
      watcher: {
        trigger: { type: 'start' },
        actions: [{ wait_until: { not: { type: 'scene', scene: 'time', value: 'running' } } }],
      },
    });
    home.at('08:00').send('lamp/availability', 'offline').at('20:00');
    expect(
      home.entries('run_end').map(({ time, scene }) => {
        return `${home.simulated.simulation.formatTime(time).slice(11, -6)} ${scene}`;
      }),
    ).toEqual(['07:30:00.000 time', '07:30:00.000 watcher', '08:00:00.000 away', '17:52:49.000 sun']);
  });

  it('waits for how long something has been so, and begins anew when that is interrupted', () => {
    const home = doing([{ wait_until: { ...lit, for: '5m' } }]);
    home.send('lamp/set', { power: 'on' }).pass('4m').send('lamp/set', { power: 'off' });
    home.pass('1m').send('lamp/set', { power: 'on' }).pass('10m');
    expect(home.runs('scene')).toEqual(['07:08:00.000 finished: every step was done']);
    expect(leftOver(home)).toBe(0);
  });

  it('waits on while what it asks for is unknown', () => {
    const home = doing([{ wait_until: { not: lit } }]);
    home.pass('1m');
    expect(home.runs('scene')).toHaveLength(1);
    const other = doing([{ wait_until: { not: { device: 'meter', prop: 'watt', above: 5 } } }]);
    other.pass('1m').send('meter/state', { watt: 9 }).pass('1m');
    expect(other.runs('scene')).toEqual([]);
    other.send('meter/state', { watt: 5 }).pass('0s');
    expect(other.runs('scene')).toEqual(['07:00:00.000 finished: every step was done']);
  });

  it.each<[string, (home: TestHome) => unknown]>([
    ['another run takes its place', (home) => home.send('scenes/scene/run').pass('3m')],
    ['its file is removed', (home) => home.save('scene', null)],
  ])('leaves nothing behind when %s', (_title, act) => {
    const home = doing([{ wait_until: { ...lit, for: '1h' }, timeout: '1m' }], { mode: 'restart' });
    home.pass('30s');
    act(home);
    expect(home.entries('run_end')[0]).toMatchObject({ outcome: 'replaced' });
    expect(leftOver(home)).toBe(0);
    home.send('lamp/set', { power: 'on' }).pass('2h');
    expect(steps(home).every((line) => line.includes('cancelled') || line.includes('failed'))).toBe(true);
  });
});

describe('repeat', () => {
  it('does its steps so often', () => {
    const home = doing([{ repeat: { times: 3 }, do: [{ notify: 'x' }, { delay: '1s' }] }, { notify: 'end' }]);
    home.pass('1m');
    expect(messages(home)).toEqual([
      '06:58:00.000 x',
      '06:58:01.000 x',
      '06:58:02.000 x',
      '06:58:03.000 end',
    ]);
    expect(steps(home)).toEqual([
      '0 repeat 3 times: ok (3 rounds)',
      '0.do#1.0 notify "x": ok',
      '0.do#1.1 delay 1s: ok',
      '0.do#2.0 notify "x": ok',
      '0.do#2.1 delay 1s: ok',
      '0.do#3.0 notify "x": ok',
      '0.do#3.1 delay 1s: ok',
      '1 notify "end": ok',
    ]);
  });

  const dimmer: Steps = [{ device: 'lamp', method: 'toggle' }];

  it('looks before each round with while, and after each with until', () => {
    const home = doing([
      { repeat: { while: lit }, do: [{ notify: 'never' }] },
      { repeat: { until: { not: lit } }, do: [{ notify: 'once' }] },
      { repeat: { until: lit }, do: dimmer },
      { repeat: { while: lit }, do: dimmer },
    ]);
    home.pass('0s');
    expect(messages(home)).toEqual(['06:58:00.000 once']);
    expect(steps(home).filter((line) => line.includes('repeat'))).toEqual([
      '0 repeat while lamp.power is on: ok (0 rounds)',
      '1 repeat until not (lamp.power is on): ok (one round)',
      '2 repeat until lamp.power is on: ok (one round)',
      '3 repeat while lamp.power is on: ok (one round)',
    ]);
  });

  it('ends with whichever comes first, where it says several', () => {
    const home = doing([{ repeat: { times: 3, until: lit }, do: [{ delay: '1s' }] }]);
    home.pass('1m');
    expect(steps(home)[0]).toBe('0 repeat until lamp.power is on, 3 times at most: ok (3 rounds)');
    expect(home.runs('scene')).toEqual(['06:58:03.000 finished: every step was done']);
  });

  it('does not take the unknown for true, neither in while nor in until', () => {
    const unknown = { device: 'meter', prop: 'watt', above: 5 } as const;
    const home = doing([
      { repeat: { while: unknown }, do: [{ notify: 'never' }] },
      { repeat: { until: unknown, times: 2 }, do: [{ notify: 'twice' }] },
    ]);
    home.pass('0s');
    expect(messages(home)).toEqual(['06:58:00.000 twice', '06:58:00.000 twice']);
  });

  it('goes on after a step that failed, and tells of the first failures only', () => {
    const home = doing([{ repeat: { times: 20 }, do: [jam] }]);
    home.pass('0s');
    expect(home.runs('scene')[0]).toMatch(/^06:58:00.000 partial: step 0.do#1.0 .*; and 15 more$/);
    // The report tells of the last rounds; the journal of all.
    expect(steps(home)).toHaveLength(1 + 10);
    expect(steps(home)[1]).toMatch(/^0.do#11.0 /);
    expect(home.entries('step').filter(({ result }) => result === 'failed')).toHaveLength(20);
  });

  it('ends with a stop within it', () => {
    const home = doing([{ repeat: { until: lit }, do: [{ delay: '1m' }, { stop: 'enough' }] }]);
    home.pass('1h');
    expect(home.runs('scene')).toEqual(['06:59:00.000 stopped: enough']);
  });

  it('is cut short when its time is up', () => {
    const home = doing([{ repeat: { until: lit }, do: [{ delay: '7s' }], timeout: '20s' }, { notify: 'on' }]);
    home.pass('1m');
    expect(steps(home)).toEqual([
      '0 repeat until lamp.power is on: failed (not done within 20s)',
      '0.do#1.0 delay 7s: ok',
      '0.do#2.0 delay 7s: ok',
      '0.do#3.0 delay 7s: cancelled (not done within 20s)',
      '1 notify "on": ok',
    ]);
    expect(leftOver(home)).toBe(0);
  });

  it.each<[string, Steps]>([
    ['does nothing that takes time', [{ notify: 'x' }]],
    ['waits for no time at all', [{ delay: '0s' }]],
    ['asks a device that answers at once', [{ device: 'lamp', method: 'toggle' }]],
    ['waits for what is so', [{ wait_until: { not: lit } }]],
    ['repeats within', [{ repeat: { times: 1000 }, do: [{ notify: 'x' }] }]],
  ])('without end that %s is stopped, and says so', (_title, inner) => {
    const home = doing([
      { repeat: { while: { type: 'time', before: '23:00' } }, do: inner },
      { notify: 'on' },
    ]);
    home.pass('1s');
    expect(home.runs('scene')[0]).toContain(
      'it went round 10000 times without any time passing; give it a delay or a wait_until',
    );
    expect(messages(home).at(-1)).toBe('06:58:00.000 on');
    expect(home.now - home.entries('run_end')[0]!.time).toBe(1000);
  });

  it('without end may go on all day where each round takes time', () => {
    const home = doing([{ repeat: { until: lit }, do: [{ delay: '1s' }] }]);
    home.pass('1d').send('lamp/set', { power: 'on' }).pass('1s');
    expect(home.runs('scene')).toEqual(['06:58:01.000 finished: every step was done']);
    expect(steps(home)).toHaveLength(11);
    expect(leftOver(home)).toBe(0);
  });
});

describe('parallel', () => {
  it('does its branches at the same time, and is done when all are', () => {
    const home = doing([
      {
        parallel: [[{ delay: '3s' }, { notify: 'a' }], [{ notify: 'b' }, { delay: '5s' }], [{ notify: 'c' }]],
      },
      { notify: 'end' },
    ]);
    home.pass('1m');
    expect(messages(home)).toEqual([
      '06:58:00.000 b',
      '06:58:00.000 c',
      '06:58:03.000 a',
      '06:58:05.000 end',
    ]);
    expect(steps(home)).toEqual([
      '0 do 3 things at once: ok',
      '0.parallel.0.0 delay 3s: ok',
      '0.parallel.1.0 notify "b": ok',
      '0.parallel.1.1 delay 5s: ok',
      '0.parallel.2.0 notify "c": ok',
      '0.parallel.0.1 notify "a": ok',
      '1 notify "end": ok',
    ]);
  });

  it('lets the others go on when a step of one fails', () => {
    const home = doing([
      {
        parallel: [
          [jam, { notify: 'a' }],
          [{ delay: '1s' }, { notify: 'b' }],
        ],
      },
    ]);
    home.pass('1m');
    expect(messages(home)).toEqual(['06:58:00.000 a', '06:58:01.000 b']);
    expect(home.runs('scene')[0]).toMatch(/^06:58:01.000 partial: step 0.parallel.0.0 /);
  });

  it.each<[string, Steps[number], string]>([
    ['a step with on_error: stop fails', { ...jam, on_error: 'stop' }, 'failed'],
    ['one says stop', { stop: 'enough' }, 'stopped'],
  ])('ends the run, and cuts the others short, when %s in one', (_title, last, outcome) => {
    const home = doing([
      { parallel: [[{ delay: '1m' }], [{ delay: '1s' }, last], [when(lit, [], [{ wait_until: lit }])]] },
      { notify: 'never' },
    ]);
    home.pass('1h');
    expect(messages(home)).toEqual([]);
    expect(home.entries('run_end')).toMatchObject([{ outcome }]);
    const cut = steps(home).filter((line) => line.includes('cancelled'));
    expect(cut.map((line) => line.split(' ')[0])).toEqual([
      '0',
      '0.parallel.0.0',
      '0.parallel.2.0',
      '0.parallel.2.0.else.0',
    ]);
    expect(leftOver(home)).toBe(0);
  });

  it('cuts all short when its time is up', () => {
    const home = doing([
      { parallel: [[{ delay: '1h' }], [{ wait_until: lit }], [{ notify: 'a' }]], timeout: '5s' },
      { notify: 'on' },
    ]);
    home.pass('1h');
    expect(messages(home)).toEqual(['06:58:00.000 a', '06:58:05.000 on']);
    expect(steps(home)).toEqual([
      '0 do 3 things at once: failed (not done within 5s)',
      '0.parallel.0.0 delay 1h: cancelled (not done within 5s)',
      '0.parallel.1.0 wait until lamp.power is on: cancelled (not done within 5s)',
      '0.parallel.2.0 notify "a": ok',
      '1 notify "on": ok',
    ]);
    expect(leftOver(home)).toBe(0);
  });

  it('has time-outs, and branches, within branches', () => {
    const home = doing([
      {
        parallel: [
          [{ delay: '1h', timeout: '2s' }, { notify: 'a' }],
          [{ parallel: [[{ delay: '3s' }], [{ delay: '1h' }]], timeout: '4s' }, { notify: 'b' }],
        ],
      },
    ]);
    home.pass('1h');
    expect(messages(home)).toEqual(['06:58:02.000 a', '06:58:04.000 b']);
    expect(leftOver(home)).toBe(0);
  });

  it('ends as a whole when another run takes its place, before that begins', () => {
    const home = doing([{ parallel: [[{ delay: '1m' }], [{ wait_until: lit }]] }], { mode: 'restart' });
    home.pass('1s').send('scenes/scene/run').pass('1s').save('scene', null);
    expect(home.entries('run_end').map(({ outcome }) => outcome)).toEqual(['replaced', 'replaced']);
    expect(steps(home).filter((line) => !line.includes('cancelled'))).toEqual([]);
    expect(leftOver(home)).toBe(0);
  });

  it('waits for several scenes at once, and sees a standstill through any of them', () => {
    const home = sceneHome({
      scene: {
        trigger: { type: 'manual' },
        actions: [{ parallel: [[{ run: 'a' }], [{ run: 'b' }]] }],
        mode: 'queued',
      },
      a: { trigger: { type: 'manual' }, actions: [{ delay: '1s' }] },
      b: { trigger: { type: 'manual' }, actions: [{ delay: '2s' }, { run: 'scene' }] },
    });
    home.send('scenes/scene/run').pass('1m');
    expect(home.runs('scene')).toEqual([
      '06:58:02.000 failed: it would have to wait for run 1, which itself waits for this one',
      expect.stringMatching(/^06:58:02.000 finished/),
    ]);
    expect(home.runs('b')[0]).toMatch(/^06:58:02.000 partial/);
  });

  it('may be replaced by what one of its own branches runs', () => {
    const home = sceneHome({
      scene: {
        trigger: { type: 'manual' },
        actions: [{ parallel: [[{ delay: '1m' }], [{ run: 'again' }], [{ notify: 'last' }]] }],
        mode: 'restart',
      },
      again: {
        trigger: { type: 'manual' },
        conditions: [{ device: 'lamp', prop: 'level', value: 0 }],
        actions: [{ device: 'lamp', set: { level: 1 } }, { run: 'scene' }],
      },
    });
    home.send('scenes/scene/run').pass('1h');
    expect(home.entries('run_end').map(({ scene, outcome }) => `${scene} ${outcome}`)).toEqual([
      'scene replaced',
      'again refused',
      'scene finished',
      'again finished',
    ]);
    expect(leftOver(home)).toBe(0);
  });
});

describe('retry', () => {
  const refusals = (count: number): Options => ({
    devices: { lamp: { model: 'lamp', latency: '0s' } },
    seed: count,
  });

  it('tries a step that failed again, each time after the wait, and tells of each try', () => {
    const home = doing([{ ...jam, retry: { times: 2, wait: '5s' } }, { notify: 'on' }], {}, refusals(1));
    home.pass('1m');
    const why = 'it is jammed (-4008)';
    expect(steps(home)).toEqual([
      `0 lamp.jam: failed (${why}; trying again in 5s, 2 times at most)`,
      `0#2 lamp.jam: failed (${why}; trying again in 5s, once at most)`,
      `0#3 lamp.jam: failed (${why})`,
      '1 notify "on": ok',
    ]);
    expect(home.runs('scene')).toEqual([
      `06:58:10.000 partial: step 0 (lamp.jam) failed 3 times, at last: ${why}`,
    ]);
    expect(home.entries('request')).toHaveLength(3);
  });

  it('ends with the first try that is done, and then nothing has failed', () => {
    const home = doing([{ device: 'lamp', set: { power: 'on' }, retry: 5 }]);
    const offline = sceneHome({
      scene: { trigger: { type: 'manual' }, actions: [{ device: 'lamp', set: { power: 'on' }, retry: 5 }] },
    });
    offline.send('lamp/availability', 'offline').send('scenes/scene/run').pass('2500ms');
    offline.send('lamp/availability', 'online').pass('1m');
    expect(offline.runs('scene')).toEqual(['06:58:03.000 finished: every step was done']);
    expect(steps(offline).map((line) => line.split(' (')[0])).toEqual([
      '0 lamp set power=on: failed',
      '0#2 lamp set power=on: failed',
      '0#3 lamp set power=on: failed',
      '0#4 lamp set power=on: ok',
    ]);
    expect(steps(home.pass('0s'))).toEqual(['0 lamp set power=on: ok']);
  });

  it('gives each try its own time, and ends the run only after the last', () => {
    const home = doing([
      { wait_until: lit, timeout: '10s', retry: { times: 1, wait: '0s' }, on_error: 'stop' },
    ]);
    home.pass('1m');
    expect(home.runs('scene')).toEqual([
      '06:58:20.000 failed: step 0 (wait until lamp.power is on) failed 2 times, at last: not so within 10s: lamp.power was off, not on',
    ]);
  });

  it('tries all that is within a step again', () => {
    const home = doing([
      {
        repeat: { until: lit },
        do: [{ notify: 'x' }, { delay: '8s' }],
        timeout: '10s',
        retry: { times: 1, wait: '1s' },
      },
    ]);
    home.pass('1m');
    expect(messages(home)).toEqual(['06:58:00.000 x', '06:58:08.000 x', '06:58:11.000 x', '06:58:19.000 x']);
    expect(traces(home)[0]!.steps).toContainEqual({
      step: '0#2.do#2.1',
      does: 'delay 8s',
      result: 'cancelled',
      message: 'not done within 10s',
    });
  });

  it('leaves nothing behind when the run ends while it waits for the next try', () => {
    const home = doing([{ ...jam, retry: { times: 3, wait: '1h' } }], { mode: 'restart' });
    home.pass('1s').save('scene', null);
    expect(leftOver(home)).toBe(0);
    expect(home.entries('run_end')).toMatchObject([{ outcome: 'replaced' }]);
  });
});
