import { afterEach, expect, it, vi } from 'vitest';
import {
  formatInstant,
  instantOf,
  inWindow,
  localAt,
  nextCron,
  nextTimeOfDay,
  nextWindowEdge,
  parseCron,
  parseInstant,
} from '../../../src/core/calendar/index.ts';
import { at, gaps, overlaps } from './samples.ts';

/** A bit of everything, around each change of the clocks. */
function everything(): unknown[] {
  const schedules = ['*/20 * * * *', '30 2 * * *', '0 7 L * *', '15 1 15W * fri#3'].map(parseCron);
  const window = { after: 22 * 3600, before: 2 * 3600 + 1800, days: new Set([0, 6]) };
  return [...gaps, ...overlaps].map(({ zone, instant }) => [
    localAt(zone, instant),
    formatInstant(zone, instant),
    instantOf(zone, localAt(zone, instant)),
    parseInstant('02:30', zone, instant),
    nextTimeOfDay({ times: [9000] }, zone, instant - 7_200_000),
    inWindow(window, zone, instant),
    nextWindowEdge(window, zone, instant),
    schedules.map((schedule) => nextCron(schedule, zone, instant - 7_200_000)),
  ]);
}

afterEach(() => {
  vi.unstubAllEnvs();
});

it.each([
  ['America/New_York', 300],
  ['Australia/Lord_Howe', -660],
  ['Asia/Shanghai', -480],
])('does not depend on the time zone of the machine: %s', (machineZone, minutesWest) => {
  vi.stubEnv('TZ', 'UTC');
  const expected = everything();
  vi.stubEnv('TZ', machineZone);
  // Without this, the test would compare UTC with itself.
  expect(new Date(at('2026-01-01T00:00:00Z')).getTimezoneOffset()).toBe(minutesWest);
  expect(everything()).toEqual(expected);
});
