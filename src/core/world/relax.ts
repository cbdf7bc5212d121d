/**
 * The value after `seconds` of x' = rate (target - x): first-order decay towards a target, as in a room whose air is
 * well mixed, or one that gives off heat in proportion to its excess.
 *
 * The step is the exact solution, so one of 60 s equals two of 30 s, and the value never passes its target.
 *
 * @param rate per second, 0 or more
 */
export function relax(value: number, target: number, rate: number, seconds: number): number {
  return target + (value - target) * Math.exp(-rate * seconds);
}
