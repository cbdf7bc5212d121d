import { describe, expect, it } from 'vitest';
import { homeWith } from '../home.ts';

const alarm = (given = {}) => {
  return homeWith({ alarm: 'smoke-alarm' }, { start: '2026-03-02T18:00:00+08:00', given: { alarm: given } });
};

describe('a smoke alarm', () => {
  it('keeps silent in ordinary air', () => {
    const home = alarm();
    expect(home.pass('1d').history('alarm', 'alarm')).toEqual(['18:00:00.000 off']);
  });

  it('sounds at smoke, and until it is gone', () => {
    const home = alarm();
    home.stimulate('alarm', { smoke: 6_000 });
    expect(home.prop('alarm', 'alarm')).toBe('smoke');
    home.stimulate('alarm', { smoke: null });
    home.pass('6h');
    expect(home.prop('alarm', 'alarm')).toBe('off');
    expect(home.entries('event').map(({ event }) => event)).toEqual(['alarm', 'clear']);
  });

  it('is muted for ten minutes, and sounds again if the smoke is still there', () => {
    const home = alarm();
    expect(home.call('alarm', 'mute').error).toEqual({
      code: -4008,
      message: 'it does not sound; there is nothing to mute',
    });
    home.stimulate('alarm', { smoke: 6_000 });
    home.call('alarm', 'mute');
    expect(home.pass('9m').published('alarm')).toMatchObject({ alarm: 'off', muted: true });
    expect(home.pass('1m').published('alarm')).toMatchObject({ alarm: 'smoke', muted: false });
  });

  it('can be tested, unless its battery is empty', () => {
    const home = alarm();
    home.call('alarm', 'test');
    expect(home.prop('alarm', 'alarm')).toBe('test');
    expect(home.pass('5s').prop('alarm', 'alarm')).toBe('off');
    expect(alarm({ battery: 0 }).call('alarm', 'test').error?.message).toBe(
      'its battery is empty; replace the alarm',
    );
  });

  it('tells once when its battery is low', () => {
    const home = alarm();
    home.stimulate('alarm', { battery: 10 });
    expect(home.entries('event')).toMatchObject([{ event: 'low_battery' }]);
  });
});
