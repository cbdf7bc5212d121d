import { describe, expect, it } from 'vitest';
import { nextAt } from '../../src/dashboard/clock/next-at.ts';

const shanghai = (): number => 8 * 3_600_000;
const now = Date.parse('2026-03-02T06:59:30+08:00');

describe('the time to jump to', () => {
  it.each([
    ['07:00', '2026-03-02T07:00:00+08:00'],
    ['7:00', '2026-03-02T07:00:00+08:00'],
    [' 7.05 ', '2026-03-02T07:05:00+08:00'],
    ['06:59:31', '2026-03-02T06:59:31+08:00'],
    ['23:59:59', '2026-03-02T23:59:59+08:00'],
    ['06:59', '2026-03-03T06:59:00+08:00'],
    ['06:59:30', '2026-03-03T06:59:30+08:00'],
    ['00:00', '2026-03-03T00:00:00+08:00'],
  ])('is with %j the next such time, also tomorrow', (text, instant) => {
    expect(nextAt(text, now, shanghai)).toBe(Date.parse(instant));
  });

  it.each(['', '7', '24:00', '07:60', '07:00:60', 'seven', '07:00 AM'])('is none with %j', (text) => {
    expect(nextAt(text, now, shanghai)).toBeUndefined();
  });

  it('is right behind a change of the clocks, too', () => {
    const change = Date.parse('2026-03-29T01:00:00Z');
    const berlin = (instant: number): number => (instant < change ? 1 : 2) * 3_600_000;
    expect(nextAt('07:00', Date.parse('2026-03-28T20:00:00+01:00'), berlin)).toBe(
      Date.parse('2026-03-29T07:00:00+02:00'),
    );
  });
});
