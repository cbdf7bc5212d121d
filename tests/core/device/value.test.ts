import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accepts, describeSpec, listOr, showValue, type ValueSpec } from '../../../src/core/device/value.ts';

const seeded = { seed: 20_260_302 };

describe('accepts', () => {
  const level: ValueSpec = { type: 'integer', range: [0, 14] };
  const kelvin: ValueSpec = { type: 'integer', range: [2700, 6500], step: 100 };
  const volume: ValueSpec = { type: 'number', range: [-1, 1], step: 0.1 };
  const mode: ValueSpec = { type: 'enum', values: ['auto', 'sleep'] };

  it.each<[ValueSpec, unknown, boolean]>([
    [{ type: 'boolean' }, false, true],
    [{ type: 'boolean' }, 0, false],
    [{ type: 'boolean' }, 'true', false],
    [level, 0, true],
    [level, -0, true],
    [level, 14, true],
    [level, 15, false],
    [level, -1, false],
    [level, 1.5, false],
    [level, '1', false],
    [level, Number.NaN, false],
    [level, Number.POSITIVE_INFINITY, false],
    [level, 1n, false],
    [level, null, false],
    [kelvin, 2700, true],
    [kelvin, 2800, true],
    [kelvin, 2750, false],
    [volume, -1, true],
    [volume, -0.7, true],
    [volume, 0.1 + 0.2, true],
    [volume, 0.25, false],
    [mode, 'auto', true],
    [mode, 'Auto', false],
    [mode, 'length', false],
    [{ type: 'string' }, '', true],
    [{ type: 'string' }, 'x'.repeat(256), true],
    [{ type: 'string' }, 'x'.repeat(257), false],
    [{ type: 'string', maxLength: 3 }, 'four', false],
    [{ type: 'string' }, undefined, false],
  ])('with %o, %o: %s', (spec, value, expected) => {
    expect(accepts(spec, value)).toBe(expected);
  });

  const steps = fc.record({
    low: fc.integer({ min: -1_000, max: 1_000 }),
    // A hundredth is not exact in binary, a quarter is.
    step: fc.constantFrom(0.01, 0.1, 0.25, 0.3, 1, 5, 7),
    count: fc.integer({ min: 1, max: 1_000 }),
  });

  it('takes every step of a range, however inexact its numbers are, and nothing between two', () => {
    fc.assert(
      fc.property(steps, fc.nat(), ({ low, step, count }, nth) => {
        const spec: ValueSpec = { type: 'number', range: [low, low + (count + 1) * step], step };
        const value = low + (nth % count) * step;
        expect(accepts(spec, value)).toBe(true);
        expect(accepts(spec, value + step / 2)).toBe(false);
      }),
      seeded,
    );
  });

  it('takes no number outside of its range', () => {
    fc.assert(
      fc.property(fc.double(), fc.double({ noNaN: true }), fc.double({ noNaN: true }), (value, a, b) => {
        const range = [Math.min(a, b), Math.max(a, b)] as const;
        expect(accepts({ type: 'number', range }, value)).toBe(
          Number.isFinite(value) && value >= range[0] && value <= range[1],
        );
      }),
      seeded,
    );
  });
});

describe('describeSpec', () => {
  it.each<[ValueSpec, string]>([
    [{ type: 'boolean' }, 'true or false'],
    [{ type: 'integer', range: [0, 14] }, 'an integer from 0 to 14'],
    [{ type: 'integer', range: [0, 100], unit: '%' }, 'an integer from 0 to 100 %'],
    [{ type: 'number', range: [-5, 5], step: 0.5, unit: 'K' }, 'a number from -5 to 5 K in steps of 0.5'],
    [{ type: 'enum', values: ['on', 'off'] }, 'on or off'],
    [{ type: 'string' }, 'a text of at most 256 characters'],
  ])('says of %o: %s', (spec, words) => {
    expect(describeSpec(spec)).toBe(words);
  });
});

describe('showValue', () => {
  it.each<[unknown, string]>([
    ['on', '"on"'],
    [7, '7'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [null, 'null'],
    [undefined, 'nothing'],
    [{ a: [1] }, '{"a":[1]}'],
    [10n, 'a value of type bigint'],
    ['x'.repeat(100), `"${'x'.repeat(76)}...`],
  ])('shows %o as %s', (value, text) => {
    expect(showValue(value)).toBe(text);
  });

  it('shows whatever there is in 80 characters', () => {
    const anything = fc.anything({ withBigInt: true, withNullPrototype: true, maxDepth: 5 });
    fc.assert(
      fc.property(anything, (value) => {
        expect(showValue(value).length).toBeLessThanOrEqual(80);
      }),
      seeded,
    );
  });

  it('shows what JSON.stringify cannot, by its kind', () => {
    const circle: unknown[] = [];
    circle.push(circle);
    expect(showValue(circle)).toBe('a list');
    const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`);
    expect(showValue(deep)).toBe('a value of type object');
  });
});

describe('listOr', () => {
  it.each([
    [[], 'nothing'],
    [['a'], 'a'],
    [['a', 'b'], 'a or b'],
    [['a', 'b', 'c'], 'a, b or c'],
  ])('joins %o to %s', (words, text) => {
    expect(listOr(words)).toBe(text);
  });
});
