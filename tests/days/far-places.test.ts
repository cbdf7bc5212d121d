import { describe, expect, it } from 'vitest';
import { household, lightOf, liveThrough, runsOf, sunOf } from './household.ts';

const longyearbyen = { latitude: 78.22, longitude: 15.65, timezone: 'Arctic/Longyearbyen' };
const quito = { latitude: 0, longitude: -78.45, timezone: 'America/Guayaquil' };
const honolulu = { latitude: 21.31, longitude: -157.86, timezone: 'Pacific/Honolulu' };

describe('a home far away', () => {
  it('has no day in the polar night', () => {
    const home = liveThrough(
      household(longyearbyen, '2026-12-21T00:00:00+01:00'),
      '2026-12-22T01:00:00+01:00',
    );
    expect(runsOf(home)).toEqual([
      '2026-12-21T00:00:00.000+01:00 begin finished',
      '2026-12-21T01:00:00.000+01:00 cron_every_half_hour finished',
      '2026-12-21T01:30:00.000+01:00 cron_every_half_hour finished',
      '2026-12-21T02:00:00.000+01:00 cron_every_half_hour finished',
      '2026-12-21T02:00:00.000+01:00 long finished',
      '2026-12-21T02:10:00.000+01:00 hot finished',
      '2026-12-21T02:30:00.000+01:00 cron_every_half_hour finished',
      '2026-12-21T02:30:00.000+01:00 cron_half_past_two finished',
      '2026-12-21T02:30:00.000+01:00 half_past_two finished',
      '2026-12-21T03:00:00.000+01:00 cron_every_half_hour finished',
      '2026-12-21T03:30:00.000+01:00 cron_every_half_hour finished',
      '2026-12-21T06:00:00.000+01:00 six_hours finished',
      '2026-12-21T07:00:00.000+01:00 morning finished',
      '2026-12-21T07:00:00.000+01:00 after_morning finished',
      '2026-12-21T12:00:00.000+01:00 six_hours finished',
      '2026-12-21T12:01:00.000+01:00 click finished',
      '2026-12-21T12:30:00.000+01:00 bell finished',
      '2026-12-21T12:40:00.000+01:00 asked finished',
      '2026-12-21T14:30:00.000+01:00 lost finished',
      '2026-12-21T18:00:00.000+01:00 six_hours finished',
      '2026-12-21T20:00:00.000+01:00 night_light refused',
      '2026-12-22T00:00:00.000+01:00 six_hours finished',
      '2026-12-22T00:20:00.000+01:00 night_light finished',
      '2026-12-22T01:00:00.000+01:00 cron_every_half_hour finished',
    ]);
    expect(lightOf(home)).toEqual(['2026-12-21T23:50:00.000+01:00 on', '2026-12-22T00:20:00.000+01:00 off']);
    expect(sunOf(home)).toEqual([]);
  });

  it('has no night in the polar day', () => {
    const home = liveThrough(
      household(longyearbyen, '2026-06-21T00:00:00+02:00'),
      '2026-06-22T01:00:00+02:00',
    );
    expect(runsOf(home)).toEqual([
      '2026-06-21T00:00:00.000+02:00 begin finished',
      '2026-06-21T01:00:00.000+02:00 cron_every_half_hour finished',
      '2026-06-21T01:30:00.000+02:00 cron_every_half_hour finished',
      '2026-06-21T02:00:00.000+02:00 cron_every_half_hour finished',
      '2026-06-21T02:00:00.000+02:00 long finished',
      '2026-06-21T02:10:00.000+02:00 hot finished',
      '2026-06-21T02:30:00.000+02:00 cron_every_half_hour finished',
      '2026-06-21T02:30:00.000+02:00 cron_half_past_two finished',
      '2026-06-21T02:30:00.000+02:00 half_past_two finished',
      '2026-06-21T03:00:00.000+02:00 cron_every_half_hour finished',
      '2026-06-21T03:30:00.000+02:00 cron_every_half_hour finished',
      '2026-06-21T06:00:00.000+02:00 six_hours finished',
      '2026-06-21T07:00:00.000+02:00 morning finished',
      '2026-06-21T07:00:00.000+02:00 after_morning finished',
      '2026-06-21T12:00:00.000+02:00 six_hours finished',
      '2026-06-21T12:01:00.000+02:00 click finished',
      '2026-06-21T12:30:00.000+02:00 bell finished',
      '2026-06-21T12:40:00.000+02:00 asked finished',
      '2026-06-21T14:30:00.000+02:00 lost finished',
      '2026-06-21T18:00:00.000+02:00 six_hours finished',
      '2026-06-21T20:00:00.000+02:00 night_light refused',
      '2026-06-22T00:00:00.000+02:00 six_hours finished',
      '2026-06-22T00:20:00.000+02:00 night_light finished',
      '2026-06-22T01:00:00.000+02:00 cron_every_half_hour finished',
    ]);
    expect(lightOf(home)).toEqual(['2026-06-21T23:50:00.000+02:00 on', '2026-06-22T00:20:00.000+02:00 off']);
    expect(sunOf(home)).toEqual([]);
  });

  it('has twelve hours of day on the equator', () => {
    const home = liveThrough(household(quito, '2026-03-20T00:00:00-05:00'), '2026-03-21T01:00:00-05:00');
    expect(runsOf(home)).toEqual([
      '2026-03-20T00:00:00.000-05:00 begin finished',
      '2026-03-20T01:00:00.000-05:00 cron_every_half_hour finished',
      '2026-03-20T01:30:00.000-05:00 cron_every_half_hour finished',
      '2026-03-20T02:00:00.000-05:00 cron_every_half_hour finished',
      '2026-03-20T02:00:00.000-05:00 long finished',
      '2026-03-20T02:10:00.000-05:00 hot finished',
      '2026-03-20T02:30:00.000-05:00 cron_every_half_hour finished',
      '2026-03-20T02:30:00.000-05:00 cron_half_past_two finished',
      '2026-03-20T02:30:00.000-05:00 half_past_two finished',
      '2026-03-20T03:00:00.000-05:00 cron_every_half_hour finished',
      '2026-03-20T03:30:00.000-05:00 cron_every_half_hour finished',
      '2026-03-20T06:00:00.000-05:00 six_hours finished',
      '2026-03-20T06:17:57.000-05:00 sun_up finished',
      '2026-03-20T07:00:00.000-05:00 morning finished',
      '2026-03-20T07:00:00.000-05:00 after_morning finished',
      '2026-03-20T12:00:00.000-05:00 six_hours finished',
      '2026-03-20T12:01:00.000-05:00 click finished',
      '2026-03-20T12:30:00.000-05:00 bell finished',
      '2026-03-20T12:40:00.000-05:00 asked finished',
      '2026-03-20T14:30:00.000-05:00 lost finished',
      '2026-03-20T17:54:28.000-05:00 before_dark finished',
      '2026-03-20T18:00:00.000-05:00 six_hours finished',
      '2026-03-20T20:00:00.000-05:00 night_light refused',
      '2026-03-21T00:00:00.000-05:00 six_hours finished',
      '2026-03-21T00:20:00.000-05:00 night_light finished',
      '2026-03-21T01:00:00.000-05:00 cron_every_half_hour finished',
    ]);
    expect(lightOf(home)).toEqual(['2026-03-20T23:50:00.000-05:00 on', '2026-03-21T00:20:00.000-05:00 off']);
    expect(sunOf(home)).toEqual([
      '2026-03-20T06:18:00.000-05:00 the sun rises',
      '2026-03-20T18:25:00.000-05:00 the sun sets',
    ]);
  });

  it('goes by its own date, far west of UTC', () => {
    const home = liveThrough(household(honolulu, '2026-02-28T00:00:00-10:00'), '2026-03-01T01:00:00-10:00');
    expect(runsOf(home)).toEqual([
      '2026-02-28T00:00:00.000-10:00 begin finished',
      '2026-02-28T01:00:00.000-10:00 cron_every_half_hour finished',
      '2026-02-28T01:30:00.000-10:00 cron_every_half_hour finished',
      '2026-02-28T02:00:00.000-10:00 cron_every_half_hour finished',
      '2026-02-28T02:00:00.000-10:00 long finished',
      '2026-02-28T02:10:00.000-10:00 hot finished',
      '2026-02-28T02:30:00.000-10:00 cron_every_half_hour finished',
      '2026-02-28T02:30:00.000-10:00 cron_half_past_two finished',
      '2026-02-28T02:30:00.000-10:00 half_past_two finished',
      '2026-02-28T03:00:00.000-10:00 cron_every_half_hour finished',
      '2026-02-28T03:30:00.000-10:00 cron_every_half_hour finished',
      '2026-02-28T06:00:00.000-10:00 six_hours finished',
      '2026-02-28T06:52:31.000-10:00 sun_up finished',
      '2026-02-28T07:00:00.000-10:00 morning finished',
      '2026-02-28T07:00:00.000-10:00 after_morning finished',
      '2026-02-28T12:00:00.000-10:00 six_hours finished',
      '2026-02-28T12:01:00.000-10:00 click finished',
      '2026-02-28T12:30:00.000-10:00 bell finished',
      '2026-02-28T12:40:00.000-10:00 asked finished',
      '2026-02-28T14:30:00.000-10:00 lost finished',
      '2026-02-28T18:00:00.000-10:00 six_hours finished',
      '2026-02-28T18:05:31.000-10:00 before_dark finished',
      '2026-02-28T20:00:00.000-10:00 night_light refused',
      '2026-03-01T00:00:00.000-10:00 six_hours finished',
      '2026-03-01T00:20:00.000-10:00 night_light finished',
      '2026-03-01T01:00:00.000-10:00 cron_every_half_hour finished',
    ]);
    expect(lightOf(home)).toEqual(['2026-02-28T23:50:00.000-10:00 on', '2026-03-01T00:20:00.000-10:00 off']);
    expect(sunOf(home)).toEqual([
      '2026-02-28T06:53:00.000-10:00 the sun rises',
      '2026-02-28T18:36:00.000-10:00 the sun sets',
    ]);
  });
});
