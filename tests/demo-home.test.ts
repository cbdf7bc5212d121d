import { describe, expect, it } from 'vitest';
import { demoHome } from './demo.ts';

describe('the demo home', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'has its morning routine at 07:00 because Lin is up (seed %d)',
    (seed) => {
      const home = demoHome({ seed }).at('07:00:30');
      expect(home.runs('morning-routine')).toEqual([
        expect.stringMatching(/^07:00:00\.\d{3} finished: every step was done$/),
      ]);
      expect(home.prop('smart_curtain', 'position')).toBe(100);
      expect(home.prop('smart_curtain', 'moving')).toBe('stopped');
      expect(home.prop('coffee_maker', 'status')).toBe('heating');
      expect(home.published('air_purifier')).toMatchObject({ power: 'on', mode: 'auto' });
      home.at('07:01:30');
      expect(home.published('coffee_maker')).toEqual({
        status: 'done',
        power: 'on',
        water: 1160,
        beans: 242,
      });
    },
  );

  it('says why the routine did not run when nobody is up', () => {
    const home = demoHome({ residents: false }).at('07:05');
    expect(home.runs('morning-routine')).toEqual([
      '07:00:00.000 refused: because motion_sensor.detected was false, not true',
    ]);
    expect(home.entries('run_end')[0]!.conditions).toEqual([
      {
        condition: 'motion_sensor.detected is true',
        holds: false,
        wanted: true,
        actual: false,
        since: '2026-03-02T06:58:00.000+08:00',
        by: expect.any(Number),
      },
    ]);
    expect(home.prop('smart_curtain', 'position')).toBe(0);
    expect(home.prop('coffee_maker', 'status')).toBe('idle');
  });

  it('has the routine without anybody when the sensor is pinned', () => {
    const home = demoHome({ residents: false, given: { motion_sensor: { detected: true } } }).at('07:05');
    expect(home.runs('morning-routine')).toEqual([expect.stringContaining('finished')]);
  });

  it('lives through a workday, with its ordinary refusals', () => {
    const home = demoHome({ start: '2026-03-02T06:00:00+08:00' }).at('2026-03-03T06:00:00+08:00');
    const outcomes = home
      .entries('run_end')
      .map(({ time, scene, outcome }) => {
        return `${home.simulated.simulation.formatTime(time).slice(11, 16)} ${scene} ${outcome}`;
      })
      // Every motion in the hall asks both scenes that watch it; by day one of them refuses.
      .filter((line) => !/(night-light|welcome-home|air-is-clean) refused/.test(line));
    expect(outcomes).toEqual([
      expect.stringMatching(/^06:[45]\d window-and-heater finished$/),
      '07:00 morning-routine finished',
      expect.stringMatching(/^07:[45]\d window-and-heater finished$/),
      '07:55 phone-alarm finished',
      // Lin shuts the window before work, and the air is good.
      expect.stringMatching(/^0[78]:[05]\d stuffy-bedroom refused$/),
      expect.stringMatching(/^08:[01]\d everyone-has-left refused$/),
      '08:15 lights-out refused',
      '08:15 off-to-work finished',
      expect.stringMatching(/^08:5\d everyone-has-left finished$/),
      '15:30 afternoon-coffee refused',
      expect.stringMatching(/^17:\d\d lights-out finished$/),
      expect.stringMatching(/^17:\d\d welcome-home finished$/),
      '18:02 light-at-dusk finished',
      expect.stringMatching(/^18:\d\d car-is-near finished$/),
      expect.stringMatching(/^18:\d\d lights-out finished$/),
      expect.stringMatching(/^18:\d\d welcome-home finished$/),
      expect.stringMatching(/^22:[45]\d night-light finished$/),
      '23:00 good-night finished',
      expect.stringMatching(/^23:[01]\d lights-out refused$/),
      expect.stringMatching(/^23:[01]\d bedside-switch finished$/),
      expect.stringMatching(/^03:2\d night-light finished$/),
    ]);
    expect(home.sent('+/error')).toEqual([]);
  });

  it('makes no coffee when Lin comes home at the weekend', () => {
    const home = demoHome({ start: '2026-03-07T16:55:00+08:00' }).at('17:10');
    expect(home.runs('welcome-home')).toEqual([
      expect.stringContaining('stopped: no coffee at the weekend: there is time to make tea'),
    ]);
    expect(home.prop('coffee_maker', 'status')).toBe('idle');
  });

  it('clears bad air at full speed by day, and lets the purifier decide when it is clean', () => {
    const home = demoHome({ start: '2026-03-02T12:00:00+08:00' });
    home.send('air_purifier/rpc', { id: 1, method: 'stimulate', params: { pm2_5: 120 } }).at('12:06');
    expect(home.published('air_purifier')).toMatchObject({ power: 'on', mode: 'favorite', fan_speed: 2200 });
    home.send('air_purifier/rpc', { id: 2, method: 'stimulate', params: { pm2_5: null } }).at('13:00');
    expect(home.published('air_purifier')).toMatchObject({ power: 'on', mode: 'auto' });
    expect(home.prop('air_purifier', 'pm2_5')).toBeLessThan(35);
  });

  it('is quiet about bad air at night', () => {
    const home = demoHome({ start: '2026-03-02T23:30:00+08:00' });
    home.send('air_purifier/rpc', { id: 1, method: 'stimulate', params: { pm2_5: 120 } }).at('23:40');
    expect(home.published('air_purifier')).toMatchObject({ power: 'on', mode: 'sleep', fan_speed: 400 });
    expect(home.runs('clear-the-air')).toEqual([expect.stringContaining('refused: because time was 23:35:')]);
  });

  it('tells when the coffee maker needs a refill', () => {
    const home = demoHome({ start: '2026-03-02T12:00:00+08:00' });
    home.send('coffee_maker/rpc', { id: 1, method: 'stimulate', params: { beans: 10 } }).pass('1s');
    expect(home.entries('step').map(({ notify }) => notify)).toContain('The coffee maker needs a refill');
  });

  it('has the same week twice', () => {
    const week = () => demoHome({ seed: 3 }).at('2026-03-09T06:58:00+08:00').journalText;
    expect(week()).toBe(week());
  });
});
