import { describe, expect, it } from 'vitest';
import { formatInstant, parseInstant } from '../../src/core/calendar/index.ts';
import { isMoment, isWholeMoment, momentOf } from '../../src/testing/moments.ts';

describe('momentOf', () => {
  it.each<[zone: string, from: string, text: string, expected: string]>([
    ['Asia/Shanghai', '2026-03-02T06:55', '07:00:30', '2026-03-02T07:00:30.000+08:00'],
    ['Asia/Shanghai', '2026-03-02T06:55', '06:55', '2026-03-02T06:55:00.000+08:00'],
    ['Asia/Shanghai', '2026-03-02T06:55', '06:54:59', '2026-03-03T06:54:59.000+08:00'],
    ['Asia/Shanghai', '2026-03-02T22:00', '06:00', '2026-03-03T06:00:00.000+08:00'],
    ['Asia/Shanghai', '2026-12-31T23:59', '00:00', '2027-01-01T00:00:00.000+08:00'],
    ['Asia/Shanghai', '2026-03-02T06:55', '07:00:00.250', '2026-03-02T07:00:00.250+08:00'],
    ['Asia/Shanghai', '2026-03-02T06:55', '2026-03-04T07:00', '2026-03-04T07:00:00.000+08:00'],
    ['Europe/Berlin', '2026-03-29T01:00', '03:30', '2026-03-29T03:30:00.000+02:00'],
    // In the spring gap: the first instant after it.
    ['Europe/Berlin', '2026-03-29T01:00', '02:30', '2026-03-29T03:00:00.000+02:00'],
    ['Europe/Berlin', '2026-03-28T23:00', '06:00', '2026-03-29T06:00:00.000+02:00'],
    // In the autumn overlap: the first of the two, unless the test begins in the second.
    ['Europe/Berlin', '2026-10-25T01:00', '02:30', '2026-10-25T02:30:00.000+02:00'],
    ['Europe/Berlin', '2026-10-25T02:15+01:00', '02:30', '2026-10-25T02:30:00.000+01:00'],
    ['Europe/Berlin', '2026-10-25T02:45+02:00', '03:15', '2026-10-25T03:15:00.000+01:00'],
  ])('in %s, in a test from %s, %s is %s', (zone, from, text, expected) => {
    expect(formatInstant(zone, momentOf(text, zone, parseInstant(from, zone, 0)))).toBe(expected);
  });

  it.each(['7:00', '24:00', '07:60', '', '07:00:00.1234', '2026-02-30T07:00', '2026-03-02 07:00', '07:00Z'])(
    'takes no %j',
    (text) => {
      expect(isMoment(text)).toBe(false);
    },
  );

  it('tells a whole time from a time of day', () => {
    expect(isWholeMoment('2026-03-02T06:55')).toBe(true);
    expect(isWholeMoment('06:55')).toBe(false);
  });
});
