import { describe, expect, it } from 'vitest';
import { homeWith, TestHome } from '../../home.ts';

const told = (home: TestHome) => {
  return home.entries('world').map(({ time, what }) => {
    return `${home.simulated.simulation.formatTime(time).slice(11, 16)} ${what}`;
  });
};

function homeAt(latitude: number, longitude: number, timezone: string, start: string): TestHome {
  return new TestHome({
    home: {
      name: 'Test home',
      location: { latitude, longitude, timezone },
      rooms: ['room'],
      devices: {
        light: { model: 'light-sensor', room: 'room' },
        climate: { model: 'climate-sensor', room: 'room' },
      },
    },
    start,
  });
}

describe('the world', () => {
  it('tells of the sun to the minute, and of the sky when its name changes', () => {
    const home = homeAt(31.23, 121.47, 'Asia/Shanghai', '2026-06-21T00:00:00+08:00');
    home.at('2026-06-22T00:00:00+08:00');
    const lines = told(home);
    // timeanddate.com has 04:50 and 19:01.
    expect(lines.filter((line) => line.includes('sun'))).toEqual([
      '04:51 the sun rises',
      '19:02 the sun sets',
    ]);
    expect(lines[0]).toMatch(/^00:00 the sky is (clear|partly cloudy|cloudy|overcast), \d+ degrees$/);
    expect(lines.length).toBeLessThan(15);
  });

  it('has neither sunrise nor sunset in polar night and polar day', () => {
    const night = homeAt(78.22, 15.65, 'Arctic/Longyearbyen', '2026-12-20T00:00:00+01:00');
    night.at('2026-12-22T00:00:00+01:00');
    expect(told(night).filter((line) => line.includes('sun '))).toEqual([]);
    expect(night.history('light', 'illuminance')).toHaveLength(1);
    const day = homeAt(78.22, 15.65, 'Arctic/Longyearbyen', '2026-06-20T00:00:00+02:00');
    day.at('2026-06-22T00:00:00+02:00');
    expect(told(day).filter((line) => line.includes('sun '))).toEqual([]);
    const lux = day
      .entries('state')
      .flatMap(({ device, props }) => (device === 'light' ? [props.illuminance] : []));
    expect(lux.every((value) => (value as number) > 10)).toBe(true);
  });

  it.each([
    ['on the equator', 0, -78.5, 'America/Guayaquil', '2026-03-20T00:00:00-05:00'],
    ['south of it', -33.87, 151.21, 'Australia/Sydney', '2026-12-21T00:00:00+11:00'],
    ['at the pole', -90, 0, 'UTC', '2026-03-20T00:00:00Z'],
  ])('goes round %s', (_, latitude, longitude, timezone, start) => {
    const home = homeAt(latitude, longitude, timezone, start);
    home.pass('2d');
    expect(home.errors('light')).toEqual([]);
    for (const { temperature, pm2_5, co2, water } of home.simulated.simulation.world.rooms.values()) {
      for (const value of [temperature, pm2_5, co2, water]) expect(Number.isFinite(value)).toBe(true);
    }
  });

  it('does not tick where nobody lives and nothing senses', () => {
    const home = homeWith({ lamp: 'smart-bulb', curtain: 'curtain' }).pass('1s');
    expect(home.simulated.simulation.clock.size).toBe(0);
    expect(home.entries('world')).toEqual([]);
  });

  it('is quiet in a home without rooms', () => {
    const home = new TestHome({
      home: {
        name: 'Test home',
        location: { latitude: 31.23, longitude: 121.47, timezone: 'Asia/Shanghai' },
        devices: { purifier: { model: 'air-purifier' }, lamp: { model: 'smart-bulb', latency: '0s' } },
      },
    });
    home.set('lamp', { power: 'on' });
    expect(home.pass('1d').prop('purifier', 'pm2_5')).toBe(35);
    expect(home.sent('+/error')).toEqual([]);
  });

  it('lets a lamp and a sensor that follow each other not stop the clock', () => {
    const scenes = {
      on: {
        trigger: { type: 'property' as const, device: 'light', prop: 'illuminance', below: 10 },
        actions: [{ device: 'lamp', set: { power: 'on' } }],
      },
      off: {
        trigger: { type: 'property' as const, device: 'light', prop: 'illuminance', above: 12 },
        actions: [{ device: 'lamp', set: { power: 'off' } }],
      },
    };
    const home = homeWith(
      { lamp: 'smart-bulb', light: 'light-sensor' },
      { scenes, start: '2026-03-02T01:00:00+08:00' },
    );
    home.set('lamp', { power: 'on' });
    home.pass('1m');
    expect(home.history('lamp', 'power').length).toBeGreaterThan(4);
    expect(home.history('lamp', 'power').length).toBeLessThan(64);
  });

  it('holds what a pinned reading says, for everybody in the room', () => {
    const home = homeWith({ one: 'air-monitor', other: 'air-monitor' });
    home.stimulate('one', { co2: 2_000 });
    expect(home.pass('1m').prop('other', 'co2')).toBe(2_000);
    expect(home.pass('5h').prop('other', 'co2')).toBe(2_000);
    home.stimulate('one', { co2: null });
    expect(home.pass('5h').prop('other', 'co2')).toBeLessThan(700);
  });
});
