import { describe, expect, it } from 'vitest';
import type { TestHome } from '../../home.ts';
import { fires, type SceneFile, sceneHome } from './parts.ts';

const becomes = (value: 'on' | 'off') =>
  ({ type: 'property', device: 'lamp', prop: 'power', value }) as const;
const turn = (power: 'on' | 'off'): SceneFile['actions'] => [{ device: 'lamp', set: { power } }];

/** How many runs ended in each way. */
function outcomes(home: TestHome): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of home.entries('run_end')) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

describe('scenes that fire each other in a circle', () => {
  const scenes = {
    'always-dark': { trigger: becomes('on'), actions: turn('off') },
    'always-lit': { trigger: becomes('off'), actions: turn('on') },
    other: fires({ type: 'time', value: '07:00' }),
  };

  it('are stopped, with the whole chain as the reason', () => {
    const home = sceneHome(scenes);
    home.send('lamp/set', { power: 'on' }).pass('1s');
    expect(outcomes(home)).toEqual({ finished: 16, failed: 1 });
    const { scene, reason } = home.entries('run_end').find(({ outcome }) => outcome === 'failed')!;
    const dark = 'always-dark (lamp.power became on (it was off))';
    const lit = 'always-lit (lamp.power became off (it was on))';
    expect(scene).toBe('always-dark');
    expect(reason).toBe(
      'it fires itself in a circle; stopped after 16 runs: ' +
        `${Array.from({ length: 8 }, () => `${dark} -> ${lit}`).join(' -> ')} -> ${dark}`,
    );
  });

  it('leave the rest of the home as it was, and can begin again', () => {
    const home = sceneHome(scenes);
    home.send('lamp/set', { power: 'on' }).at('07:00');
    expect(home.runs('other')).toEqual(['07:00:00.000 finished: every step was done']);
    home.send('lamp/set', { power: 'off' }).pass('1s');
    expect(outcomes(home)).toEqual({ finished: 33, failed: 2 });
  });

  it('are stopped also where each takes some seconds', () => {
    const slow = (actions: SceneFile['actions']): SceneFile['actions'] => [{ delay: '30s' }, ...actions];
    const home = sceneHome({
      a: { trigger: becomes('on'), actions: slow(turn('off')) },
      b: { trigger: becomes('off'), actions: slow(turn('on')) },
    });
    home.send('lamp/set', { power: 'on' }).pass('1d');
    expect(outcomes(home)).toEqual({ finished: 16, failed: 1 });
  });

  it('go on where each takes more than a minute: so do a heater and its thermostat', () => {
    const home = sceneHome({
      a: { trigger: { ...becomes('on'), for: '2m' }, actions: turn('off') },
      b: { trigger: { ...becomes('off'), for: '2m' }, actions: turn('on') },
    });
    home.send('lamp/set', { power: 'on' }).pass('2h');
    expect(outcomes(home)).toEqual({ finished: 60 });
  });

  it('are stopped where one runs the other', () => {
    const home = sceneHome({
      a: { trigger: { type: 'manual' }, actions: [{ run: 'b' }], mode: 'parallel', max: 100 },
      b: { trigger: { type: 'manual' }, actions: [{ run: 'a' }], mode: 'parallel', max: 100 },
    });
    home.send('scenes/a/run').pass('1s');
    const reasons = home.entries('run_end').map(({ reason }) => reason);
    expect(outcomes(home)).toEqual({ failed: 1, partial: 1, finished: 15 });
    expect(reasons[0]).toMatch(
      /^it fires itself in a circle; stopped after 16 runs: a \(asked for\) -> b \(run by a\) -> a \(run by b\) -> /,
    );
  });

  it('are stopped where a chain forks, before there are too many to count', () => {
    const toggle: SceneFile = {
      trigger: { type: 'property', device: 'lamp', prop: 'power', changed: true },
      actions: [{ device: 'lamp', method: 'toggle' }],
      mode: 'parallel',
      max: 1000,
    };
    const home = sceneHome({ a: toggle, b: toggle, c: toggle });
    home.send('lamp/set', { power: 'on' }).pass('1s');
    const { finished = 0, failed = 0, ...others } = outcomes(home);
    expect(others).toEqual({});
    // Each of the three that begin it has its own thousand.
    expect(finished).toBe(3 + 9 + 3000);
    expect(failed).toBeLessThan(10_000);
    expect(home.entries('run_end').find(({ outcome }) => outcome === 'failed')!.reason).toMatch(
      /^it fires itself in circles; stopped after 1000 runs, here: a \(lamp.power became on \(it was off\)\) -> /,
    );
  });

  it('end by themselves where a condition ends them, however late', () => {
    const home = sceneHome({
      up: {
        trigger: { type: 'property', device: 'lamp', prop: 'level', changed: true },
        conditions: [{ device: 'lamp', prop: 'level', below: 16 }],
        actions: [{ run: 'next' }],
      },
      ...Object.fromEntries(
        Array.from({ length: 15 }, (_, level) => [
          `level-${level + 1}`,
          fires(
            { type: 'property', device: 'lamp', prop: 'level', value: level + 1 },
            { actions: [{ device: 'lamp', set: { level: level + 2 } }] },
          ),
        ]),
      ),
      next: fires({ type: 'manual' }),
    });
    home.send('lamp/set', { level: 1 }).pass('1s');
    expect(home.runs('up').at(-1)).toBe('06:58:00.000 refused: because lamp.level was 16, not below 16');
    expect(outcomes(home).failed).toBe(undefined);
  });
});
