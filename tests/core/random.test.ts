import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.ts';

const draw = (seed: number, name: string): number[] => {
  const random = createRandom(seed, name);
  return Array.from({ length: 5 }, () => Math.floor(random.next() * 1000));
};

describe('seeded randomness', () => {
  it('gives the same numbers for the same seed and name, for ever', () => {
    expect(draw(1, 'curtain')).toEqual(draw(1, 'curtain'));
    expect(draw(1, 'curtain')).toEqual([209, 79, 656, 782, 176]);
  });

  it('gives other numbers for another seed, also beyond 32 bits, and for another name', () => {
    const drawn = [draw(1, 'a'), draw(2, 'a'), draw(1 + 2 ** 32, 'a'), draw(1, 'b')].map(String);
    expect(new Set(drawn).size).toBe(4);
  });

  it('stays within its bounds and reaches both ends of them', () => {
    const random = createRandom(7, 'bounds');
    const integers = Array.from({ length: 2000 }, () => random.integer(3, 6));
    expect([...new Set(integers)].sort()).toEqual([3, 4, 5, 6]);
    const numbers = Array.from({ length: 2000 }, () => random.between(-1, 1));
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(Math.abs(numbers.reduce((sum, number) => sum + number, 0) / 2000)).toBeLessThan(0.05);
  });
});
