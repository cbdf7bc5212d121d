import { describe, expect, it } from 'vitest';
import { homeWith } from '../home.ts';

const start = '2026-01-15T06:00:00+08:00';

describe('a heater', () => {
  it('keeps the room around its target, in turns', () => {
    const home = homeWith({ heater: 'heater' }, { start });
    home.set('heater', { power: 'on', target_temperature: 21 });
    home.pass('6h');
    const temperature = home.prop('heater', 'temperature') as number;
    expect(temperature).toBeGreaterThan(20.5);
    expect(temperature).toBeLessThan(21.5);
    expect(home.history('heater', 'heating').length).toBeGreaterThan(3);
  });

  it('is off when it is switched off, however cold it is', () => {
    const home = homeWith({ heater: 'heater' }, { start, given: { heater: { temperature: 5 } } });
    home.set('heater', { power: 'on' });
    expect(home.prop('heater', 'heating')).toBe(true);
    home.call('heater', 'toggle');
    expect(home.published('heater')).toMatchObject({ power: 'off', heating: false });
  });

  it.each([
    [19.6, 20, true],
    [20.4, 20, false],
    [20.1, 20, false],
  ])('at %d with a target of %d heats: %s', (temperature, target, heating) => {
    const home = homeWith({ heater: 'heater' }, { start, given: { heater: { temperature } } });
    home.set('heater', { power: 'on', target_temperature: target });
    expect(home.prop('heater', 'heating')).toBe(heating);
  });
});

describe('an air conditioner', () => {
  const summer = '2026-07-20T13:00:00+08:00';

  it('cools a hot room down to its target, ever more slowly', () => {
    const home = homeWith({ ac: 'air-conditioner' }, { start: summer, given: {} });
    home.stimulate('ac', { temperature: 31 });
    home.stimulate('ac', { temperature: null });
    home.call('ac', 'set_mode', { mode: 'cool' });
    expect(home.published('ac')).toMatchObject({ power: 'on', compressor: 'running', speed: 100 });
    home.pass('3h');
    expect(home.prop('ac', 'temperature')).toBeLessThan(27);
    expect(home.prop('ac', 'speed')).toBeLessThan(100);
  });

  it('lets its compressor rest for three minutes before it starts again', () => {
    const home = homeWith({ ac: 'air-conditioner' }, { start: summer, given: { ac: { temperature: 30 } } });
    home.call('ac', 'set_mode', { mode: 'cool' });
    home.pass('10m').set('ac', { power: 'off' });
    expect(home.prop('ac', 'compressor')).toBe('resting');
    home.pass('1m').set('ac', { power: 'on' });
    expect(home.published('ac')).toMatchObject({ power: 'on', compressor: 'resting', speed: 0 });
    expect(home.pass('2m').prop('ac', 'compressor')).toBe('running');
  });

  it.each([
    ['cool', 20, 0],
    ['heat', 20, 100],
    ['heat', 30, 0],
    ['dry', 30, 20],
    ['fan', 30, 0],
  ])('in the mode %s at %d degrees works at %d %%', (mode, temperature, speed) => {
    const home = homeWith({ ac: 'air-conditioner' }, { start: summer, given: { ac: { temperature } } });
    home.call('ac', 'set_mode', { mode });
    expect(home.prop('ac', 'speed')).toBe(speed);
  });
});
