import { describe, expect, it } from 'vitest';
import { demoHome } from './demo.ts';
import type { TestHome } from './home.ts';

const clockOf = (home: TestHome, time: number) => home.simulated.simulation.formatTime(time).slice(11, 16);

describe('a day in the demo home', () => {
  it.each(['02', '03', '04', '05', '06', '07', '08'])(
    'has somebody up and moving in the bedroom at 07:00, whatever the seed (March %s)',
    (day) => {
      for (let seed = 1; seed <= 15; seed++) {
        const home = demoHome({ seed, start: `2026-03-${day}T06:58:00+08:00` }).at('07:00:30');
        expect(home.runs('morning-routine')).toEqual([expect.stringContaining('finished')]);
      }
    },
  );

  const home = demoHome({ seed: 5, start: '2026-03-02T00:00:00+08:00' }).at('2026-03-03T00:00:00+08:00');
  const readings = (device: string, name: string) => {
    return home.entries('state').flatMap(({ device: id, props, time }) => {
      return id === device && name in props
        ? [{ at: clockOf(home, time), value: props[name] as number }]
        : [];
    });
  };
  const between = (device: string, name: string, from: string, until: string) => {
    return readings(device, name)
      .filter(({ at }) => at >= from && at < until)
      .map(({ value }) => value);
  };

  it('has a world that a person can follow', () => {
    const lines = home.entries('world');
    expect(lines.length).toBeGreaterThan(25);
    expect(lines.length).toBeLessThan(60);
    const said = lines.map(({ what }) => what);
    for (const line of [
      'the sun rises',
      'the sun sets',
      'lin leaves',
      'wei leaves',
      'lin comes home, is in the hall',
      'lin cooks in the kitchen',
      'lin sleeps in the bedroom',
      'wei takes a shower in the bathroom',
    ]) {
      expect(said).toContain(line);
    }
  });

  it('breathes: the night is stuffier than the empty day', () => {
    const night = Math.max(...between('bedroom_air', 'co2', '03:00', '06:40'));
    const day = Math.min(...between('bedroom_air', 'co2', '12:00', '18:00'));
    expect(night).toBeGreaterThan(700);
    expect(day).toBeLessThan(520);
  });

  it('lets the window cool the bedroom, and turns the heater off meanwhile', () => {
    const opened = home
      .entries('event')
      .find(({ device, event }) => device === 'bedroom_window' && event === 'opened')!;
    const closed = home
      .entries('event')
      .find(({ device, event }) => device === 'bedroom_window' && event === 'closed')!;
    const heater = home
      .entries('state')
      .filter(({ device, props }) => device === 'bedroom_heater' && 'power' in props);
    const during = heater.find(({ time }) => time >= opened.time && time < closed.time);
    expect(during?.props.power).toBe('off');
    const before = readings('bedroom_climate', 'temperature')
      .filter(({ at }) => at < clockOf(home, opened.time))
      .at(-1)!;
    const after = readings('bedroom_climate', 'temperature')
      .filter(({ at }) => at <= clockOf(home, closed.time))
      .at(-1)!;
    expect(after.value).toBeLessThan(before.value - 0.3);
  });

  it('smells of dinner, which the purifier notices', () => {
    const before = Math.max(...between('air_purifier', 'pm2_5', '16:00', '18:30'));
    const dinner = Math.max(...between('air_purifier', 'pm2_5', '18:40', '20:30'));
    expect(dinner).toBeGreaterThan(before + 5);
    expect(home.prop('smoke_alarm', 'alarm')).toBe('off');
  });

  it('has light in the living room by day, and at night that of its lamp', () => {
    expect(Math.max(...between('light_sensor', 'illuminance', '10:00', '14:00'))).toBeGreaterThan(100);
    expect(
      between('light_sensor', 'illuminance', '17:45', '22:00').some((lux) => lux >= 7 && lux <= 12),
    ).toBe(true);
    expect(home.prop('light_sensor', 'illuminance')).toBe(0);
  });

  it('opens the curtain by the alarm of the phone', () => {
    const ran = home.entries('run_end').filter(({ scene }) => scene === 'phone-alarm');
    expect(ran).toMatchObject([{ outcome: 'finished' }]);
    const opened = home.history('study_curtain', 'position').find((line) => line.endsWith(' 60'));
    expect(opened).toMatch(/^07:45:0[45]/);
  });

  it('switches all off when the last one has left, and the vacuum cleans the empty home', () => {
    const runs = home.entries('run_end').filter(({ scene }) => scene === 'everyone-has-left');
    expect(runs.map(({ outcome }) => outcome)).toEqual(['refused', 'finished']);
    const rooms = home.entries('state').flatMap(({ device, props }) => {
      return device === 'vacuum' && 'location' in props ? [props.location] : [];
    });
    expect(rooms).toEqual(['dock', 'bedroom', 'kitchen', 'living_room', 'hall', 'bathroom', 'study', 'dock']);
  });

  it('is ready when the car is ten minutes away', () => {
    const near = home.entries('run_end').find(({ scene }) => scene === 'car-is-near')!;
    const arrived = home
      .entries('event')
      .find(({ device, event }) => device === 'car' && event === 'arrived')!;
    expect((arrived.time - near.time) / 60_000).toBeGreaterThan(9);
    expect((arrived.time - near.time) / 60_000).toBeLessThan(11);
    expect(home.prop('lin_phone', 'last_notification')).toContain('ten minutes away');
  });

  it('gives the same bytes for the same seed, and another life for another', () => {
    const week = (seed: number) => {
      return demoHome({ seed, start: '2026-03-06T00:00:00+08:00' }).at('2026-03-09T00:00:00+08:00')
        .journalText;
    };
    expect(week(1)).toBe(week(1));
    expect(week(1)).not.toBe(week(2));
  });

  it('does not depend on how the day was cut', () => {
    const whole = demoHome({ seed: 2 }).at('2026-03-02T12:00:00+08:00').journalText;
    const pieces = demoHome({ seed: 2 });
    for (let minute = 0; minute < 295; minute += 7) pieces.pass('7m').pass('0s');
    expect(pieces.at('2026-03-02T12:00:00+08:00').journalText).toBe(whole);
  });

  it('is empty without residents', () => {
    const empty = demoHome({ residents: false, start: '2026-03-02T00:00:00+08:00' });
    empty.at('2026-03-03T00:00:00+08:00');
    expect(empty.entries('world').every(({ what }) => /^the (sky|sun)/.test(what))).toBe(true);
    expect(empty.entries('event').filter(({ device }) => /motion|door/.test(device))).toEqual([]);
  });
});
