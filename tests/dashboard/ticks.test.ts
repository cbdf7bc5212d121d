import { expect, it } from 'vitest';
import { ticksBetween } from '../../src/dashboard/timeline/ticks.ts';

const at = (time: string): number => Date.parse(`2026-03-02T${time}+05:30`);
const offset = 5.5 * 3_600_000;

it.each([
  ['06:58:00', '07:03:00', 6, ['06:58:00', '06:59:00', '07:00:00', '07:01:00', '07:02:00', '07:03:00']],
  ['06:58:30', '07:20:00', 5, ['07:00:00', '07:05:00', '07:10:00', '07:15:00', '07:20:00']],
  ['00:00:00', '23:59:59', 4, ['00:00:00', '06:00:00', '12:00:00', '18:00:00']],
])('round instants of the home between %s and %s, at most %i', (from, to, most, expected) => {
  expect(ticksBetween(at(from), at(to), most, offset)).toEqual(expected.map(at));
});
