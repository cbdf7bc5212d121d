import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { nextCron, parseCron } from '../../../src/core/calendar/index.ts';
import { dailyExpressions } from './cron-expressions.ts';
import { nodeCron } from './node-cron.ts';
import { at, type Change, gaps, iso, overlaps, seeded } from './samples.ts';

const HOUR = 3_600_000;

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterAll(() => {
  vi.useRealTimers();
});

describe('on the days on which the clocks change', () => {
  /** All runs after `after`, up to and including `until`. */
  function between(next: (after: number) => number | undefined, after: number, until: number): number[] {
    const found: number[] = [];
    let run = next(after);
    while (run !== undefined && run <= until) {
      found.push(run);
      run = next(run);
    }
    return found;
  }

  /** The runs of both, from three hours before a change until four hours after it. */
  function bothAround(expression: string, { zone, instant }: Change) {
    const schedule = parseCron(expression);
    const task = nodeCron(expression, zone);
    const runs = (next: (after: number) => number | undefined) =>
      between(next, instant - 3 * HOUR, instant + 4 * HOUR);
    return {
      fixed: schedule.kind === 'fixed',
      ours: runs((after) => nextCron(schedule, zone, after)),
      theirs: runs((after) => task.next(after, 1)[0]),
      matches: task.match,
    };
  }

  /** Where the two could differ: at the hours that are skipped or come twice. */
  const expressionsNear = ({ instant, before }: Change) =>
    dailyExpressions(new Date(instant + before).getUTCHours());

  const written = (zone: string, runs: number[]) => runs.map((run) => iso(zone, run));

  it.each([...gaps, ...overlaps])(
    'elsewhere nothing differs: $zone at $time, seen from UTC and Shanghai',
    (change) => {
      fc.assert(
        fc.property(expressionsNear(change), fc.constantFrom('UTC', 'Asia/Shanghai'), (expression, zone) => {
          fc.pre(zone !== change.zone);
          const { ours, theirs } = bothAround(expression, { ...change, zone });
          expect(written(zone, ours)).toEqual(written(zone, theirs));
        }),
        { ...seeded, numRuns: 5 },
      );
    },
  );

  // Ours: a fixed time in the gap runs once, at its end. node-cron: it does not run that day.
  //
  // Beside this, node-cron 4.6 loses runs after a gap that is not a whole clock hour (Lord Howe's half hour, or 00:01
  // to 01:01): it reads a time in the gap as that much later, and if that matches, too, it goes there at once.
  it.each(gaps)('in the spring gap of $zone at $time only the policy differs', (change) => {
    const { zone, instant, before, after } = change;
    let withGapRun = 0;
    fc.assert(
      fc.property(expressionsNear(change), (expression) => {
        const { fixed, ours, theirs, matches } = bothAround(expression, change);
        // Read in UTC, the wall times that the gap skips are instants like any others.
        const inUtc = nodeCron(expression, 'UTC');
        const skipped = between((wall) => inUtc.next(wall, 1)[0], instant + before - 1, instant + after - 1);
        const leap = skipped.map((wall) => wall - before).find((run) => matches(run)) ?? instant;
        const lost = (run: number) => run >= instant && run < leap;

        const shown = ours.filter((run) => matches(run));
        const atTheEnd = ours.filter((run) => !matches(run));
        const extra = fixed && skipped.length > 0 && !matches(instant) ? [instant] : [];
        expect(written(zone, atTheEnd)).toEqual(written(zone, extra));
        const kept = shown.filter((run) => !lost(run));
        expect(written(zone, theirs)).toEqual(written(zone, kept));
        if (after - before === HOUR && (instant + before) % HOUR === 0) expect(kept).toEqual(shown);
        withGapRun += extra.length;
      }),
      { ...seeded, numRuns: 24 },
    );
    expect(withGapRun).toBeGreaterThan(0);
  });

  // Ours: a fixed time in the overlap runs the first time, an interval both times. node-cron: everything runs in one
  // pass only, which is the second in zones east of Greenwich and the first in zones west of it.
  it.each(overlaps)('in the autumn overlap of $zone at $time only the policy differs', (change) => {
    const { zone, instant, before, after } = change;
    const length = before - after;
    const inFirstPass = (run: number) => run >= instant - length && run < instant;
    const inSecondPass = (run: number) => run >= instant && run < instant + length;
    const east = after >= 0;
    const seen = { fixed: 0, interval: 0 };
    fc.assert(
      fc.property(expressionsNear(change), (expression) => {
        const { fixed, ours, theirs } = bothAround(expression, change);
        const first = ours.filter(inFirstPass);
        const second = ours.filter(inSecondPass);
        expect(written(zone, second)).toEqual(written(zone, fixed ? [] : first.map((run) => run + length)));
        const elsewhere = ours.filter((run) => !inFirstPass(run) && !inSecondPass(run));
        const once = east ? first.map((run) => run + length) : first;
        const expected = [...elsewhere, ...once].sort((a, b) => a - b);
        expect(written(zone, theirs)).toEqual(written(zone, expected));
        seen[fixed ? 'fixed' : 'interval'] += first.length;
      }),
      { ...seeded, numRuns: 24 },
    );
    expect(seen.fixed).toBeGreaterThan(0);
    expect(seen.interval).toBeGreaterThan(0);
  });

  it.each([
    [
      'skips a fixed time in the gap',
      'Europe/Berlin',
      '30 2 * * *',
      '2026-03-29T00:00:00+01:00',
      '2026-03-30T02:30:00+02:00',
      '2026-03-29T03:00:00+02:00',
    ],
    [
      'loses a run after a gap of half an hour',
      'Australia/Lord_Howe',
      '20,40,50 * * * *',
      '2026-10-04T01:50:00+10:30',
      '2026-10-04T02:50:00+11:00',
      '2026-10-04T02:40:00+11:00',
    ],
    [
      'loses a run after a gap that is no clock hour',
      'America/St_Johns',
      '0,30 1,2 * * *',
      '2009-03-08T00:00:00-03:30',
      '2009-03-08T02:00:00-02:30',
      '2009-03-08T01:01:00-02:30',
    ],
    [
      'runs in the second pass in the east',
      'Europe/Berlin',
      '30 2 * * *',
      '2026-10-25T00:00:00+02:00',
      '2026-10-25T02:30:00+01:00',
      '2026-10-25T02:30:00+02:00',
    ],
    [
      'pauses for an hour in the east',
      'Europe/Berlin',
      '*/15 * * * *',
      '2026-10-25T01:45:00+02:00',
      '2026-10-25T02:00:00+01:00',
      '2026-10-25T02:00:00+02:00',
    ],
    [
      'pauses for an hour in the west',
      'America/New_York',
      '*/15 * * * *',
      '2026-11-01T01:45:00-04:00',
      '2026-11-01T02:00:00-05:00',
      '2026-11-01T01:00:00-05:00',
    ],
    [
      'forgets its second pass when asked in the first',
      'Europe/Berlin',
      '30 2 * * *',
      '2026-10-25T02:45:00+02:00',
      '2026-10-26T02:30:00+01:00',
      '2026-10-26T02:30:00+01:00',
    ],
  ])('node-cron %s: %s, %s after %s', (_, zone, expression, after, theirs, ours) => {
    expect(written(zone, nodeCron(expression, zone).next(at(after), 1))).toEqual([theirs]);
    expect(iso(zone, nextCron(parseCron(expression), zone, at(after)))).toBe(ours);
  });
});
