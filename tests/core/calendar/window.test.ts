import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  inWindow,
  nextWindowEdge,
  parseTimeOfDay,
  type TimeWindow,
  type Weekday,
  weekdays,
} from '../../../src/core/calendar/index.ts';
import { at, gaps, iso, overlaps, seeded } from './samples.ts';

const MINUTE = 60_000;

/** `22:00-06:00 sat sun`; either time may be missing. */
function window(text: string): TimeWindow {
  const [range, ...names] = text.split(' ') as [string, ...Weekday[]];
  const [after, before] = range.split('-').map((time) => (time === '' ? undefined : parseTimeOfDay(time)));
  return {
    after,
    before,
    days: names.length > 0 ? new Set(names.map((name) => weekdays.indexOf(name))) : undefined,
  };
}

describe('inWindow', () => {
  it.each([
    // 7 March 2026 is a Saturday.
    ['08:00-10:00', '2026-03-07T07:59:59.999+08:00', false],
    ['08:00-10:00', '2026-03-07T08:00:00+08:00', true],
    ['08:00-10:00', '2026-03-07T09:59:59.999+08:00', true],
    ['08:00-10:00', '2026-03-07T10:00:00+08:00', false],
    ['22:00-06:00', '2026-03-07T21:59:59+08:00', false],
    ['22:00-06:00', '2026-03-07T22:00:00+08:00', true],
    ['22:00-06:00', '2026-03-08T00:00:00+08:00', true],
    ['22:00-06:00', '2026-03-08T05:59:59+08:00', true],
    ['22:00-06:00', '2026-03-08T06:00:00+08:00', false],
    ['22:00-06:00 sat', '2026-03-08T03:00:00+08:00', true],
    ['22:00-06:00 sat', '2026-03-07T03:00:00+08:00', false],
    ['22:00-06:00 sat', '2026-03-08T23:00:00+08:00', false],
    ['22:00-06:00 sun', '2026-03-08T03:00:00+08:00', false],
    ['22:00-06:00 sun', '2026-03-09T03:00:00+08:00', true],
    ['22:00-', '2026-03-07T23:59:59+08:00', true],
    ['22:00-', '2026-03-08T00:00:00+08:00', false],
    ['-06:00', '2026-03-08T00:00:00+08:00', true],
    ['-06:00', '2026-03-08T06:00:00+08:00', false],
    ['-06:00 sun', '2026-03-08T05:00:00+08:00', true],
    ['-06:00 sat', '2026-03-08T05:00:00+08:00', false],
    ['22:00-00:00 sat', '2026-03-07T23:59:00+08:00', true],
    ['22:00-00:00 sat', '2026-03-08T00:00:00+08:00', false],
    ['08:00-08:00', '2026-03-07T08:00:00+08:00', true],
    ['08:00-08:00', '2026-03-07T07:59:00+08:00', true],
    ['08:00-08:00 sat', '2026-03-07T07:59:00+08:00', false],
    ['08:00-08:00 sat', '2026-03-08T07:59:00+08:00', true],
    ['- sat', '2026-03-07T12:00:00+08:00', true],
    ['- sat', '2026-03-08T00:00:00+08:00', false],
    ['-', '2026-03-08T00:00:00+08:00', true],
  ])('%s at %s: %s', (text, instant, expected) => {
    expect(inWindow(window(text), 'Asia/Shanghai', at(instant))).toBe(expected);
  });

  it('is about what the clock shows: an overlap is gone through twice', () => {
    const holds = (time: string) => inWindow(window('22:00-02:30'), 'Europe/Berlin', at(time));
    expect(holds('2026-10-25T02:15:00+02:00')).toBe(true);
    expect(holds('2026-10-25T02:45:00+02:00')).toBe(false);
    expect(holds('2026-10-25T02:15:00+01:00')).toBe(true);
    expect(holds('2026-10-25T02:45:00+01:00')).toBe(false);
  });

  it('with no days at all, never holds', () => {
    expect(inWindow({ days: new Set() }, 'UTC', 0)).toBe(false);
  });
});

describe('nextWindowEdge', () => {
  it.each([
    ['08:00-10:00', '2026-03-07T07:00:00+08:00', '2026-03-07T08:00:00+08:00'],
    ['08:00-10:00', '2026-03-07T08:00:00+08:00', '2026-03-07T10:00:00+08:00'],
    ['08:00-10:00', '2026-03-07T10:00:00+08:00', '2026-03-08T08:00:00+08:00'],
    ['22:00-06:00', '2026-03-07T23:00:00+08:00', '2026-03-08T06:00:00+08:00'],
    ['22:00-06:00 sat', '2026-03-08T06:00:00+08:00', '2026-03-14T22:00:00+08:00'],
    ['22:00-', '2026-03-07T22:30:00+08:00', '2026-03-08T00:00:00+08:00'],
    ['-06:00 sat sun', '2026-03-07T01:00:00+08:00', '2026-03-07T06:00:00+08:00'],
    ['- sat sun', '2026-03-07T01:00:00+08:00', '2026-03-09T00:00:00+08:00'],
    ['08:00-08:00 sat', '2026-03-07T08:00:00+08:00', '2026-03-08T08:00:00+08:00'],
    ['08:00-08:00', '2026-03-07T08:00:00+08:00', 'never'],
    ['-', '2026-03-07T08:00:00+08:00', 'never'],
    ['- sun mon tue wed thu fri sat', '2026-03-07T08:00:00+08:00', 'never'],
  ])('of %s after %s: %s', (text, after, expected) => {
    expect(iso('Asia/Shanghai', nextWindowEdge(window(text), 'Asia/Shanghai', at(after)))).toBe(expected);
  });

  it('with no days at all, never comes', () => {
    expect(nextWindowEdge({ days: new Set() }, 'UTC', 0)).toBeUndefined();
  });

  it.each([
    ['begins at the end of the gap', '02:30-05:00', '2026-03-29T01:00:00+01:00', '2026-03-29T03:00:00+02:00'],
    ['ends at the end of the gap', '22:00-02:30', '2026-03-29T01:00:00+01:00', '2026-03-29T03:00:00+02:00'],
    ['is lost in the gap', '02:15-02:45', '2026-03-29T01:00:00+01:00', '2026-03-30T02:15:00+02:00'],
    ['is lost for a week', '02:15-02:45 sun', '2026-03-22T02:45:00+01:00', '2026-04-05T02:15:00+02:00'],
    ['ends the first time', '22:00-02:30', '2026-10-25T01:00:00+02:00', '2026-10-25T02:30:00+02:00'],
    [
      'begins again with the second pass',
      '22:00-02:30',
      '2026-10-25T02:30:00+02:00',
      '2026-10-25T02:00:00+01:00',
    ],
    ['and ends again', '22:00-02:30', '2026-10-25T02:00:00+01:00', '2026-10-25T02:30:00+01:00'],
  ])('when the clocks change, a window %s: %s', (_, text, after, expected) => {
    expect(iso('Europe/Berlin', nextWindowEdge(window(text), 'Europe/Berlin', at(after)))).toBe(expected);
  });

  it('is the first minute at which inWindow differs, around each change of the clocks', () => {
    const time = fc.option(
      fc.nat(23).chain((hour) => fc.constantFrom(0, 15, 30).map((m) => hour * 3600 + m * 60)),
      {
        nil: undefined,
      },
    );
    const days = fc.option(
      fc.uniqueArray(fc.nat(6)).map((list) => new Set(list)),
      { nil: undefined },
    );
    const any = fc.record({ after: time, before: time, days });
    fc.assert(
      fc.property(
        any,
        fc.constantFrom(...gaps, ...overlaps),
        fc.integer({ min: -600, max: 300 }),
        (win, change, shift) => {
          const { zone } = change;
          const after = change.instant + shift * MINUTE;
          const before = inWindow(win, zone, after);
          const edge = nextWindowEdge(win, zone, after);
          const end = Math.min(edge ?? Number.POSITIVE_INFINITY, after + 3 * 24 * 60 * MINUTE);
          for (let instant = after + MINUTE; instant < end; instant += MINUTE) {
            if (inWindow(win, zone, instant) !== before) expect.fail(`missed ${iso(zone, instant)}`);
          }
          if (edge !== undefined) expect(inWindow(win, zone, edge)).toBe(!before);
        },
      ),
      { ...seeded, numRuns: 150 },
    );
  });
});
