const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const steps = [
  second,
  5 * second,
  10 * second,
  30 * second,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  24 * hour,
  48 * hour,
  168 * hour,
];

/**
 * Round instants to write on an axis, at most `most` of them.
 *
 * @param offsetMs the home's distance from UTC, so that 06:00 is six o'clock there
 */
export function ticksBetween(from: number, to: number, most: number, offsetMs: number): number[] {
  const step = steps.find((candidate) => (to - from) / candidate <= most) ?? steps.at(-1)!;
  const ticks: number[] = [];
  for (let tick = Math.ceil((from + offsetMs) / step) * step - offsetMs; tick <= to; tick += step) {
    ticks.push(tick);
  }
  return ticks;
}
