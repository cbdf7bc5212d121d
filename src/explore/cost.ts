import type { Candidate } from './candidate.ts';
import { firstDayStart } from './fresh.ts';

const MINUTE = 60_000;
const SECOND = 1000;
const WEEK = 7 * 86_400_000;

/** What makes a test hard to take in, each beside the others. */
const costs = {
  /** People who live their day by a seed: nobody sees from the file what they do. */
  residents: 12,
  deed: 4,
  givenValue: 2,
  minute: 0.02,
  seed: 1,
  otherDay: 0.5,
  oddMinute: 0.2,
  oddSecond: 0.2,
  letter: 0.01,
} as const;

/** How hard a candidate is to take in: of two that break the same rule, the one with less is shown. */
export function costOf({ from, until, seed, residents, given, deeds }: Candidate): number {
  let cost = ((until - from) / MINUTE) * costs.minute;
  if (residents) cost += costs.residents;
  if (seed !== 1) cost += costs.seed;
  if (Math.abs(from - firstDayStart) > WEEK) cost += costs.otherDay;
  for (const values of Object.values(given)) {
    for (const value of Object.values(values)) cost += costs.givenValue + lettersOf(value) * costs.letter;
  }
  for (const { at, deed } of deeds) {
    cost += costs.deed + lettersOf(deed) * costs.letter;
    if (at % MINUTE !== 0) cost += costs.oddMinute;
    if (at % SECOND !== 0) cost += costs.oddSecond;
  }
  return cost;
}

/** How long a value is to read; round numbers are shorter. */
function lettersOf(value: unknown): number {
  if (typeof value === 'number') return String(value).replace(/0+$/, '').length;
  if (typeof value !== 'object' || value === null) return String(value).length;
  return Object.entries(value).reduce((sum, [key, item]) => sum + key.length + lettersOf(item), 0);
}
