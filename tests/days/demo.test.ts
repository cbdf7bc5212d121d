import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { demoHome } from '../demo.ts';
import { runsOf } from './household.ts';

const demo = parse(readFileSync(new URL('../../home.yaml', import.meta.url), 'utf8'));

/** The demo home, with its people, put somewhere else for a day. */
function runsAt(
  timezone: string,
  latitude: number,
  longitude: number,
  from: string,
  until: string,
): string[] {
  const home = { ...demo, location: { latitude, longitude, timezone } };
  // How many milliseconds the radio takes is another matter.
  return runsOf(demoHome({ home, start: from }).at(until)).map((run) => run.replace(/\.\d{3}/, ''));
}

describe('the demo home, with its people', () => {
  it.each<[string, Parameters<typeof runsAt>, string[]]>([
    [
      'in spring, when clocks are put forward',
      ['Europe/Berlin', 52.52, 13.4, '2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00'],
      ['2026-03-29T07:00:00+02:00 morning-routine finished', '2026-03-29T23:00:00+02:00 good-night finished'],
    ],
    [
      'in autumn, when clocks are put back',
      ['Europe/Berlin', 52.52, 13.4, '2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00'],
      ['2026-10-25T07:00:00+01:00 morning-routine finished', '2026-10-25T23:00:00+01:00 good-night finished'],
    ],
    [
      'in the polar night',
      ['Arctic/Longyearbyen', 78.22, 15.65, '2026-12-21T00:00:00+01:00', '2026-12-22T00:00:00+01:00'],
      ['2026-12-21T07:00:00+01:00 morning-routine finished', '2026-12-21T23:00:00+01:00 good-night finished'],
    ],
    [
      'on the equator, west of UTC',
      ['America/Guayaquil', 0, -78.45, '2026-03-20T00:00:00-05:00', '2026-03-21T00:00:00-05:00'],
      ['2026-03-20T07:00:00-05:00 morning-routine finished', '2026-03-20T23:00:00-05:00 good-night finished'],
    ],
  ])('lives by the clock on the wall %s', (_where, args, expected) => {
    const runs = runsAt(...args).filter((run) => /morning-routine|good-night/.test(run));
    expect(runs).toEqual(expected);
  });
});
