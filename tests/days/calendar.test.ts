import { describe, expect, it } from 'vitest';
import { household, lightOf, liveThrough, runsOf, sunOf } from './household.ts';

const berlin = { latitude: 52.52, longitude: 13.4, timezone: 'Europe/Berlin' };

describe('the odd days of the calendar', () => {
  it('has a 29th of February', () => {
    const home = liveThrough(household(berlin, '2028-02-29T00:00:00+01:00'), '2028-03-01T01:00:00+01:00');
    expect(runsOf(home)).toEqual([
      '2028-02-29T00:00:00.000+01:00 begin finished',
      '2028-02-29T01:00:00.000+01:00 cron_every_half_hour finished',
      '2028-02-29T01:30:00.000+01:00 cron_every_half_hour finished',
      '2028-02-29T02:00:00.000+01:00 cron_every_half_hour finished',
      '2028-02-29T02:00:00.000+01:00 long finished',
      '2028-02-29T02:10:00.000+01:00 hot finished',
      '2028-02-29T02:30:00.000+01:00 cron_every_half_hour finished',
      '2028-02-29T02:30:00.000+01:00 cron_half_past_two finished',
      '2028-02-29T02:30:00.000+01:00 half_past_two finished',
      '2028-02-29T03:00:00.000+01:00 cron_every_half_hour finished',
      '2028-02-29T03:30:00.000+01:00 cron_every_half_hour finished',
      '2028-02-29T06:00:00.000+01:00 six_hours finished',
      '2028-02-29T06:54:11.000+01:00 sun_up finished',
      '2028-02-29T07:00:00.000+01:00 morning finished',
      '2028-02-29T07:00:00.000+01:00 after_morning finished',
      '2028-02-29T09:00:00.000+01:00 last_of_month finished',
      '2028-02-29T12:00:00.000+01:00 six_hours finished',
      '2028-02-29T12:01:00.000+01:00 click finished',
      '2028-02-29T12:30:00.000+01:00 bell finished',
      '2028-02-29T12:40:00.000+01:00 asked finished',
      '2028-02-29T14:30:00.000+01:00 lost finished',
      '2028-02-29T17:14:24.000+01:00 before_dark finished',
      '2028-02-29T18:00:00.000+01:00 six_hours finished',
      '2028-02-29T20:00:00.000+01:00 night_light refused',
      '2028-03-01T00:00:00.000+01:00 six_hours finished',
      '2028-03-01T00:20:00.000+01:00 night_light finished',
      '2028-03-01T01:00:00.000+01:00 cron_every_half_hour finished',
    ]);
    expect(lightOf(home)).toEqual(['2028-02-29T23:50:00.000+01:00 on', '2028-03-01T00:20:00.000+01:00 off']);
    expect(sunOf(home)).toEqual([
      '2028-02-29T06:55:00.000+01:00 the sun rises',
      '2028-02-29T17:45:00.000+01:00 the sun sets',
    ]);
  });

  it('lets the night go on into the next year', () => {
    const home = liveThrough(household(berlin, '2026-12-31T00:00:00+01:00'), '2027-01-01T01:00:00+01:00');
    expect(runsOf(home)).toEqual([
      '2026-12-31T00:00:00.000+01:00 begin finished',
      '2026-12-31T01:00:00.000+01:00 cron_every_half_hour finished',
      '2026-12-31T01:30:00.000+01:00 cron_every_half_hour finished',
      '2026-12-31T02:00:00.000+01:00 cron_every_half_hour finished',
      '2026-12-31T02:00:00.000+01:00 long finished',
      '2026-12-31T02:10:00.000+01:00 hot finished',
      '2026-12-31T02:30:00.000+01:00 cron_every_half_hour finished',
      '2026-12-31T02:30:00.000+01:00 cron_half_past_two finished',
      '2026-12-31T02:30:00.000+01:00 half_past_two finished',
      '2026-12-31T03:00:00.000+01:00 cron_every_half_hour finished',
      '2026-12-31T03:30:00.000+01:00 cron_every_half_hour finished',
      '2026-12-31T06:00:00.000+01:00 six_hours finished',
      '2026-12-31T07:00:00.000+01:00 morning finished',
      '2026-12-31T07:00:00.000+01:00 after_morning finished',
      '2026-12-31T08:17:20.000+01:00 sun_up finished',
      '2026-12-31T09:00:00.000+01:00 last_of_month finished',
      '2026-12-31T12:00:00.000+01:00 six_hours finished',
      '2026-12-31T12:01:00.000+01:00 click finished',
      '2026-12-31T12:30:00.000+01:00 bell finished',
      '2026-12-31T12:40:00.000+01:00 asked finished',
      '2026-12-31T14:30:00.000+01:00 lost finished',
      '2026-12-31T15:31:37.000+01:00 before_dark finished',
      '2026-12-31T18:00:00.000+01:00 six_hours finished',
      '2026-12-31T20:00:00.000+01:00 night_light refused',
      '2027-01-01T00:00:00.000+01:00 six_hours finished',
      '2027-01-01T00:20:00.000+01:00 night_light finished',
      '2027-01-01T01:00:00.000+01:00 cron_every_half_hour finished',
    ]);
    expect(lightOf(home)).toEqual(['2026-12-31T23:50:00.000+01:00 on', '2027-01-01T00:20:00.000+01:00 off']);
    expect(sunOf(home)).toEqual([
      '2026-12-31T08:18:00.000+01:00 the sun rises',
      '2026-12-31T16:02:00.000+01:00 the sun sets',
    ]);
  });
});
