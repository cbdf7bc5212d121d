import { describe, expect, it } from 'vitest';
import { homeWith } from '../home.ts';

const start = '2026-03-02T07:00:00+08:00';
const kettle = (given = {}) => homeWith({ kettle: 'kettle' }, { start, given: { kettle: given } });

describe('a kettle', () => {
  it('boils a litre in about three minutes, as 1.8 kW do', () => {
    const home = kettle();
    expect(home.call('kettle', 'boil').result).toEqual(['ok']);
    home.pass('10m');
    // 80 K * 4.186 J/gK * 1000 g / 1800 W = 186 s.
    expect(home.history('kettle', 'status')).toEqual([
      '07:00:00.000 idle',
      '07:00:00.000 heating',
      '07:03:06.044 idle',
    ]);
    expect(home.entries('event')).toMatchObject([{ event: 'ready' }]);
    expect(home.prop('kettle', 'temperature')).toBeLessThan(100);
    expect(home.prop('kettle', 'temperature')).toBeGreaterThan(70);
  });

  it('needs half the time for half the water, and less for green tea', () => {
    const half = kettle({ water: 500 });
    half.call('kettle', 'boil');
    half.pass('10m');
    expect(half.history('kettle', 'status').at(-1)).toBe('07:01:33.022 idle');
    const green = kettle();
    green.call('kettle', 'boil', { temperature: 80 });
    green.pass('2m30s');
    expect(green.prop('kettle', 'status')).toBe('idle');
  });

  it('keeps the water warm for half an hour if it shall', () => {
    const home = kettle();
    home.set('kettle', { keep_warm: true });
    home.call('kettle', 'boil', { temperature: 90 });
    expect(home.at('07:30').published('kettle')).toMatchObject({ status: 'keeping_warm', temperature: 90 });
    expect(home.at('07:40').prop('kettle', 'status')).toBe('idle');
    expect(home.at('11:40').prop('kettle', 'temperature')).toBeLessThan(25);
  });

  it('refuses to boil what is not there, with the way out', () => {
    const home = kettle({ water: 100 });
    expect(home.call('kettle', 'boil').error).toEqual({
      code: -4008,
      message: 'not enough water: 100 ml, it takes at least 200 ml; fill it',
    });
    expect(home.call('kettle', 'fill').error).toEqual({
      code: -4008,
      message: 'water is pinned at 100; let go with stimulate {"water":null}, then fill',
    });
    home.stimulate('kettle', { water: null });
    home.call('kettle', 'fill');
    expect(home.prop('kettle', 'water')).toBe(1_700);
    expect(home.call('kettle', 'pour', { amount: 1_701 }).error).toMatchObject({ code: -4006 });
    home.call('kettle', 'pour', { amount: 1_600 });
    expect(home.call('kettle', 'pour', { amount: 200 }).error).toEqual({
      code: -4008,
      message: 'there are only 100 ml in it; fill it',
    });
  });

  it('switches off before it runs dry', () => {
    const home = kettle();
    home.call('kettle', 'boil');
    home.pass('1m').call('kettle', 'pour', { amount: 900 });
    expect(home.prop('kettle', 'status')).toBe('idle');
    expect(home.entries('event')).toMatchObject([{ event: 'dry' }]);
  });

  it('gets cooler with cold water, and stops when it is told to', () => {
    const home = kettle();
    home.call('kettle', 'boil');
    home.pass('3m').call('kettle', 'fill');
    expect(home.prop('kettle', 'temperature')).toBeLessThan(70);
    home.call('kettle', 'stop');
    expect(home.prop('kettle', 'status')).toBe('idle');
  });
});
