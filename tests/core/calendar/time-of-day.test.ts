import { describe, expect, it } from 'vitest';
import { nextTimeOfDay, parseTimeOfDay, type Weekday, weekdays } from '../../../src/core/calendar/index.ts';
import { at, iso } from './samples.ts';

const times = (...texts: string[]) => texts.map(parseTimeOfDay);
const days = (...names: Weekday[]) => new Set(names.map((name) => weekdays.indexOf(name)));

describe('parseTimeOfDay', () => {
  it.each([
    ['00:00', 0],
    ['07:00', 25_200],
    ['07:00:30', 25_230],
    ['23:59:59', 86_399],
  ])('reads %s as %i seconds since midnight', (text, seconds) => {
    expect(parseTimeOfDay(text)).toBe(seconds);
  });

  it.each([
    '',
    '7:00',
    '24:00',
    '25:00',
    '07:60',
    '07:00:60',
    '07:00:30.5',
    '0700',
    '07:00 ',
    '07:00am',
    '-1:00',
  ])('does not read %j', (text) => {
    expect(() => parseTimeOfDay(text)).toThrow(
      new RangeError(
        `Expected a time of day from 00:00 to 23:59:59, such as 07:00 or 07:00:30, got "${text}".`,
      ),
    );
  });
});

describe('nextTimeOfDay', () => {
  it.each([
    ['later today', '2026-03-02T06:58:00+08:00', '2026-03-02T07:00:00+08:00'],
    ['strictly after', '2026-03-02T07:00:00+08:00', '2026-03-02T22:30:00+08:00'],
    ['a millisecond before', '2026-03-02T06:59:59.999+08:00', '2026-03-02T07:00:00+08:00'],
    ['a millisecond after', '2026-03-02T07:00:00.001+08:00', '2026-03-02T22:30:00+08:00'],
    ['tomorrow', '2026-03-02T22:30:00+08:00', '2026-03-03T07:00:00+08:00'],
  ])('finds the nearest of several times: %s', (_, after, next) => {
    const found = nextTimeOfDay({ times: times('22:30', '07:00') }, 'Asia/Shanghai', at(after));
    expect(iso('Asia/Shanghai', found)).toBe(next);
  });

  it.each([
    // 2 March 2026 is a Monday.
    ['the same day', days('mon'), '2026-03-02T06:58:00+08:00', '2026-03-02T07:00:00+08:00'],
    ['a week later', days('mon'), '2026-03-02T07:00:00+08:00', '2026-03-09T07:00:00+08:00'],
    ['the weekend', days('sat', 'sun'), '2026-03-02T07:00:00+08:00', '2026-03-07T07:00:00+08:00'],
    ['over the weekend', days('mon', 'fri'), '2026-03-06T07:00:00+08:00', '2026-03-09T07:00:00+08:00'],
    ['no day at all', days(), '2026-03-02T07:00:00+08:00', 'never'],
  ])('keeps to the days of the week: %s', (_, on, after, next) => {
    const found = nextTimeOfDay({ times: times('07:00'), days: on }, 'Asia/Shanghai', at(after));
    expect(iso('Asia/Shanghai', found)).toBe(next);
  });

  it('never comes without a time', () => {
    expect(nextTimeOfDay({ times: [] }, 'UTC', 0)).toBeUndefined();
  });

  it.each([
    ['UTC', '02:30', '2026-03-28T12:00:00Z', ['2026-03-29T02:30:00+00:00', '2026-03-30T02:30:00+00:00']],
    [
      'Asia/Shanghai',
      '02:30',
      '2026-03-28T12:00:00Z',
      ['2026-03-29T02:30:00+08:00', '2026-03-30T02:30:00+08:00'],
    ],
    [
      'Europe/Berlin',
      '02:30',
      '2026-03-28T12:00:00Z',
      ['2026-03-29T03:00:00+02:00', '2026-03-30T02:30:00+02:00'],
    ],
    [
      'America/New_York',
      '02:00',
      '2026-03-07T12:00:00Z',
      ['2026-03-08T03:00:00-04:00', '2026-03-09T02:00:00-04:00'],
    ],
    [
      'Australia/Lord_Howe',
      '02:15',
      '2026-10-03T12:00:00Z',
      ['2026-10-04T02:30:00+11:00', '2026-10-05T02:15:00+11:00'],
    ],
    [
      'America/St_Johns',
      '02:59:59',
      '2026-03-07T12:00:00Z',
      ['2026-03-08T03:00:00-02:30', '2026-03-09T02:59:59-02:30'],
    ],
    [
      'America/St_Johns',
      '00:30',
      '2009-03-07T12:00:00Z',
      ['2009-03-08T01:01:00-02:30', '2009-03-09T00:30:00-02:30'],
    ],
    [
      'Africa/Cairo',
      '00:00',
      '2024-04-25T12:00:00Z',
      ['2024-04-26T01:00:00+03:00', '2024-04-27T00:00:00+03:00'],
    ],
    [
      'Pacific/Apia',
      '07:00',
      '2011-12-29T20:00:00Z',
      ['2011-12-31T00:00:00+14:00', '2011-12-31T07:00:00+14:00'],
    ],
  ])('in the spring gap of %s, %s runs once, at its end', (zone, time, after, expected) => {
    const first = nextTimeOfDay({ times: times(time) }, zone, at(after))!;
    const second = nextTimeOfDay({ times: times(time) }, zone, first);
    expect([first, second].map((instant) => iso(zone, instant))).toEqual(expected);
  });

  it.each([
    [
      'Asia/Shanghai',
      '01:30',
      '2026-10-24T12:00:00Z',
      ['2026-10-25T01:30:00+08:00', '2026-10-26T01:30:00+08:00'],
    ],
    [
      'Europe/Berlin',
      '02:00',
      '2026-10-24T12:00:00Z',
      ['2026-10-25T02:00:00+02:00', '2026-10-26T02:00:00+01:00'],
    ],
    [
      'America/New_York',
      '01:59:59',
      '2026-10-31T12:00:00Z',
      ['2026-11-01T01:59:59-04:00', '2026-11-02T01:59:59-05:00'],
    ],
    [
      'Australia/Lord_Howe',
      '01:45',
      '2026-04-04T12:00:00Z',
      ['2026-04-05T01:45:00+11:00', '2026-04-06T01:45:00+10:30'],
    ],
    [
      'America/St_Johns',
      '01:30',
      '2026-10-31T12:00:00Z',
      ['2026-11-01T01:30:00-02:30', '2026-11-02T01:30:00-03:30'],
    ],
    [
      'America/St_Johns',
      '23:30',
      '2009-10-31T12:00:00Z',
      ['2009-10-31T23:30:00-02:30', '2009-11-01T23:30:00-03:30'],
    ],
    [
      'America/St_Johns',
      '00:00',
      '2009-10-31T12:00:00Z',
      ['2009-11-01T00:00:00-02:30', '2009-11-02T00:00:00-03:30'],
    ],
  ])('in the autumn overlap of %s, %s runs once, the first time', (zone, time, after, expected) => {
    const first = nextTimeOfDay({ times: times(time) }, zone, at(after))!;
    const second = nextTimeOfDay({ times: times(time) }, zone, first);
    expect([first, second].map((instant) => iso(zone, instant))).toEqual(expected);
  });

  it('runs once for several times in the gap, and one right after it', () => {
    const schedule = { times: times('02:00', '02:30', '03:00', '03:30') };
    const first = nextTimeOfDay(schedule, 'Europe/Berlin', at('2026-03-29T01:00:00+01:00'))!;
    const second = nextTimeOfDay(schedule, 'Europe/Berlin', first);
    expect([first, second].map((instant) => iso('Europe/Berlin', instant))).toEqual([
      '2026-03-29T03:00:00+02:00',
      '2026-03-29T03:30:00+02:00',
    ]);
  });

  it.each([
    ['2026-10-25T02:15:00+02:00', '2026-10-25T02:30:00+02:00'],
    ['2026-10-25T02:45:00+02:00', '2026-10-25T03:00:00+01:00'],
    ['2026-10-25T02:15:00+01:00', '2026-10-25T03:00:00+01:00'],
    ['2026-10-25T02:45:00+01:00', '2026-10-25T03:00:00+01:00'],
  ])('asked within the overlap at %s, does not run a second time: next is %s', (after, next) => {
    expect(
      iso('Europe/Berlin', nextTimeOfDay({ times: times('02:30', '03:00') }, 'Europe/Berlin', at(after))),
    ).toBe(next);
  });
});
