import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeScale } from '../../src/dashboard/timeline/time-scale.ts';

const minute = 60_000;
const window = { from: 0, to: 60 * minute };

describe('the timeline', () => {
  it('gives each minute the same width where nothing is quiet', () => {
    const scale = timeScale(window, [], 600);
    expect([0, 15, 30, 60].map((at) => scale.xOf(at * minute))).toEqual([0, 150, 300, 600]);
    expect(scale.timeAt(150)).toBe(15 * minute);
  });

  it('folds a quiet stretch to a fixed width, and gives the rest the room', () => {
    const scale = timeScale(window, [{ from: 10 * minute, to: 50 * minute }], 628);
    expect(scale.folds).toEqual([{ from: 10 * minute, to: 50 * minute, x: 300, width: 28 }]);
    expect([10, 50, 60].map((at) => scale.xOf(at * minute))).toEqual([300, 328, 628]);
    expect(scale.timeAt(314)).toBe(30 * minute);
  });

  it('does not fold where that would save no room', () => {
    expect(timeScale(window, [{ from: 10 * minute, to: 15 * minute }], 600).folds).toEqual([]);
  });

  it('finds each instant again, whatever is folded, and never goes backwards', () => {
    const stretches = fc
      .uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 12 })
      .map((cuts) => cuts.sort((a, b) => a - b))
      .map((cuts) =>
        cuts
          .slice(0, cuts.length - (cuts.length % 2))
          .flatMap((cut, index) =>
            index % 2 === 0 ? [{ from: cut * minute, to: cuts[index + 1]! * minute }] : [],
          ),
      );
    fc.assert(
      fc.property(
        stretches,
        fc.integer({ min: 200, max: 2_000 }),
        fc.integer({ min: 0, max: 3_599_999 }),
        (quiet, width, at) => {
          const scale = timeScale(window, quiet, width);
          expect(scale.timeAt(scale.xOf(at))).toBeCloseTo(at, -1);
          expect(scale.xOf(at + 1)).toBeGreaterThanOrEqual(scale.xOf(at));
          expect(scale.xOf(0)).toBe(0);
          expect(scale.xOf(window.to)).toBeCloseTo(width, 6);
        },
      ),
    );
  });
});
