import { describe, expect, it } from 'vitest';
import { homeWith } from '../home.ts';

const start = '2026-03-02T07:00:00+08:00';
const sensor = (given = {}) => homeWith({ sensor: 'motion-sensor' }, { start, given: { sensor: given } });

describe('a motion sensor', () => {
  it('detects who stirs, says so once, and remembers when', () => {
    const home = sensor();
    expect(home.published('sensor')).toEqual({ detected: false, last_seen: '', battery: 100 });
    home.at('07:00:10').stir();
    home.at('07:00:20').stir();
    expect(home.history('sensor', 'detected')).toEqual(['07:00:00.000 false', '07:00:10.000 true']);
    expect(home.sent('sensor/event/motion').map(({ text }) => JSON.parse(text))).toEqual([
      { event: 'motion', time: '2026-03-02T07:00:10.000+08:00' },
    ]);
    expect(home.prop('sensor', 'last_seen')).toBe('2026-03-02T07:00:20.000+08:00');
  });

  it('goes on detecting for a minute after the last motion', () => {
    const home = sensor();
    home.at('07:00:10').stir();
    home.at('07:01:05').stir();
    home.at('07:10');
    expect(home.history('sensor', 'detected').slice(1)).toEqual(['07:00:10.000 true', '07:02:05.000 false']);
    expect(home.published('sensor')).toEqual({
      detected: false,
      last_seen: '2026-03-02T07:01:05.000+08:00',
      battery: 100,
    });
  });

  it('says that there is motion again when it comes back', () => {
    const home = sensor();
    home.at('07:00:10').stir();
    home.at('07:05').stir();
    expect(home.entries('event')).toHaveLength(2);
  });

  it('can be pinned to detect, with the event and the time that go with it', () => {
    const home = sensor();
    home.at('07:01').stimulate('sensor', { detected: true });
    expect(home.published('sensor')).toEqual({
      detected: true,
      last_seen: '2026-03-02T07:01:00.000+08:00',
      battery: 100,
    });
    expect(home.sent('sensor/event/motion')).toHaveLength(1);
    expect(home.at('08:00').prop('sensor', 'detected')).toBe(true);
  });

  it('goes on for a minute when it is let go of', () => {
    const home = sensor();
    home.stir();
    home.at('07:00:30').stimulate('sensor', { detected: true });
    home.at('08:00').stimulate('sensor', { detected: null });
    home.at('09:00');
    expect(home.history('sensor', 'detected').slice(1)).toEqual(['07:00:00.000 true', '08:01:00.000 false']);
  });

  it('sees nothing while it is pinned to false, which ends a detection at once', () => {
    const home = sensor();
    home.stir();
    home.at('07:00:30').stimulate('sensor', { detected: false });
    expect(home.prop('sensor', 'detected')).toBe(false);
    home.at('07:01').stir();
    expect(home.prop('sensor', 'detected')).toBe(false);
    expect(home.prop('sensor', 'last_seen')).toBe('2026-03-02T07:00:00.000+08:00');
    home.stimulate('sensor', { detected: null });
    home.at('07:02').stir();
    expect(home.history('sensor', 'detected').slice(1)).toEqual([
      '07:00:00.000 true',
      '07:00:30.000 false',
      '07:02:00.000 true',
    ]);
  });

  it('has seen somebody at the start when it is given so, which is no event', () => {
    const home = sensor({ detected: true });
    expect(home.published('sensor')).toEqual({
      detected: true,
      last_seen: '2026-03-02T07:00:00.000+08:00',
      battery: 100,
    });
    expect(home.entries('event')).toEqual([]);
  });

  it('empties its battery in two years', () => {
    const home = sensor();
    expect(home.at('2026-03-09T06:00:00+08:00').prop('sensor', 'battery')).toBe(100);
    expect(home.at('2026-03-09T15:00:00+08:00').prop('sensor', 'battery')).toBe(99);
    expect(home.at('2028-03-01T07:00:00+08:00').prop('sensor', 'battery')).toBe(0);
    expect(home.at('2028-06-01T07:00:00+08:00').prop('sensor', 'battery')).toBe(0);
  });
});
