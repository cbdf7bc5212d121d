import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterProblem, filtersOverlap, hasWildcard, topicMatches } from '../../../src/core/bus/topic.ts';

describe('topicMatches', () => {
  it.each([
    // The examples of MQTT 3.1.1, section 4.7.
    ['sport/tennis/player1/#', 'sport/tennis/player1', true],
    ['sport/tennis/player1/#', 'sport/tennis/player1/ranking', true],
    ['sport/tennis/player1/#', 'sport/tennis/player1/score/wimbledon', true],
    ['sport/#', 'sport', true],
    ['#', 'sport', true],
    ['#', '/', true],
    ['sport/tennis/+', 'sport/tennis/player1', true],
    ['sport/tennis/+', 'sport/tennis/player1/ranking', false],
    ['sport/+', 'sport', false],
    ['sport/+', 'sport/', true],
    ['+/+', '/finance', true],
    ['/+', '/finance', true],
    ['+', '/finance', false],
    ['#', '$SYS/broker', false],
    ['+/monitor/Clients', '$SYS/monitor/Clients', false],
    ['$SYS/#', '$SYS/', true],
    ['$SYS/monitor/+', '$SYS/monitor/Clients', true],
    // And some of our own.
    ['millet/lamp/state', 'millet/lamp/state', true],
    ['millet/lamp/state', 'millet/lamp/State', false],
    ['millet/lamp', 'millet/lamp/state', false],
    ['millet/lamp/state', 'millet/lamp', false],
    ['millet/+/rpc/#', 'millet/lamp/rpc', true],
    ['millet/+/rpc/#', 'millet/lamp/rpc/reply', true],
    ['millet/+/rpc/#', 'millet/lamp/state', false],
    ['+/+/state', 'millet//state', true],
    ['millet/lamp/$state', 'millet/lamp/$state', true],
    ['millet/+', 'millet/$state', true],
  ])('%s against %s: %s', (filter, topic, matches) => {
    expect(topicMatches(filter, topic)).toBe(matches);
  });
});

it('topicMatches says the same as level by level in lists', () => {
  const level = fc.constantFrom('', 'a', 'ab', 'b', '+', '#', '$x', 'a+', '#b');
  const path = fc.array(level, { minLength: 1, maxLength: 5 }).map((levels) => levels.join('/'));
  const inLists = (filter: string, topic: string): boolean => {
    if (filter === topic) return true;
    if (topic.startsWith('$') && (filter.startsWith('+') || filter.startsWith('#'))) return false;
    const [wanted, given] = [filter.split('/'), topic.split('/')];
    const rest = wanted.indexOf('#');
    const isLevel = (name: string, index: number): boolean => name === '+' || name === given[index];
    if (rest >= 0 && rest <= given.length) return wanted.slice(0, rest).every(isLevel);
    return wanted.length === given.length && wanted.every(isLevel);
  };
  void fc.assert(
    fc.property(path, path, (filter, topic) => topicMatches(filter, topic) === inLists(filter, topic)),
    { numRuns: 5_000 },
  );
});

describe('filterProblem', () => {
  it.each([
    ['a/b', undefined],
    ['a/+/b', undefined],
    ['+', undefined],
    ['#', undefined],
    ['a/#', undefined],
    ['/', undefined],
    ['', 'is empty'],
    ['a/\u0000', 'contains a NUL character'],
    ['a#', 'has a # that is not the whole last level'],
    ['a/#/b', 'has a # that is not the whole last level'],
    ['a/b+', 'has a + that is not a whole level'],
    ['++/b', 'has a + that is not a whole level'],
  ])('of %j: %s', (filter, problem) => {
    expect(filterProblem(filter)).toBe(problem);
  });
});

describe('hasWildcard', () => {
  it.each([
    ['a/b', false],
    ['a/+', true],
    ['#', true],
  ])('of %s: %s', (filter, expected) => {
    expect(hasWildcard(filter)).toBe(expected);
  });
});

describe('filtersOverlap', () => {
  it.each([
    ['a/b', 'a/b', true],
    ['a/b', 'a/c', false],
    ['a/+', 'a/b', true],
    ['a/+', '+/b', true],
    ['a/+', 'b/+', false],
    ['a/+', 'a/+/c', false],
    ['a/#', 'a', true],
    ['a/#', 'a/b/c', true],
    ['a/#', 'b/#', false],
    ['a/#', '+', true],
    ['a/+/c', 'a/b/#', true],
    ['#', 'a', true],
    ['#', '$SYS/a', false],
    ['+/a', '$SYS/a', false],
    ['$SYS/#', '$SYS/+/a', true],
  ])('%s and %s: %s', (one, other, overlap) => {
    expect(filtersOverlap(one, other)).toBe(overlap);
    expect(filtersOverlap(other, one)).toBe(overlap);
  });

  it('holds whenever some topic matches both', () => {
    const level = fc.constantFrom('a', 'b', '$c', '');
    const topics = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join('/'));
    const filters = fc
      .tuple(fc.array(fc.oneof(level, fc.constant('+')), { minLength: 1, maxLength: 4 }), fc.boolean())
      .map(([levels, open]) => (open ? [...levels, '#'] : levels).join('/'));
    void fc.assert(
      fc.property(fc.tuple(filters, filters, topics), ([one, other, topic]) => {
        const matchesBoth = topicMatches(one, topic) && topicMatches(other, topic);
        if (matchesBoth) expect(filtersOverlap(one, other)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
