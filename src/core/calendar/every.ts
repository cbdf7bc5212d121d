/**
 * The first instant strictly after `after` that is a whole number of intervals, at least one, after `start`. Elapsed
 * time is counted: no change of the clocks matters.
 *
 * @param intervalMs milliseconds, more than 0
 * @throws {RangeError} for an interval that is not more than 0
 */
export function nextEvery(intervalMs: number, start: number, after: number): number {
  if (!(intervalMs > 0)) {
    throw new RangeError(`Expected an interval of more than 0 milliseconds, got ${intervalMs}.`);
  }
  const passed = Math.floor((after - start) / intervalMs);
  return start + Math.max(1, passed + 1) * intervalMs;
}
