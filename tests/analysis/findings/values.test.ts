import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  complement,
  covers,
  has,
  intersect,
  isEmpty,
  matchingSet,
  pick,
  wholeSet,
} from '../../../src/analysis/findings/values.ts';
import { accepts, type Value, type ValueSpec } from '../../../src/core/device/value.ts';
import { matches } from '../../../src/core/scene/comparison.ts';
import type { Comparison } from '../../../src/core/scene/schema.ts';

/** Specs whose values can be listed, so that a set can be held against every one of them. */
const listed: readonly { readonly spec: ValueSpec; readonly values: readonly Value[] }[] = [
  { spec: { type: 'boolean' }, values: [false, true] },
  { spec: { type: 'enum', values: ['a', 'b', 'c'] }, values: ['a', 'b', 'c'] },
  { spec: { type: 'integer', range: [-2, 6] }, values: [-2, -1, 0, 1, 2, 3, 4, 5, 6] },
  { spec: { type: 'integer', range: [0, 8], step: 2 }, values: [0, 2, 4, 6, 8] },
  { spec: { type: 'number', range: [0, 2], step: 0.5 }, values: [0, 0.5, 1, 1.5, 2] },
];

const number = fc.oneof(fc.integer({ min: -4, max: 9 }), fc.constantFrom(0.25, 0.5, 1.5, 2.75));
const value: fc.Arbitrary<Value> = fc.oneof(number, fc.boolean(), fc.constantFrom('a', 'b', 'z'));
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 1 });
const comparison: fc.Arbitrary<Comparison> = fc.record({
  value: maybe(value),
  not: maybe(value),
  above: maybe(number),
  below: maybe(number),
  between: maybe(fc.tuple(number, number)),
  in: maybe(fc.array(value, { minLength: 1, maxLength: 3 })),
});
const case_ = fc.constantFrom(...listed);
const settings = { seed: 20_260_302, numRuns: 2000 };

describe('sets of values', () => {
  it('hold just what the comparison matches', () => {
    fc.assert(
      fc.property(case_, comparison, ({ spec, values }, wanted) => {
        const set = matchingSet(spec, wanted);
        expect(values.filter((each) => has(set, each))).toEqual(
          values.filter((each) => matches(wanted, each)),
        );
      }),
      settings,
    );
  });

  it('are empty just when nothing that the property takes is in them, and pick one of those otherwise', () => {
    fc.assert(
      fc.property(case_, comparison, ({ spec, values }, wanted) => {
        const set = matchingSet(spec, wanted);
        const some = values.some((each) => matches(wanted, each));
        const picked = pick(set);
        expect(isEmpty(set)).toBe(!some);
        expect(picked !== undefined).toBe(some);
        if (picked !== undefined) {
          expect(accepts(spec, picked)).toBe(true);
          expect(matches(wanted, picked)).toBe(true);
        }
      }),
      settings,
    );
  });

  it('meet, and leave over, as the values do', () => {
    fc.assert(
      fc.property(case_, comparison, comparison, ({ spec, values }, one, other) => {
        const [first, second] = [matchingSet(spec, one), matchingSet(spec, other)];
        const both = intersect(first, second);
        const rest = complement(spec, first);
        for (const each of values) {
          expect(has(both, each)).toBe(has(first, each) && has(second, each));
          expect(has(rest, each)).toBe(!has(first, each));
        }
      }),
      settings,
    );
  });

  it('say that they cover another only when each of its values is in them', () => {
    fc.assert(
      fc.property(case_, comparison, comparison, ({ spec, values }, one, other) => {
        const [outer, inner] = [matchingSet(spec, one), matchingSet(spec, other)];
        if (covers(outer, inner))
          for (const each of values) if (has(inner, each)) expect(has(outer, each)).toBe(true);
        expect(covers(wholeSet(spec), inner)).toBe(true);
      }),
      settings,
    );
  });

  it('of texts know what is excepted', () => {
    const spec: ValueSpec = { type: 'string', maxLength: 10 };
    const set = matchingSet(spec, { not: 'text' });
    expect(has(set, 'text')).toBe(false);
    expect(has(set, 'other')).toBe(true);
    expect(pick(set)).toBe('text1');
    expect(isEmpty(intersect(set, matchingSet(spec, { value: 'text' })))).toBe(true);
    expect(has(complement(spec, set), 'text')).toBe(true);
  });
});
