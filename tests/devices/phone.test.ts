import { describe, expect, it } from 'vitest';
import { homeWith, TestHome } from '../home.ts';

const start = '2026-03-02T06:00:00+08:00';
const phone = (initial = {}) => homeWith({ phone: { model: 'phone', initial } }, { start });
const owner = { name: 'lin', home: true, asleep: false };

describe('a phone', () => {
  it('shows messages', () => {
    const home = phone();
    home.call('phone', 'notify', { text: 'Coffee is ready' });
    expect(home.prop('phone', 'last_notification')).toBe('Coffee is ready');
    expect(home.entries('event')).toMatchObject([
      { event: 'notification', data: { text: 'Coffee is ready' } },
    ]);
  });

  it('goes along with its owner, and charges while they sleep', () => {
    const home = phone();
    const { world } = home.simulated.simulation;
    world.follow(
      ['phone'],
      { ...owner, home: false, trip: { left: home.now, back: undefined, wayMs: 0 } },
      undefined,
    );
    expect(home.published('phone')).toMatchObject({ location: 'home' });
    home.simulated.bus.settle();
    expect(home.published('phone')).toMatchObject({ owner: 'lin', location: 'away', charging: false });
    expect(home.pass('11h').prop('phone', 'battery')).toBe(50);
    world.follow(['phone'], { ...owner, asleep: true }, undefined);
    expect(home.pass('2h').published('phone')).toMatchObject({
      location: 'home',
      charging: true,
      battery: 100,
    });
  });

  it('rings at its alarm, each day of those that it is set for, for a minute', () => {
    const home = phone({ alarm_time: '07:30', alarm_days: 'workdays' });
    home.stimulate('phone', { battery: 80 });
    home.at('2026-03-10T06:00:00+08:00');
    // Monday to Friday, and Monday again.
    expect(home.entries('event').map(({ time, event }) => `${time} ${event}`)).toHaveLength(6);
    expect(home.history('phone', 'ringing').slice(1, 3)).toEqual(['07:30:00.000 true', '07:31:00.000 false']);
  });

  it('rings at another time when it is set to it, and not at all without one', () => {
    const home = phone({ alarm_time: '07:30' });
    home.set('phone', { alarm_time: '06:45' });
    home.at('06:46').set('phone', { alarm_time: '' });
    home.at('2026-03-03T12:00:00+08:00');
    expect(home.entries('event').map(({ event }) => event)).toEqual(['alarm']);
    expect(home.set('phone', { alarm_time: '25:00' }).error).toEqual({
      code: -4008,
      message: 'alarm_time takes a time such as 06:50, or nothing; got 25:00',
    });
  });

  it('stops ringing when it is dismissed, or its owner gets up', () => {
    const home = phone({ alarm_time: '07:30' });
    home.at('07:30:10').call('phone', 'dismiss');
    expect(home.prop('phone', 'ringing')).toBe(false);
    expect(home.call('phone', 'dismiss').error?.message).toBe('its alarm does not ring');
    home.at('2026-03-03T07:30:10+08:00');
    home.simulated.simulation.world.follow(['phone'], owner, undefined);
    expect(home.prop('phone', 'ringing')).toBe(false);
  });

  it('rings once on both days on which clocks change', () => {
    for (const [from, until] of [
      ['2026-03-28T12:00:00+01:00', '2026-03-29T12:00:00+02:00'],
      ['2026-10-24T12:00:00+02:00', '2026-10-25T12:00:00+01:00'],
    ] as const) {
      const home = berlin(from);
      home.at(until);
      expect(
        home.entries('event').map(({ time }) => home.simulated.simulation.formatTime(time).slice(11, 16)),
      ).toEqual(['07:30']);
    }
  });

  it('takes no messages with an empty battery', () => {
    const home = phone();
    home.stimulate('phone', { battery: 0 });
    expect(home.call('phone', 'notify', { text: 'x' }).error?.message).toBe(
      'its battery is empty; charge it',
    );
  });
});

function berlin(from: string) {
  return new TestHome({
    home: {
      name: 'Berlin',
      location: { latitude: 52.5, longitude: 13.4, timezone: 'Europe/Berlin' },
      devices: { phone: { model: 'phone', initial: { alarm_time: '07:30' } } },
    },
    start: from,
  });
}
