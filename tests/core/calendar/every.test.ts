import { describe, expect, it } from 'vitest';
import { nextEvery } from '../../../src/core/calendar/index.ts';
import { at, iso } from './samples.ts';

const HOUR = 3_600_000;

describe('nextEvery', () => {
  it.each([
    ['before the start', '2026-03-02T05:00:00+08:00', '2026-03-02T07:58:00+08:00'],
    ['at the start', '2026-03-02T06:58:00+08:00', '2026-03-02T07:58:00+08:00'],
    ['just before the first', '2026-03-02T07:57:59+08:00', '2026-03-02T07:58:00+08:00'],
    ['at the first', '2026-03-02T07:58:00+08:00', '2026-03-02T08:58:00+08:00'],
    ['days later', '2026-03-09T00:00:00+08:00', '2026-03-09T00:58:00+08:00'],
  ])('counts whole intervals from the start: %s', (_, after, next) => {
    const start = at('2026-03-02T06:58:00+08:00');
    expect(iso('Asia/Shanghai', nextEvery(HOUR, start, at(after)))).toBe(next);
  });

  it('counts elapsed time over the changes of the clocks', () => {
    const spring = nextEvery(2 * HOUR, at('2026-03-29T00:30:00+01:00'), at('2026-03-29T00:30:00+01:00'));
    expect(iso('Europe/Berlin', spring)).toBe('2026-03-29T03:30:00+02:00');
    const autumn = nextEvery(2 * HOUR, at('2026-10-25T00:30:00+02:00'), at('2026-10-25T02:30:00+02:00'));
    expect(iso('Europe/Berlin', autumn)).toBe('2026-10-25T03:30:00+01:00');
  });

  it.each([0, -1, Number.NaN])('needs an interval of more than 0, not %d', (interval) => {
    expect(() => nextEvery(interval, 0, 0)).toThrow(
      new RangeError(`Expected an interval of more than 0 milliseconds, got ${interval}.`),
    );
  });
});
