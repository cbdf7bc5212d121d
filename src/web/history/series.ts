/** Everything that one thing was, in the order of time: a value, since when, and the journal line that says so. */
export class Series {
  readonly times: number[] = [];
  readonly seqs: number[] = [];
  readonly values: unknown[] = [];

  get length(): number {
    return this.times.length;
  }

  push(time: number, seq: number, value: unknown): void {
    this.times.push(time);
    this.seqs.push(seq);
    this.values.push(value);
  }

  /** The index of what it was at `time`, after all that happened at that instant; -1 before the first. */
  indexAt(time: number): number {
    const last = this.times.length - 1;
    // Mostly it is asked for the present.
    if (last < 0 || this.times[last]! <= time) return last;
    return firstAbove(this.times, time) - 1;
  }

  /** Forgets what was set before line `seq`, but the last of it: that is what it was then. */
  forgetBefore(seq: number): void {
    const drop = firstAbove(this.seqs, seq - 1) - 1;
    if (drop <= 0) return;
    this.times.splice(0, drop);
    this.seqs.splice(0, drop);
    this.values.splice(0, drop);
  }
}

/** The first index of a sorted list with a value above `limit`; its length when there is none. */
export function firstAbove(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
