import { describe, expect, it } from 'vitest';
import { homeWith } from '../home.ts';

const start = '2026-03-02T07:00:00+08:00';
const purifier = (given = {}, seed = 1) => {
  return homeWith({ purifier: 'air-purifier' }, { start, seed, given: { purifier: given } });
};

describe('an air purifier', () => {
  it('is switched on by set_mode, and not by setting mode', () => {
    const home = purifier();
    home.set('purifier', { mode: 'sleep' });
    expect(home.published('purifier')).toMatchObject({ power: 'off', mode: 'sleep', fan_speed: 0 });
    home.call('purifier', 'set_mode', { mode: 'auto' });
    expect(home.published('purifier')).toMatchObject({ power: 'on', mode: 'auto' });
  });

  it('toggles', () => {
    const home = purifier();
    home.call('purifier', 'toggle');
    expect(home.prop('purifier', 'power')).toBe('on');
    home.call('purifier', 'toggle');
    expect(home.published('purifier')).toMatchObject({ power: 'off', fan_speed: 0 });
  });

  it.each([
    [{ power: 'off', mode: 'favorite', level: 14, pm2_5: 500 }, 0],
    [{ power: 'on', mode: 'sleep', level: 14, pm2_5: 500 }, 400],
    [{ power: 'on', mode: 'favorite', level: 0, pm2_5: 500 }, 400],
    [{ power: 'on', mode: 'favorite', level: 7, pm2_5: 500 }, 1300],
    [{ power: 'on', mode: 'favorite', level: 14, pm2_5: 5 }, 2200],
    [{ power: 'on', mode: 'auto', level: 14, pm2_5: 5 }, 400],
    [{ power: 'on', mode: 'auto', level: 0, pm2_5: 15 }, 400],
    [{ power: 'on', mode: 'auto', level: 0, pm2_5: 65 }, 1300],
    [{ power: 'on', mode: 'auto', level: 0, pm2_5: 115 }, 2200],
    [{ power: 'on', mode: 'auto', level: 0, pm2_5: 600 }, 2200],
  ])('with %o turns its fan at %d rpm', (given, rpm) => {
    expect(purifier(given).prop('purifier', 'fan_speed')).toBe(rpm);
    const home = purifier();
    const { pm2_5, ...settings } = given;
    home.stimulate('purifier', { pm2_5 });
    home.set('purifier', settings);
    expect(home.prop('purifier', 'fan_speed')).toBe(rpm);
  });

  it('clears the air of the room within half an hour', () => {
    const home = purifier();
    home.stimulate('purifier', { pm2_5: 200 });
    home.stimulate('purifier', { pm2_5: null });
    expect(home.prop('purifier', 'pm2_5')).toBe(200);
    home.call('purifier', 'set_mode', { mode: 'auto' });
    expect(home.at('07:10').prop('purifier', 'pm2_5')).toBeLessThan(100);
    expect(home.at('07:30').prop('purifier', 'pm2_5')).toBeLessThan(40);
    expect(home.at('12:00').prop('purifier', 'pm2_5')).toBeLessThan(20);
  });

  it('clears it the faster, the faster its fan turns', () => {
    const after = [0, 7, 14].map((level) => {
      const home = purifier();
      home.stimulate('purifier', { pm2_5: 300 });
      home.stimulate('purifier', { pm2_5: null });
      home.set('purifier', { power: 'on', mode: 'favorite', level });
      return home.at('07:30').prop('purifier', 'pm2_5') as number;
    });
    expect(after).toEqual([...after].sort((a, b) => b - a));
    expect(new Set(after).size).toBe(3);
  });

  it('nears the air outside while it is off', () => {
    const home = purifier();
    home.stimulate('purifier', { pm2_5: 400 });
    home.stimulate('purifier', { pm2_5: null });
    const values = home
      .at('2026-03-04T07:00:00+08:00')
      .history('purifier', 'pm2_5')
      .map((line) => Number(line.split(' ')[1]));
    expect(values.slice(1, 3)).toEqual([400, 378]);
    expect(values.at(-1)).toBeGreaterThanOrEqual(2);
    expect(values.at(-1)).toBeLessThanOrEqual(60);
  });

  it('begins with the air of the room, or with what the home file says of it', () => {
    const home = homeWith({
      purifier: { model: 'air-purifier', initial: { pm2_5: 48 } },
      other: 'air-purifier',
      shelf: { model: 'air-purifier', room: undefined },
    });
    expect(home.prop('purifier', 'pm2_5')).toBe(48);
    expect(home.prop('other', 'pm2_5')).toBe(48);
    expect(home.at('12:00').prop('shelf', 'pm2_5')).toBe(35);
  });

  it('publishes its state only when something changed', () => {
    const home = purifier();
    home.at('2026-03-03T07:00:00+08:00');
    const states = home.entries('state');
    expect(states.length).toBeGreaterThan(5);
    expect(states.length).toBeLessThan(150);
    expect(states.slice(1).every((entry) => 'pm2_5' in entry.props)).toBe(true);
  });

  it('varies with the seed, and is the same for the same seed', () => {
    const day = (seed: number) => purifier({}, seed).at('2026-03-03T07:00:00+08:00').journalText;
    expect(day(1)).toBe(day(1));
    expect(day(1)).not.toBe(day(2));
  });

  it('shows a pinned reading whatever the air does, and follows it in auto', () => {
    const home = purifier();
    home.call('purifier', 'set_mode', { mode: 'auto' });
    home.stimulate('purifier', { pm2_5: 115 });
    expect(home.at('09:00').published('purifier')).toMatchObject({ pm2_5: 115, fan_speed: 2200 });
  });

  it('wears its filter out by running', () => {
    const home = purifier();
    home.at('2026-03-20T07:00:00+08:00');
    expect(home.prop('purifier', 'filter_life')).toBe(100);
    home.call('purifier', 'set_mode', { mode: 'sleep' });
    // One percent of 4000 hours.
    expect(home.at('2026-03-21T22:59:00+08:00').prop('purifier', 'filter_life')).toBe(100);
    expect(home.at('2026-03-21T23:01:00+08:00').prop('purifier', 'filter_life')).toBe(99);
  });

  it('runs on with a filter that is used up', () => {
    const home = purifier({ power: 'on', filter_life: 0 });
    home.stimulate('purifier', { filter_life: null });
    expect(home.at('2026-03-21T23:01:00+08:00').prop('purifier', 'filter_life')).toBe(0);
    expect(home.sent('purifier/error')).toEqual([]);
  });
});
