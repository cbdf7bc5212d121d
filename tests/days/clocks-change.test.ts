import { describe, expect, it } from 'vitest';
import { household, lightOf, liveThrough, runsOf, sunOf } from './household.ts';

const berlin = { latitude: 52.52, longitude: 13.4, timezone: 'Europe/Berlin' };
const lordHowe = { latitude: -31.55, longitude: 159.08, timezone: 'Australia/Lord_Howe' };
const stJohns = { latitude: 47.56, longitude: -52.71, timezone: 'America/St_Johns' };

describe('the days on which clocks are set', () => {
  it('puts what falls into the gap of spring at its end, once, and counts what passes', () => {
    const home = liveThrough(household(berlin, '2026-03-29T00:00:00+01:00'), '2026-03-30T01:00:00+02:00');
    expect(runsOf(home)).toEqual([
      '2026-03-29T00:00:00.000+01:00 begin finished',
      '2026-03-29T01:00:00.000+01:00 cron_every_half_hour finished',
      '2026-03-29T01:30:00.000+01:00 cron_every_half_hour finished',
      '2026-03-29T03:00:00.000+02:00 cron_every_half_hour finished',
      '2026-03-29T03:00:00.000+02:00 cron_half_past_two finished',
      '2026-03-29T03:00:00.000+02:00 half_past_two finished',
      '2026-03-29T03:00:00.000+02:00 long finished',
      '2026-03-29T03:10:00.000+02:00 hot finished',
      '2026-03-29T03:30:00.000+02:00 cron_every_half_hour finished',
      '2026-03-29T06:48:06.000+02:00 sun_up finished',
      '2026-03-29T07:00:00.000+02:00 morning finished',
      '2026-03-29T07:00:00.000+02:00 after_morning finished',
      '2026-03-29T07:00:00.000+02:00 six_hours finished',
      '2026-03-29T09:00:00.000+02:00 last_of_month finished',
      '2026-03-29T12:01:00.000+02:00 click finished',
      '2026-03-29T12:30:00.000+02:00 bell finished',
      '2026-03-29T12:40:00.000+02:00 asked finished',
      '2026-03-29T13:00:00.000+02:00 six_hours finished',
      '2026-03-29T14:30:00.000+02:00 lost finished',
      '2026-03-29T19:00:00.000+02:00 six_hours finished',
      '2026-03-29T19:05:22.000+02:00 before_dark finished',
      '2026-03-29T20:00:00.000+02:00 night_light refused',
      '2026-03-30T00:20:00.000+02:00 night_light finished',
      '2026-03-30T01:00:00.000+02:00 cron_every_half_hour finished',
      '2026-03-30T01:00:00.000+02:00 six_hours finished',
    ]);
    expect(lightOf(home)).toEqual(['2026-03-29T23:50:00.000+02:00 on', '2026-03-30T00:20:00.000+02:00 off']);
    expect(sunOf(home)).toEqual([
      '2026-03-29T06:49:00.000+02:00 the sun rises',
      '2026-03-29T19:36:00.000+02:00 the sun sets',
    ]);
  });

  it('takes the first of two in the overlap of autumn, once', () => {
    const home = liveThrough(household(berlin, '2026-10-25T00:00:00+02:00'), '2026-10-26T01:00:00+01:00');
    expect(runsOf(home)).toEqual([
      '2026-10-25T00:00:00.000+02:00 begin finished',
      '2026-10-25T01:00:00.000+02:00 cron_every_half_hour finished',
      '2026-10-25T01:30:00.000+02:00 cron_every_half_hour finished',
      '2026-10-25T02:00:00.000+02:00 cron_every_half_hour finished',
      '2026-10-25T02:00:00.000+02:00 long finished',
      '2026-10-25T02:10:00.000+02:00 hot finished',
      '2026-10-25T02:30:00.000+02:00 cron_every_half_hour finished',
      '2026-10-25T02:30:00.000+02:00 cron_half_past_two finished',
      '2026-10-25T02:30:00.000+02:00 half_past_two finished',
      '2026-10-25T03:00:00.000+01:00 cron_every_half_hour finished',
      '2026-10-25T03:30:00.000+01:00 cron_every_half_hour finished',
      '2026-10-25T05:00:00.000+01:00 six_hours finished',
      '2026-10-25T06:49:42.000+01:00 sun_up finished',
      '2026-10-25T07:00:00.000+01:00 morning finished',
      '2026-10-25T07:00:00.000+01:00 after_morning finished',
      '2026-10-25T11:00:00.000+01:00 six_hours finished',
      '2026-10-25T12:01:00.000+01:00 click finished',
      '2026-10-25T12:30:00.000+01:00 bell finished',
      '2026-10-25T12:40:00.000+01:00 asked finished',
      '2026-10-25T14:30:00.000+01:00 lost finished',
      '2026-10-25T16:20:29.000+01:00 before_dark finished',
      '2026-10-25T17:00:00.000+01:00 six_hours finished',
      '2026-10-25T20:00:00.000+01:00 night_light refused',
      '2026-10-25T23:00:00.000+01:00 six_hours finished',
      '2026-10-26T00:20:00.000+01:00 night_light finished',
      '2026-10-26T01:00:00.000+01:00 cron_every_half_hour finished',
    ]);
    expect(lightOf(home)).toEqual(['2026-10-25T23:50:00.000+01:00 on', '2026-10-26T00:20:00.000+01:00 off']);
    expect(sunOf(home)).toEqual([
      '2026-10-25T06:50:00.000+01:00 the sun rises',
      '2026-10-25T16:51:00.000+01:00 the sun sets',
    ]);
  });

  it('knows an overlap of half an hour', () => {
    const home = liveThrough(household(lordHowe, '2026-04-05T00:00:00+11:00'), '2026-04-06T01:00:00+10:30');
    expect(runsOf(home)).toEqual([
      '2026-04-05T00:00:00.000+11:00 begin finished',
      '2026-04-05T01:00:00.000+11:00 cron_every_half_hour finished',
      '2026-04-05T01:30:00.000+11:00 cron_every_half_hour finished',
      '2026-04-05T01:30:00.000+10:30 long finished',
      '2026-04-05T01:40:00.000+10:30 hot finished',
      '2026-04-05T02:00:00.000+10:30 cron_every_half_hour finished',
      '2026-04-05T02:30:00.000+10:30 cron_every_half_hour finished',
      '2026-04-05T02:30:00.000+10:30 cron_half_past_two finished',
      '2026-04-05T02:30:00.000+10:30 half_past_two finished',
      '2026-04-05T03:00:00.000+10:30 cron_every_half_hour finished',
      '2026-04-05T03:30:00.000+10:30 cron_every_half_hour finished',
      '2026-04-05T05:30:00.000+10:30 six_hours finished',
      '2026-04-05T06:07:16.000+10:30 sun_up finished',
      '2026-04-05T07:00:00.000+10:30 morning finished',
      '2026-04-05T07:00:00.000+10:30 after_morning finished',
      '2026-04-05T11:30:00.000+10:30 six_hours finished',
      '2026-04-05T12:01:00.000+10:30 click finished',
      '2026-04-05T12:30:00.000+10:30 bell finished',
      '2026-04-05T12:40:00.000+10:30 asked finished',
      '2026-04-05T14:30:00.000+10:30 lost finished',
      '2026-04-05T17:15:19.000+10:30 before_dark finished',
      '2026-04-05T17:30:00.000+10:30 six_hours finished',
      '2026-04-05T20:00:00.000+10:30 night_light refused',
      '2026-04-05T23:30:00.000+10:30 six_hours finished',
      '2026-04-06T00:20:00.000+10:30 night_light finished',
      '2026-04-06T01:00:00.000+10:30 cron_every_half_hour finished',
    ]);
    expect(lightOf(home)).toEqual(['2026-04-05T23:50:00.000+10:30 on', '2026-04-06T00:20:00.000+10:30 off']);
    expect(sunOf(home)).toEqual([
      '2026-04-05T06:08:00.000+10:30 the sun rises',
      '2026-04-05T17:46:00.000+10:30 the sun sets',
    ]);
  });

  it('knows a gap west of UTC, where the offset is no whole hour', () => {
    const home = liveThrough(household(stJohns, '2026-03-08T00:00:00-03:30'), '2026-03-09T01:00:00-02:30');
    expect(runsOf(home)).toEqual([
      '2026-03-08T00:00:00.000-03:30 begin finished',
      '2026-03-08T01:00:00.000-03:30 cron_every_half_hour finished',
      '2026-03-08T01:30:00.000-03:30 cron_every_half_hour finished',
      '2026-03-08T03:00:00.000-02:30 cron_every_half_hour finished',
      '2026-03-08T03:00:00.000-02:30 cron_half_past_two finished',
      '2026-03-08T03:00:00.000-02:30 half_past_two finished',
      '2026-03-08T03:00:00.000-02:30 long finished',
      '2026-03-08T03:10:00.000-02:30 hot finished',
      '2026-03-08T03:30:00.000-02:30 cron_every_half_hour finished',
      '2026-03-08T07:00:00.000-02:30 morning finished',
      '2026-03-08T07:00:00.000-02:30 after_morning finished',
      '2026-03-08T07:00:00.000-02:30 six_hours finished',
      '2026-03-08T07:27:45.000-02:30 sun_up finished',
      '2026-03-08T12:01:00.000-02:30 click finished',
      '2026-03-08T12:30:00.000-02:30 bell finished',
      '2026-03-08T12:40:00.000-02:30 asked finished',
      '2026-03-08T13:00:00.000-02:30 six_hours finished',
      '2026-03-08T14:30:00.000-02:30 lost finished',
      '2026-03-08T18:26:13.000-02:30 before_dark finished',
      '2026-03-08T19:00:00.000-02:30 six_hours finished',
      '2026-03-08T20:00:00.000-02:30 night_light refused',
      '2026-03-09T00:20:00.000-02:30 night_light finished',
      '2026-03-09T01:00:00.000-02:30 cron_every_half_hour finished',
      '2026-03-09T01:00:00.000-02:30 six_hours finished',
    ]);
    expect(lightOf(home)).toEqual(['2026-03-08T23:50:00.000-02:30 on', '2026-03-09T00:20:00.000-02:30 off']);
    expect(sunOf(home)).toEqual([
      '2026-03-08T07:28:00.000-02:30 the sun rises',
      '2026-03-08T18:57:00.000-02:30 the sun sets',
    ]);
  });
});
