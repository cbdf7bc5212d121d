import { describe, expect, it } from 'vitest';
import { describeComparison, matches, stillMatches, wantedOf } from '../../../src/core/scene/comparison.ts';
import type { Comparison } from '../../../src/core/scene/schema.ts';

describe('a comparison', () => {
  it.each<[Comparison, unknown, boolean]>([
    [{ value: true }, true, true],
    [{ value: true }, 'true', false],
    [{ value: 0 }, 0, true],
    [{ value: 0 }, false, false],
    [{ not: 'off' }, 'on', true],
    [{ not: 'off' }, 'off', false],
    [{ above: 75 }, 75, false],
    [{ above: 75 }, 75.1, true],
    [{ above: 75 }, '80', false],
    [{ below: 10 }, 10, false],
    [{ below: 10 }, -1, true],
    [{ between: [10, 20] }, 10, true],
    [{ between: [10, 20] }, 20, true],
    [{ between: [10, 20] }, 20.5, false],
    [{ in: ['auto', 'sleep'] }, 'sleep', true],
    [{ in: ['auto', 'sleep'] }, 'favorite', false],
    [{ above: 10, below: 20 }, 15, true],
    [{ above: 10, not: 15 }, 15, false],
    [{}, 'anything', true],
  ])('%o matches %o: %s', (comparison, value, expected) => {
    expect(matches(comparison, value)).toBe(expected);
  });

  it.each<[Comparison, number, number, boolean]>([
    [{ above: 75 }, 10, 70, true],
    [{ above: 75 }, 10, 65.1, true],
    [{ above: 75 }, 10, 65, false],
    [{ below: 20 }, 2, 21.9, true],
    [{ below: 20 }, 2, 22, false],
    [{ between: [10, 20] }, 1, 9, true],
    [{ between: [10, 20] }, 1, 21.5, false],
    [{ above: 75 }, 0, 75, false],
  ])('%o with a hysteresis of %d still matches %d: %s', (comparison, hysteresis, value, expected) => {
    expect(stillMatches(comparison, hysteresis, value)).toBe(expected);
  });

  it.each<[Comparison, string, unknown]>([
    [{ value: true }, 'true', true],
    [{ value: 'on' }, 'on', 'on'],
    [{ above: 75 }, 'above 75', { above: 75 }],
    [{ between: [1, 2] }, 'between 1 and 2', { between: [1, 2] }],
    [{ in: ['a', 'b'] }, 'one of a, b', { in: ['a', 'b'] }],
    [{ above: 1, below: 3 }, 'above 1 and below 3', { above: 1, below: 3 }],
    [{ not: '' }, 'not ""', { not: '' }],
  ])('%o reads %s', (comparison, words, wanted) => {
    expect(describeComparison(comparison)).toBe(words);
    expect(wantedOf(comparison)).toEqual(wanted);
  });
});
