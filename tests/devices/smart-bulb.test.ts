import { describe, expect, it } from 'vitest';
import { homeWith } from '../home.ts';

const bulb = (given = {}) => {
  return homeWith({ bulb: 'smart-bulb' }, { start: '2026-03-02T07:00:00+08:00', given: { bulb: given } });
};

describe('a smart bulb', () => {
  it('is off at first, and takes settings while it is off', () => {
    const home = bulb();
    home.set('bulb', { brightness: 20, color_temperature: 2700 });
    expect(home.published('bulb')).toEqual({ power: 'off', brightness: 20, color_temperature: 2700 });
  });

  it('toggles', () => {
    const home = bulb();
    home.call('bulb', 'toggle');
    expect(home.prop('bulb', 'power')).toBe('on');
    home.call('bulb', 'toggle');
    expect(home.prop('bulb', 'power')).toBe('off');
  });

  it('fades step by step and ends on time', () => {
    const home = bulb({ power: 'on', brightness: 50 });
    expect(home.call('bulb', 'fade', { brightness: 53, duration: 3 }).result).toEqual(['ok']);
    home.at('07:01');
    expect(home.history('bulb', 'brightness')).toEqual([
      '07:00:00.000 50',
      '07:00:01.000 51',
      '07:00:02.000 52',
      '07:00:03.000 53',
    ]);
  });

  it('takes no step more often than every 200 ms', () => {
    const home = bulb({ power: 'on', brightness: 100 });
    home.call('bulb', 'fade', { brightness: 1, duration: 0.5 });
    home.at('07:01');
    expect(home.history('bulb', 'brightness')).toEqual([
      '07:00:00.000 100',
      '07:00:00.200 60',
      '07:00:00.400 21',
      '07:00:00.500 1',
    ]);
  });

  it.each([0, 0.0001])('fades within %d seconds at once', (duration) => {
    const home = bulb({ power: 'on', brightness: 100 });
    home.call('bulb', 'fade', { brightness: 10, duration });
    expect(home.prop('bulb', 'brightness')).toBe(10);
    expect(home.simulated.simulation.clock.size).toBe(0);
  });

  it('fades in from its dimmest when it was off', () => {
    const home = bulb();
    home.call('bulb', 'fade', { brightness: 100, duration: 1_800 });
    expect(home.published('bulb')).toEqual({ power: 'on', brightness: 1, color_temperature: 4000 });
    expect(home.at('07:15').prop('bulb', 'brightness')).toBe(50);
    expect(home.at('07:30').prop('bulb', 'brightness')).toBe(100);
  });

  it.each([
    ['a brightness', { brightness: 70 }, 70],
    ['the brightness that it has', { brightness: 50 }, 50],
    ['off', { power: 'off' }, 50],
  ])('ends a fade when it is set to %s', (_, values, after) => {
    const home = bulb({ power: 'on', brightness: 1 });
    home.call('bulb', 'fade', { brightness: 99, duration: 10 });
    home.at('07:00:05').set('bulb', values);
    expect(home.at('07:01').prop('bulb', 'brightness')).toBe(after);
  });

  it('goes on fading when only its colour is set', () => {
    const home = bulb({ power: 'on', brightness: 1 });
    home.call('bulb', 'fade', { brightness: 99, duration: 10 });
    home.at('07:00:05').set('bulb', { color_temperature: 2700 });
    expect(home.at('07:01').prop('bulb', 'brightness')).toBe(99);
  });

  it('lets a new fade take the place of one that goes on', () => {
    const home = bulb({ power: 'on', brightness: 1 });
    home.call('bulb', 'fade', { brightness: 99, duration: 10 });
    home.at('07:00:05').call('bulb', 'fade', { brightness: 40, duration: 1 });
    expect(home.at('07:00:06').prop('bulb', 'brightness')).toBe(40);
    expect(home.at('07:01').prop('bulb', 'brightness')).toBe(40);
  });
});
