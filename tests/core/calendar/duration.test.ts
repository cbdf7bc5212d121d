import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../../src/core/calendar/index.ts';
import { seeded } from './samples.ts';

describe('parseDuration', () => {
  it.each([
    ['90s', 90_000],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['250ms', 250],
    ['0s', 0],
    ['0ms', 0],
    ['1.5h', 5_400_000],
    ['0.1s', 100],
    ['1.005s', 1005],
    ['2d', 172_800_000],
    ['1d2h3m4s5ms', 93_784_005],
    ['1m250ms', 60_250],
    ['36h', 129_600_000],
    ['007s', 7000],
  ])('reads %s as %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  const units = 'the units are d, h, m, s and ms';
  it.each([
    ['', units],
    ['s', units],
    ['5M', units],
    ['1w', units],
    ['5 m', units],
    ['1h 30m', units],
    ['.5s', units],
    ['5.s', units],
    ['1e3s', units],
    ['+5m', units],
    ['1h-5m', units],
    ['five minutes', units],
    ['90', 'the number needs a unit: d, h, m, s or ms'],
    ['1.5', 'the number needs a unit: d, h, m, s or ms'],
    ['1h30', units],
    ['-5m', 'it cannot be negative'],
    ['30m1h', 'longer units come before shorter ones, each once'],
    ['1m1m', 'longer units come before shorter ones, each once'],
    ['0.5ms', 'nothing is shorter than 1ms'],
    ['0.0001s', 'nothing is shorter than 1ms'],
    ['999999999999999d', 'it is too long'],
  ])('does not read %j: %s', (text, reason) => {
    expect(() => parseDuration(text)).toThrow(
      new RangeError(
        `Expected a duration such as 90s, 5m, 1h30m or 250ms, got ${JSON.stringify(text)} (${reason}).`,
      ),
    );
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0s'],
    [1, '1ms'],
    [250, '250ms'],
    [1000, '1s'],
    [1500, '1.5s'],
    [90_000, '1m30s'],
    [60_250, '1m250ms'],
    [61_250, '1m1.25s'],
    [5_400_000, '1h30m'],
    [86_400_000, '1d'],
    [93_784_005, '1d2h3m4.005s'],
    [-1_800_000, '-30m'],
    [0.4, '0s'],
    [-0.4, '0s'],
    [999.6, '1s'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('does not write %d', (ms) => {
    expect(() => formatDuration(ms)).toThrow(new RangeError(`Expected a number of milliseconds, got ${ms}.`));
  });

  it('writes what parseDuration reads back', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(), fc.nat(200_000), fc.maxSafeNat()), (ms) => {
        expect(parseDuration(formatDuration(ms))).toBe(ms);
      }),
      { ...seeded, numRuns: 2000 },
    );
  });
});
