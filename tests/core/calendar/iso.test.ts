import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant, parseInstant } from '../../../src/core/calendar/index.ts';
import { at, iso, seeded, zones } from './samples.ts';

describe('formatInstant', () => {
  it.each([
    ['Asia/Shanghai', '2026-03-01T23:00:00Z', '2026-03-02T07:00:00.000+08:00'],
    ['UTC', '2026-03-01T23:00:00.007Z', '2026-03-01T23:00:00.007+00:00'],
    ['Europe/Berlin', '2026-10-25T00:59:59.999Z', '2026-10-25T02:59:59.999+02:00'],
    ['Europe/Berlin', '2026-10-25T01:00:00Z', '2026-10-25T02:00:00.000+01:00'],
    ['America/New_York', '2026-03-08T07:00:00Z', '2026-03-08T03:00:00.000-04:00'],
    ['Australia/Lord_Howe', '2026-07-01T00:00:00Z', '2026-07-01T10:30:00.000+10:30'],
    ['America/St_Johns', '2026-01-01T00:00:00Z', '2025-12-31T20:30:00.000-03:30'],
    ['UTC', '1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999+00:00'],
    ['Asia/Shanghai', '1900-01-01T00:00:00Z', '1900-01-01T08:06:00.000+08:06'],
  ])('in %s, %s is %s', (zone, instant, text) => {
    expect(formatInstant(zone, at(instant))).toBe(text);
  });

  it('writes what parseInstant reads back, in any zone and any order', () => {
    const instant = fc.date({
      min: new Date('1850-01-01Z'),
      max: new Date('2100-01-01Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.constantFrom(...zones), instant, (zone, other, date) => {
        const text = formatInstant(zone, date.getTime());
        expect(parseInstant(text, other, 0)).toBe(date.getTime());
        expect(Date.parse(text)).toBe(date.getTime());
      }),
      { ...seeded, numRuns: 1000 },
    );
  });
});

describe('parseInstant', () => {
  const today = at('2026-03-02T12:00:00+08:00');

  it.each([
    ['2026-03-02T06:58', '2026-03-02T06:58:00+08:00'],
    ['2026-03-02T06:58:30', '2026-03-02T06:58:30+08:00'],
    ['2026-03-02T06:58:30.5', '2026-03-02T06:58:30.500+08:00'],
    ['2026-03-02T06:58:30.123', '2026-03-02T06:58:30.123+08:00'],
    ['2026-03-02T06:58Z', '2026-03-02T14:58:00+08:00'],
    ['2026-03-02T06:58:30-03:30', '2026-03-02T18:28:30+08:00'],
    ['2026-03-02T06:58:30.123+00:00', '2026-03-02T14:58:30.123+08:00'],
    ['2024-02-29T23:59:59', '2024-02-29T23:59:59+08:00'],
    ['06:58', '2026-03-02T06:58:00+08:00'],
    ['06:58:30', '2026-03-02T06:58:30+08:00'],
    ['23:59', '2026-03-02T23:59:00+08:00'],
    ['00:00', '2026-03-02T00:00:00+08:00'],
  ])('reads %s in Shanghai as %s', (text, instant) => {
    expect(iso('Asia/Shanghai', parseInstant(text, 'Asia/Shanghai', today))).toBe(instant);
  });

  it('takes the day of today from the zone, not from UTC', () => {
    const lateInUtc = at('2026-03-02T23:00:00Z');
    expect(iso('Asia/Shanghai', parseInstant('06:58', 'Asia/Shanghai', lateInUtc))).toBe(
      '2026-03-03T06:58:00+08:00',
    );
    expect(iso('America/New_York', parseInstant('06:58', 'America/New_York', lateInUtc))).toBe(
      '2026-03-02T06:58:00-05:00',
    );
  });

  it.each([
    ['a gap', '2026-03-29T02:30', '2026-03-29T03:00:00+02:00'],
    ['an overlap', '2026-10-25T02:30', '2026-10-25T02:30:00+02:00'],
    ['the second pass, by its offset', '2026-10-25T02:30+01:00', '2026-10-25T02:30:00+01:00'],
  ])('reads a time in %s: %s in Berlin is %s', (_, text, instant) => {
    expect(iso('Europe/Berlin', parseInstant(text, 'Europe/Berlin', today))).toBe(instant);
  });

  const expected = 'Expected a time such as 2026-03-02T06:58, 2026-03-02T06:58:30+08:00 or 06:58, got ';
  it.each([
    ['', '"".'],
    ['tomorrow', '"tomorrow".'],
    ['6:58', '"6:58".'],
    ['2026-03-02', '"2026-03-02".'],
    ['2026-03-02 06:58', '"2026-03-02 06:58".'],
    ['2026-03-02T06:58\n', '"2026-03-02T06:58\\n".'],
    ['2026-03-02T06:58:30.1234', '"2026-03-02T06:58:30.1234".'],
    ['06:58+08:00', '"06:58+08:00".'],
    ['25:00', '"25:00" (times go from 00:00:00 to 23:59:59).'],
    ['24:00', '"24:00" (times go from 00:00:00 to 23:59:59).'],
    ['06:60', '"06:60" (times go from 00:00:00 to 23:59:59).'],
    ['06:58:60', '"06:58:60" (times go from 00:00:00 to 23:59:59).'],
    ['2026-02-30T07:00', '"2026-02-30T07:00" (the days of 2026-02 go from 01 to 28).'],
    ['2026-04-31T07:00Z', '"2026-04-31T07:00Z" (the days of 2026-04 go from 01 to 30).'],
    ['2100-02-29T07:00', '"2100-02-29T07:00" (the days of 2100-02 go from 01 to 28).'],
    ['2026-03-00T07:00', '"2026-03-00T07:00" (the days of 2026-03 go from 01 to 31).'],
    ['2026-13-01T07:00', '"2026-13-01T07:00" (months go from 01 to 12).'],
    ['0026-01-01T07:00', '"0026-01-01T07:00" (years go from 1000 to 9999).'],
    ['2026-03-02T06:58+24:00', '"2026-03-02T06:58+24:00" (offsets go from -23:59 to +23:59).'],
  ])('does not read %j', (text, got) => {
    expect(() => parseInstant(text, 'Asia/Shanghai', today)).toThrow(new RangeError(expected + got));
  });
});
