import { describe, expect, it } from 'vitest';
import { homeWith } from '../home.ts';

const start = '2026-03-02T08:00:00+08:00';
const car = (initial = {}) => homeWith({ car: { model: 'car', initial } }, { start });
const hour = 3_600_000;
const minute = 60_000;

/** Lin drives away for ten hours; the way takes 20 minutes. */
function leave(home: ReturnType<typeof car>): void {
  const trip = { left: home.now, back: home.now + 10 * hour, wayMs: 20 * minute };
  home.simulated.simulation.world.follow(
    ['car'],
    { name: 'lin', home: false, asleep: false, trip },
    undefined,
  );
  home.simulated.bus.settle();
}

describe('a car', () => {
  it('drives away, stands, comes back, and says how far it is', () => {
    const home = car();
    home.simulated.simulation.world.follow(['car'], { name: 'lin', home: true, asleep: false }, undefined);
    leave(home);
    expect(home.published('car')).toMatchObject({ location: 'away', plugged_in: false, charging: false });
    expect(home.at('08:10').prop('car', 'distance')).toBe(5);
    expect(home.at('12:00').published('car')).toMatchObject({
      location: 'away',
      distance: 10,
      arrives_in: 0,
    });
    expect(home.at('17:50').published('car')).toMatchObject({
      location: 'arriving',
      distance: 5,
      arrives_in: 10,
    });
    expect(home.at('17:55').published('car')).toMatchObject({ distance: 2.5, arrives_in: 5 });
    home
      .at('18:00')
      .simulated.simulation.world.follow(['car'], { name: 'lin', home: true, asleep: false }, undefined);
    home.simulated.bus.settle();
    expect(home.published('car')).toMatchObject({ location: 'home', distance: 0, arrives_in: 0 });
    expect(home.entries('event').map(({ event }) => event)).toEqual(['left', 'arrived']);
    // 20 km at 0.3 % a km.
    expect(home.prop('car', 'battery')).toBe(64);
  });

  it('is away from the start when its owner is, which is no event', () => {
    const home = car();
    leave(home);
    expect(home.entries('event')).toEqual([]);
  });

  it('charges at home when the cable is in, and says when it is full', () => {
    const home = car({ battery: 80 });
    expect(home.published('car')).toMatchObject({ plugged_in: true, charging: true });
    home.at('10:00');
    expect(home.published('car')).toMatchObject({ battery: 100, charging: false });
    expect(home.entries('event')).toMatchObject([{ event: 'charged' }]);
  });

  it('brings its cabin to the temperature that is asked for', () => {
    const home = car();
    expect(home.prop('car', 'cabin_temperature')).toBe(15);
    expect(home.call('car', 'start_climate', { temperature: 24 }).result).toEqual(['ok']);
    expect(home.at('08:30').prop('car', 'cabin_temperature')).toBeGreaterThan(22);
    home.call('car', 'stop_climate');
    expect(home.at('12:00').prop('car', 'cabin_temperature')).toBeLessThan(20);
  });

  it('keeps the last of its battery for driving', () => {
    const home = car({ battery: 8, plugged_in: false });
    expect(home.call('car', 'start_climate').error).toEqual({
      code: -4008,
      message: 'its battery is at 8 %, and 10 % is for driving; plug it in',
    });
  });

  it('stays locked while it drives', () => {
    const home = car();
    leave(home);
    expect(home.at('08:05').call('car', 'unlock').error).toEqual({
      code: -4008,
      message: 'it drives; its doors stay locked until it stands',
    });
    home.at('12:00').call('car', 'unlock');
    expect(home.prop('car', 'locked')).toBe(false);
  });
});
