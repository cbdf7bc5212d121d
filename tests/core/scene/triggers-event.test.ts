import { describe, expect, it } from 'vitest';
import { fires, reasons, sceneHome, times } from './parts.ts';

const click = { type: 'event', device: 'sensor', event: 'click' } as const;

describe('an event trigger', () => {
  it('fires each time the event happens', () => {
    const home = sceneHome({ scene: fires(click) });
    home.at('07:00').call('sensor', 'click', { kind: 'single' });
    home.call('sensor', 'click', { kind: 'single' });
    expect(times(home)).toEqual(['07:00:00.000', '07:00:00.000']);
    expect(reasons(home)[0]).toBe('sensor event click happened');
  });

  it('fires only for an event that carries what it wants', () => {
    const home = sceneHome({ scene: fires({ ...click, where: { kind: 'double' } }) });
    home.call('sensor', 'click', { kind: 'single' });
    expect(times(home)).toEqual([]);
    home.call('sensor', 'click', { kind: 'double' });
    expect(reasons(home)).toEqual(['sensor event click kind=double happened']);
  });

  it('compares kinds of values, too, and takes only what the event itself carries', () => {
    const home = sceneHome({
      number: fires({ ...click, where: { count: 1 } }),
      odd: fires({ ...click, where: { constructor: 'x' } }),
    });
    home.send('sensor/event/click', { count: '1' });
    expect(times(home, 'number')).toEqual([]);
    home.send('sensor/event/click', { count: 1, more: [1] });
    expect(times(home, 'number')).toEqual(['06:58:00.000']);
    expect(times(home, 'odd')).toEqual([]);
  });

  it('is not moved by other events, and other devices', () => {
    const home = sceneHome({ scene: fires(click) });
    home.send('sensor/event/press', {}).send('lamp/event/click', {}).send('sensor/event/click/more', {});
    expect(times(home)).toEqual([]);
  });

  it('does not fire for an event that the broker kept', () => {
    const home = sceneHome({ scene: fires(click) });
    home.send('sensor/event/click', { kind: 'single' }, { retained: true });
    expect(times(home)).toEqual([]);
  });

  it('fires all scenes in the order of their ids', () => {
    const home = sceneHome({ b: fires(click), a: fires(click) });
    home.save('aa', fires(click)).call('sensor', 'click', { kind: 'single' });
    expect(home.entries('run').map(({ scene }) => scene)).toEqual(['a', 'aa', 'b']);
  });
});
