import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { nextCron, offsetAt, parseCron } from '../../../src/core/calendar/index.ts';
import { expressions } from './cron-expressions.ts';
import { nodeCron } from './node-cron.ts';
import { at, iso, seeded, zones } from './samples.ts';

const DAY = 24 * 3_600_000;

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterAll(() => {
  vi.useRealTimers();
});

describe('on ordinary days, nextCron and node-cron agree', () => {
  /** A change of the clocks within a day before or after: the business of the tests below. */
  const ordinary = (zone: string, instant: number) =>
    offsetAt(zone, instant - DAY) === offsetAt(zone, instant) &&
    offsetAt(zone, instant + DAY) === offsetAt(zone, instant);

  it.each(zones)('in %s, on any expression from any instant', (zone) => {
    const after = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2035-01-01T00:00:00Z') });
    let compared = 0;
    let left = 0;
    fc.assert(
      fc.property(expressions, after, (expression, start) => {
        const schedule = parseCron(expression);
        const theirs = nodeCron(expression, zone).next(start, 4);
        if (theirs.length === 0) expect(nextCron(schedule, zone, start)).toBeUndefined();
        [start, ...theirs].slice(0, theirs.length).forEach((previous, index) => {
          const ours = nextCron(schedule, zone, previous)!;
          if ([previous, ours, theirs[index]!].every((instant) => ordinary(zone, instant))) {
            expect(iso(zone, ours)).toBe(iso(zone, theirs[index]!));
            compared++;
          } else {
            left++;
          }
        });
      }),
      { ...seeded, numRuns: 60 },
    );
    const changes = zone !== 'UTC' && zone !== 'Asia/Shanghai';
    expect(compared).toBeGreaterThan(180);
    expect(left).toBeLessThanOrEqual(changes ? 30 : 0);
  });
});
