import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filtersOverlap, topicMatches } from '../../src/core/bus/topic.ts';
import { coverOf, entriesFor, WireFilters } from '../../src/mqtt/wire-filters.ts';

const level = fc.constantFrom('a', 'b', '$c', '');
const topics = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join('/'));
const filters = fc
  .tuple(fc.array(fc.oneof(level, fc.constant('+')), { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([levels, open]) => (open ? [...levels, '#'] : levels).join('/'));

describe('coverOf', () => {
  it.each([
    ['a/b', 'a/b', 'a/b'],
    ['a/+', 'a/b', 'a/+'],
    ['a/+', '+/b', '+/+'],
    ['a/#', 'a/b/c', 'a/#'],
    ['a', 'a/#', 'a/#'],
    ['+/b/#', 'a/+', '+/+/#'],
    ['#', 'a/b', '#'],
  ])('%s and %s: %s', (one, other, cover) => {
    expect(coverOf(one, other)).toBe(cover);
    expect(coverOf(other, one)).toBe(cover);
  });
});

describe('WireFilters', () => {
  it('keeps filters apart that do not overlap', () => {
    const wire = new WireFilters();
    for (const filter of ['home/+/state', 'home/+/rpc/reply', '$SYS/#', 'school/bell']) {
      expect(wire.add(filter)).toBe(filter);
    }
    expect(wire.all).toEqual(['home/+/state', 'home/+/rpc/reply', '$SYS/#', 'school/bell']);
  });

  it('puts one filter in the place of those that overlap', () => {
    const wire = new WireFilters(['home/lamp/state', 'home/fan/state', 'school/bell']);
    expect(wire.coverFor('home/+/state')).toBe('home/+/state');
    expect(wire.add('home/lamp/+')).toBe('home/lamp/+');
    expect(wire.all).toEqual(['home/fan/state', 'school/bell', 'home/lamp/+']);
    expect(wire.add('home/+/state')).toBe('home/+/+');
    expect(wire.all).toEqual(['school/bell', 'home/+/+']);
  });

  it('gives up a filter when nothing of it is wanted any more', () => {
    const wire = new WireFilters(['home/#', 'school/bell']);
    expect(wire.keep(['home/lamp/state', 'school/bell'])).toEqual([]);
    expect(wire.keep(['home/lamp/state'])).toEqual(['school/bell']);
    expect(wire.keep([])).toEqual(['home/#']);
    expect(wire.all).toEqual([]);
  });

  it('never overlaps, and matches everything that was wanted', () => {
    void fc.assert(
      fc.property(fc.array(filters, { maxLength: 6 }), topics, (wanted, topic) => {
        const wire = new WireFilters();
        for (const filter of wanted) wire.add(filter);
        for (const one of wire.all) {
          for (const other of wire.all) if (one !== other) expect(filtersOverlap(one, other)).toBe(false);
        }
        if (wanted.some((filter) => topicMatches(filter, topic))) expect(wire.matches(topic)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('entriesFor', () => {
  const byTopic = new Map([
    ['home/a', 1],
    ['home/b', 2],
    ['other', 3],
  ]);

  it.each([
    ['home/+', [1, 2]],
    ['home/b', [2]],
    ['#', [1, 2, 3]],
    ['nothing', []],
  ])('%s: %j', (filter, values) => {
    expect([...entriesFor(filter, byTopic)].map(([, value]) => value)).toEqual(values);
  });
});
