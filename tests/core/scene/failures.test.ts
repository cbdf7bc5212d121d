import { describe, expect, it } from 'vitest';
import type { TestHome } from '../../home.ts';
import { type Steps, sceneHome, steps, when } from './parts.ts';

const real = { meter: { simulated: false } } as const;

/** A home with one scene of these steps that was asked for at 06:58. */
function did(actions: Steps, options: Parameters<typeof sceneHome>[1] = {}): TestHome {
  const home = sceneHome({ scene: { trigger: { type: 'manual' }, actions } }, options);
  return home.send('scenes/scene/run').pass('0s');
}

describe('a step that fails', () => {
  it('does not keep the others from being done', () => {
    const home = did([
      { device: 'lamp', method: 'jam' },
      { device: 'lamp', set: { power: 'on' } },
    ]);
    expect(home.runs('scene')).toEqual([
      '06:58:00.000 partial: step 0 (lamp.jam) failed: it is jammed (-4008)',
    ]);
    expect(home.prop('lamp', 'power')).toBe('on');
  });

  it('ends the run where it says so', () => {
    const home = did([
      { device: 'lamp', method: 'jam' },
      { device: 'lamp', set: { level: 200_000 }, on_error: 'stop' },
      { device: 'lamp', set: { power: 'on' } },
    ]);
    expect(home.runs('scene')).toEqual([
      '06:58:00.000 failed: step 1 (lamp set level=200000) failed: ' +
        'level takes an integer from 0 to 100000, got 200000 (-4005)',
    ]);
    expect(home.prop('lamp', 'power')).toBe('off');
  });

  it('ends the run from within an if, which is cut short', () => {
    const home = did([
      when({ type: 'time', after: '06:00' }, [
        { device: 'lamp', method: 'jam', on_error: 'stop' },
        { notify: 'never' },
      ]),
      { notify: 'never' },
    ]);
    const reason = 'step 0.then.0 (lamp.jam) failed: it is jammed (-4008)';
    expect(home.runs('scene')).toEqual([`06:58:00.000 failed: ${reason}`]);
    expect(steps(home)).toEqual([
      `0 if time is from 06:00: cancelled (${reason})`,
      '0.then.0 lamp.jam: failed (it is jammed (-4008))',
    ]);
  });

  it('tells all that failed, in order', () => {
    const home = did([
      { device: 'lamp', method: 'jam' },
      when({ type: 'time', after: '06:00' }, [{ device: 'lamp', method: 'blink' }]),
      { notify: 'ok' },
    ]);
    expect(home.entries('run_end')[0]!.reason).toBe(
      'step 0 (lamp.jam) failed: it is jammed (-4008); ' +
        'step 1.then.0 (lamp.blink) failed: lamp has no method blink; ' +
        'it has get_prop, set_prop, stimulate, toggle or jam. (-32601)',
    );
  });
});

it('a run in which many steps fail names the first five', () => {
  const home = did(Array.from({ length: 8 }, () => ({ device: 'lamp', method: 'jam' })));
  const each = [0, 1, 2, 3, 4].map((step) => `step ${step} (lamp.jam) failed: it is jammed (-4008)`);
  expect(home.runs('scene')).toEqual([`06:58:00.000 partial: ${each.join('; ')}; and 3 more`]);
});

describe('a device that does not do what it is asked', () => {
  it('fails at once when it is offline', () => {
    const home = sceneHome({
      scene: { trigger: { type: 'manual' }, actions: [{ device: 'lamp', set: { power: 'on' } }] },
    });
    home.send('lamp/availability', 'offline').send('scenes/scene/run').pass('0s');
    expect(home.runs('scene')).toEqual([
      '06:58:00.000 partial: step 0 (lamp set power=on) failed: lamp is offline',
    ]);
    expect(home.entries('request')).toEqual([]);
  });

  it('fails after ten seconds when it never replies', () => {
    const home = did([{ device: 'meter', method: 'reset' }, { notify: 'next' }], { devices: real }).pass(
      '1h',
    );
    expect(home.runs('scene')).toEqual([
      '06:58:10.000 partial: step 0 (meter.reset) failed: meter did not reply within 10 s',
    ]);
    expect(home.sent('meter/rpc').map(({ text }) => JSON.parse(text))).toEqual([
      { id: 'engine-1', method: 'reset', params: {} },
    ]);
  });

  it('fails sooner where the step has a timeout of its own, and a later reply is nobody’s', () => {
    const home = did([{ device: 'meter', method: 'reset', timeout: '2s' }, { delay: '1m' }], {
      devices: real,
    });
    home
      .pass('3s')
      .send('meter/rpc/reply', { id: 'engine-1', result: ['ok'] })
      .pass('1h');
    expect(home.runs('scene')).toEqual([
      '06:59:02.000 partial: step 0 (meter.reset) failed: not done within 2s',
    ]);
    expect(home.entries('reply')).toEqual([]);
  });

  it('may take longer than ten seconds where the step has a timeout of its own', () => {
    const home = did([{ device: 'meter', method: 'reset', timeout: '1m' }], { devices: real });
    home
      .pass('50s')
      .send('meter/rpc/reply', { id: 'engine-1', result: ['ok'] })
      .pass('0s');
    expect(home.runs('scene')).toEqual(['06:58:50.000 finished: every step was done']);
  });

  it('fails where the name cannot be that of a device', () => {
    const home = did([
      { device: '+', method: 'toggle' },
      { device: 'lamp/rpc', method: 'toggle' },
    ]);
    expect(steps(home)).toEqual([
      '0 +.toggle: failed (there is no device +)',
      '1 lamp/rpc.toggle: failed (there is no device lamp/rpc)',
    ]);
  });

  it.each<[string, unknown, string]>([
    ['with an error', { error: { code: -4008, message: 'no water' } }, 'failed (no water (-4008))'],
    ['with an error of its own kind', { error: 'no water' }, 'failed (no water (-4004))'],
    ['with an empty error', { error: {} }, 'failed (it refused (-4004))'],
    ['with a result', { result: ['ok'] }, 'ok'],
    ['with a result and no error, as JSON-RPC 1.0 does', { result: ['ok'], error: null }, 'ok'],
    [
      'with fields that are not a reply’s',
      { result: 1, seq: 0, kind: 'start', time: 0, device: 'lamp', cause: 99 },
      'ok',
    ],
  ])('may be a real one that replies %s', (_title, reply, expected) => {
    const home = did([{ device: 'meter', method: 'reset' }], { devices: real });
    home.send('meter/rpc/reply', { id: 'engine-1', ...(reply as object) }).pass('0s');
    expect(steps(home)).toEqual([`0 meter.reset: ${expected}`]);
    const [line] = home.entries('reply');
    expect(line).toMatchObject({ kind: 'reply', device: 'meter', id: 'engine-1', cause: line!.seq - 1 });
  });

  it('takes no reply that is not its own', () => {
    const home = did([{ device: 'meter', method: 'reset' }], { devices: real });
    home
      .send('meter/rpc/reply', '{{')
      .send('meter/rpc/reply', [1])
      .send('meter/rpc/reply', { id: 1, result: 1 });
    home.send('meter/rpc/reply', { id: 'engine-2', result: 1 }).send('lamp/rpc/reply', { id: 'engine-1' });
    expect(home.runs('scene')).toEqual([]);
    home.send('meter/rpc/reply', { id: 'engine-1', result: 1 });
    home.send('meter/rpc/reply', { id: 'engine-1', error: { code: 1, message: 'twice' } }).pass('0s');
    expect(home.runs('scene')).toEqual(['06:58:00.000 finished: every step was done']);
  });
});

describe('a timeout', () => {
  it('cuts a delay short', () => {
    const home = did([{ delay: '1m', timeout: '10s' }]).pass('1h');
    expect(home.runs('scene')).toEqual([
      '06:58:10.000 partial: step 0 (delay 1m) failed: not done within 10s',
    ]);
  });

  it('lets what is done at that very instant count', () => {
    const home = did(
      [
        { delay: '10s', timeout: '10s' },
        { device: 'lamp', set: { power: 'on' }, timeout: '100ms' },
        { notify: 'x', timeout: '0s' },
      ],
      { devices: { lamp: { model: 'lamp', latency: '100ms' } } },
    ).pass('1h');
    expect(home.runs('scene')).toEqual(['06:58:10.100 finished: every step was done']);
  });

  it('cuts an if short, and all the steps within it', () => {
    const home = did([
      when(
        { type: 'time', after: '06:00' },
        [
          { delay: '5s' },
          when({ type: 'time', after: '06:00' }, [{ delay: '1m', timeout: '30s' }]),
          { notify: 'never' },
        ],
        [],
        { timeout: '20s' },
      ),
      { notify: 'next' },
    ]).pass('1h');
    expect(home.runs('scene')).toEqual([
      '06:58:20.000 partial: step 0 (if time is from 06:00) failed: not done within 20s',
    ]);
    expect(steps(home)).toEqual([
      '0 if time is from 06:00: failed (not done within 20s)',
      '0.then.0 delay 5s: ok',
      '0.then.1 if time is from 06:00: cancelled (not done within 20s)',
      '0.then.1.then.0 delay 1m: cancelled (not done within 20s)',
      '1 notify "next": ok',
    ]);
  });

  it('of an inner step leaves the outer one going', () => {
    const home = did([
      when({ type: 'time', after: '06:00' }, [{ delay: '1m', timeout: '5s' }, { delay: '1s' }], [], {
        timeout: '20s',
      }),
    ]).pass('1h');
    expect(home.runs('scene')).toEqual([
      '06:58:06.000 partial: step 0.then.0 (delay 1m) failed: not done within 5s',
    ]);
  });

  it('of an outer step comes first where both end at once', () => {
    const home = did([
      when({ type: 'time', after: '06:00' }, [{ delay: '1m', timeout: '5s' }, { notify: 'never' }], [], {
        timeout: '5s',
        on_error: 'stop',
      }),
    ]).pass('1h');
    expect(home.runs('scene')).toEqual([
      '06:58:05.000 failed: step 0 (if time is from 06:00) failed: not done within 5s',
    ]);
  });

  it('is over with its step', () => {
    const home = did([{ delay: '1s', timeout: '10s' }, { delay: '1m' }]).pass('1h');
    expect(home.runs('scene')).toEqual(['06:59:01.000 finished: every step was done']);
  });
});
