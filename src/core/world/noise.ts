import { createRandom } from '../random.ts';

/**
 * Seeded smooth chance in time, from -1 to 1: about one hill or valley in each two periods.
 *
 * "Value noise": a number drawn for each whole multiple of the period, and a smooth curve (3t^2 - 2t^3) between them.
 * It is a function of the instant alone, so a home that begins in May has the same May as one that began in March.
 */
export function createNoise(seed: number, name: string, periodMs: number): (instant: number) => number {
  const drawn = (index: number): number => createRandom(seed, `${name} ${index}`).between(-1, 1);
  let index = Number.NaN;
  let from = 0;
  let to = 0;
  return (instant) => {
    const position = instant / periodMs;
    const whole = Math.floor(position);
    if (whole !== index) {
      from = whole === index + 1 ? to : drawn(whole);
      to = drawn(whole + 1);
      index = whole;
    }
    const part = position - whole;
    return from + (to - from) * part * part * (3 - 2 * part);
  };
}
