import { describe, expect, it } from 'vitest';
import { homeWith } from '../home.ts';

const start = '2026-03-02T06:00:00+08:00';

describe('a climate sensor', () => {
  it('says what its room is like, and speaks only when it changed', () => {
    const home = homeWith({ climate: 'climate-sensor', heater: 'heater' }, { start });
    expect(home.prop('climate', 'temperature')).toBeGreaterThanOrEqual(19);
    home.set('heater', { power: 'on', target_temperature: 24 });
    home.pass('2h');
    const said = home.history('climate', 'temperature').map((line) => Number(line.split(' ')[1]));
    expect(said.length).toBeGreaterThan(4);
    for (const [index, value] of said.slice(1).entries()) {
      expect(Math.abs(value - said[index]!)).toBeGreaterThan(0.1);
    }
    expect(said.at(-1)).toBeGreaterThan(said[0]!);
  });

  it('plays the world when it is pinned: the room goes on from there', () => {
    const home = homeWith({ climate: 'climate-sensor', heater: 'heater' }, { start });
    home.set('heater', { power: 'on', target_temperature: 20 });
    home.stimulate('climate', { temperature: 10 });
    expect(home.pass('1m').published('heater')).toMatchObject({ temperature: 10, heating: true });
    expect(home.pass('1h').prop('climate', 'temperature')).toBe(10);
    home.stimulate('climate', { temperature: null });
    expect(home.prop('climate', 'temperature')).toBe(10);
    expect(home.pass('1h').prop('climate', 'temperature')).toBeGreaterThan(10.5);
  });

  it('keeps what it began with where there is no room', () => {
    const home = homeWith({ climate: { model: 'climate-sensor', room: undefined } }, { start });
    expect(home.pass('1d').published('climate')).toEqual({ temperature: 20, humidity: 50, battery: 100 });
  });
});

describe('a light sensor', () => {
  it('sees the morning come, and the curtain that keeps it out', () => {
    const home = homeWith({ light: 'light-sensor' }, { start: '2026-03-02T05:00:00+08:00' });
    expect(home.prop('light', 'illuminance')).toBe(0);
    const lit = home.at('12:00').prop('light', 'illuminance') as number;
    expect(lit).toBeGreaterThan(200);
    const dark = homeWith({ light: 'light-sensor', curtain: 'curtain' }, { start });
    expect(dark.at('12:00').prop('light', 'illuminance')).toBe(0);
    dark.call('curtain', 'open');
    expect(dark.pass('10s').prop('light', 'illuminance')).toBeGreaterThan(200);
  });

  it('sees a lamp go on within about a second, and that is what caused it', () => {
    const home = homeWith(
      { light: 'light-sensor', lamp: 'smart-bulb' },
      { start: '2026-03-02T01:00:00+08:00' },
    );
    home.set('lamp', { power: 'on' });
    home.pass('2s');
    expect(home.history('light', 'illuminance')).toEqual(['01:00:00.000 0', '01:00:01.000 16']);
    const [lamp, light] = home.entries('state').slice(-2);
    expect(lamp).toMatchObject({ device: 'lamp' });
    expect(light).toMatchObject({ device: 'light', cause: lamp!.seq });
  });
});

describe('an air monitor', () => {
  it('judges by the worse of CO2 and particles', () => {
    const home = homeWith({ air: 'air-monitor' }, { start });
    expect(home.prop('air', 'quality')).toBe('good');
    home.stimulate('air', { co2: 1_200 });
    expect(home.prop('air', 'quality')).toBe('moderate');
    home.stimulate('air', { pm2_5: 80 });
    expect(home.prop('air', 'quality')).toBe('poor');
    home.stimulate('air', { co2: null, pm2_5: null });
    expect(home.pass('12h').prop('air', 'quality')).toBe('good');
  });

  it('sees the same particles as the purifier that takes them out', () => {
    const home = homeWith({ air: 'air-monitor', purifier: 'air-purifier' }, { start });
    home.stimulate('air', { pm2_5: 200 });
    home.stimulate('air', { pm2_5: null });
    home.call('purifier', 'set_mode', { mode: 'auto' });
    home.pass('2m');
    expect(home.prop('purifier', 'fan_speed')).toBe(2_200);
    home.pass('1h');
    expect(home.prop('air', 'pm2_5')).toBeLessThan(60);
    expect(
      Math.abs((home.prop('air', 'pm2_5') as number) - (home.prop('purifier', 'pm2_5') as number)),
    ).toBeLessThan(5);
  });
});
