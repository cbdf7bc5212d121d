import { describe, expect, it } from 'vitest';
import { fires, reasons, sceneHome, times, traces } from './parts.ts';

describe('a scene that is asked for', () => {
  it('runs, whatever its triggers are', () => {
    const home = sceneHome({ scene: fires({ type: 'time', value: '12:00' }) }).at('07:00');
    home.send('scenes/scene/run');
    expect(home.runs('scene')).toEqual(['07:00:00.000 finished: every step was done']);
    expect(reasons(home)).toEqual(['asked for']);
    expect(home.entries('run')[0]!.trigger).toBe(null);
  });

  it('runs whatever the message says, each time', () => {
    const home = sceneHome({ scene: fires({ type: 'manual' }) });
    home.send('scenes/scene/run', 'go').send('scenes/scene/run', { a: 1 }).send('scenes/scene/run', '{{');
    expect(times(home)).toHaveLength(3);
  });

  it('still has its conditions', () => {
    const home = sceneHome({
      scene: fires({ type: 'manual' }, { conditions: [{ device: 'lamp', prop: 'power', value: 'on' }] }),
    });
    home.send('scenes/scene/run');
    expect(home.runs('scene')).toEqual(['06:58:00.000 refused: because lamp.power was off, not on']);
  });

  it('does not run for a message that the broker kept', () => {
    const home = sceneHome({ scene: fires({ type: 'manual' }) });
    home.send('scenes/scene/run', 'x', { retained: true }).pass('1h');
    expect(times(home)).toEqual([]);
  });

  it('waits for nothing else: a manual trigger never fires by itself', () => {
    const home = sceneHome({ scene: fires({ type: 'manual' }) }).pass('7d');
    expect(times(home)).toEqual([]);
  });

  it('may be called as the parts of topics are', () => {
    const home = sceneHome({ event: fires({ type: 'manual' }), state: fires({ type: 'manual' }) });
    home.send('scenes/event/run').send('scenes/state/run').send('scenes/state', {}).send('clock/state', {});
    expect(home.runs('event')).toEqual(['06:58:00.000 finished: every step was done']);
    expect(home.runs('state')).toEqual(['06:58:00.000 finished: every step was done']);
    expect(home.entries('event')).toEqual([]);
    expect(home.sent('+/error')).toEqual([]);
  });
});

describe('a scene that does not exist', () => {
  it('is answered on its trace topic, with the nearest name', () => {
    const home = sceneHome({ 'good-night': fires({ type: 'manual' }), other: fires({ type: 'manual' }) });
    home.send('scenes/god-night/run');
    expect(traces(home, 'god-night')).toEqual([
      {
        scene: 'god-night',
        outcome: 'failed',
        reason: 'there is no scene god-night; there are good-night, other. Did you mean good-night?',
        conditions: [],
        steps: [],
      },
    ]);
    expect(home.entries('run')).toEqual([]);
  });

  it('is answered where there is none at all, and where there are too many to name', () => {
    const none = sceneHome({}).send('scenes/x/run');
    expect(traces(none, 'x')[0]!.reason).toBe('there is no scene x; there are none.');
    const ids = Array.from({ length: 30 }, (_, index) => `scene-${index}`);
    const many = sceneHome(Object.fromEntries(ids.map((id) => [id, fires({ type: 'manual' })])));
    many.send('scenes/scene-7x/run');
    expect(traces(many, 'scene-7x')[0]!.reason).toBe('there is no scene scene-7x. Did you mean scene-7?');
  });

  it('may have any name that a topic can have', () => {
    const home = sceneHome({}).send('scenes/Ünknown "scene"/run').send('scenes//run');
    expect(home.sent('scenes/#').map(({ topic }) => topic)).toContain('millet/scenes/Ünknown "scene"/trace');
  });
});
