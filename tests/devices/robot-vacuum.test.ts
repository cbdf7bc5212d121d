import { describe, expect, it } from 'vitest';
import { TestHome } from '../home.ts';

const vacuum = (given = {}, rooms = ['kitchen', 'hall', 'study']) => {
  return new TestHome({
    home: {
      name: 'Test home',
      location: { latitude: 31.23, longitude: 121.47, timezone: 'Asia/Shanghai' },
      rooms,
      devices: { vacuum: { model: 'robot-vacuum', room: rooms[0], latency: '0s' } },
    },
    start: '2026-03-02T10:00:00+08:00',
    given: { vacuum: given },
  });
};

describe('a robot vacuum', () => {
  it('cleans room after room, goes home and charges', () => {
    const home = vacuum();
    home.call('vacuum', 'start');
    home.pass('2h');
    expect(home.history('vacuum', 'location')).toEqual([
      '10:00:00.000 dock',
      '10:00:00.000 kitchen',
      '10:10:00.000 hall',
      '10:20:00.000 study',
      '10:31:00.000 dock',
    ]);
    expect(home.entries('event')).toMatchObject([{ event: 'finished' }]);
    expect(home.prop('vacuum', 'bin')).toBeGreaterThan(20);
    expect(home.prop('vacuum', 'battery')).toBe(100);
  });

  it('cleans only the rooms that it is told to', () => {
    const home = vacuum();
    home.call('vacuum', 'start', { rooms: 'study, kitchen' });
    expect(home.published('vacuum')).toMatchObject({ location: 'study', to_clean: 'study, kitchen' });
    expect(home.pass('10m').prop('vacuum', 'location')).toBe('kitchen');
  });

  it.each([
    [{ bin: 100 }, {}, 'its bin is full; empty it, then try again'],
    [{ battery: 10 }, {}, 'its battery is at 10 %, it needs 15 %; let it charge'],
    [{}, { rooms: 'cellar' }, 'it knows no room cellar; it knows kitchen, hall, study'],
    [{ blocked: true }, {}, 'it is stuck in the dock; free it, then try again'],
  ])('with %o refuses to start %o', (given, params, message) => {
    expect(vacuum(given).call('vacuum', 'start', params).error).toEqual({ code: -4008, message });
  });

  it('goes home to charge when the battery is low, and then goes on where it was', () => {
    const home = vacuum({}, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']);
    home.stimulate('vacuum', { battery: 25 });
    home.stimulate('vacuum', { battery: null });
    home.call('vacuum', 'start');
    home.pass('15m');
    expect(home.published('vacuum')).toMatchObject({ status: 'docked', location: 'dock' });
    expect(home.prop('vacuum', 'to_clean')).not.toBe('');
    home.pass('1h');
    expect(home.prop('vacuum', 'status')).toBe('cleaning');
  });

  it('stops where something holds it, and goes on when it is free', () => {
    const home = vacuum();
    home.call('vacuum', 'start');
    home.pass('12m').stimulate('vacuum', { blocked: true });
    expect(home.published('vacuum')).toMatchObject({ status: 'stuck', location: 'hall' });
    expect(home.entries('event')).toMatchObject([{ event: 'stuck', data: { room: 'hall' } }]);
    expect(home.call('vacuum', 'dock').error?.message).toBe(
      'it is stuck in the hall; free it, then try again',
    );
    home.pass('1h').stimulate('vacuum', { blocked: null });
    expect(home.prop('vacuum', 'status')).toBe('cleaning');
    expect(home.pass('30m').prop('vacuum', 'status')).toBe('docked');
  });

  it('goes home when its bin is full', () => {
    const home = vacuum();
    home.call('vacuum', 'start');
    home.pass('5m').stimulate('vacuum', { bin: 100 });
    expect(home.prop('vacuum', 'status')).toBe('returning');
    expect(home.entries('event')).toMatchObject([{ event: 'bin_full' }]);
  });

  it('pauses, and goes on', () => {
    const home = vacuum();
    expect(home.call('vacuum', 'pause').error?.message).toBe('it is docked, not cleaning');
    home.call('vacuum', 'start');
    home.pass('5m').call('vacuum', 'pause');
    expect(home.pass('1h').published('vacuum')).toMatchObject({ status: 'paused', location: 'kitchen' });
    home.call('vacuum', 'start');
    expect(home.pass('6m').prop('vacuum', 'location')).toBe('hall');
  });

  it('has nothing to clean in a home without rooms', () => {
    const home = vacuum({}, []);
    expect(home.call('vacuum', 'start').error?.message).toBe(
      'this home has no rooms to clean; home.yaml names them under rooms',
    );
  });
});
