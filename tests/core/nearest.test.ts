import { describe, expect, it } from 'vitest';
import { didYouMean, nearestName } from '../../src/core/nearest.ts';

describe('nearestName', () => {
  const names = ['auto', 'sleep', 'favorite', 'pm2_5', 'from', 'for'];
  it.each([
    ['atuo', 'auto'],
    ['auot', 'auto'],
    ['aut', 'auto'],
    ['AUTO', 'auto'],
    ['sleeep', 'sleep'],
    ['pm2-5', 'pm2_5'],
    ['favourite', 'favorite'],
    // Two neighbours the wrong way round are one slip; so is a letter too many, but it is the rarer one.
    ['form', 'from'],
    ['turbo', undefined],
    ['taou', undefined],
    ['', undefined],
    ['a'.repeat(65), undefined],
  ])('takes %j for %j', (typed, name) => {
    expect(nearestName(typed, names)).toBe(name);
  });

  it('finds nothing where there is nothing', () => {
    expect(nearestName('auto', [])).toBeUndefined();
    expect(didYouMean('auto', [])).toBe('');
  });
});

describe('didYouMean', () => {
  it('asks, with a space before the question', () => {
    expect(didYouMean('atuo', ['auto'])).toBe(' Did you mean auto?');
  });
});
