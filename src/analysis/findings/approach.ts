import type { DeviceModel } from '../../core/device/model.ts';
import type { Value } from '../../core/device/value.ts';
import { Bench, type Command } from './bench.ts';
import { opposite } from './opposite.ts';
import type { Interval, ValueSet } from './values.ts';

/** When the command comes, how long its work is watched, and how long nothing happens once it is done, in ms. */
const sentMs = 1000;
const watchedMs = 30 * 60_000;
const restMs = 5 * 60_000;

/**
 * How far a command brings a number that it moves towards some values over time, where it comes to an end before it is
 * there, whatever the settings. `undefined` where it gets there, or nobody could think that it would.
 */
export function stopsShort(
  model: DeviceModel,
  initial: Readonly<Record<string, Value>>,
  command: Command,
  { prop, set, timezone }: { readonly prop: string; readonly set: ValueSet; readonly timezone: string },
): number | undefined {
  if (set.kind !== 'numbers') return undefined;
  let end: number | undefined;
  for (const given of [initial, opposite(model, initial, command)]) {
    const bench = new Bench(model, given, { latitude: 0, longitude: 0, timezone });
    const before = away(set.intervals, bench.state[prop]);
    // Where it is there already, nothing is waited for.
    if (before === 0) continue;
    const accepted = bench.send(command, sentMs);
    const trail = bench.advance(sentMs + watchedMs).trailOf(prop);
    const moves = trail.filter(({ at }) => at >= sentMs);
    const distances = moves.map(({ value }) => away(set.intervals, value));
    if (distances.includes(0)) return undefined;
    const nearest = Math.min(...distances);
    const last = moves.at(-1);
    if (!accepted || !last || last.at - sentMs < 1000 || nearest >= before) continue;
    // What is still on its way may arrive.
    if (distances.at(-1) === nearest && last.at > sentMs + watchedMs - restMs) return undefined;
    end ??= moves[distances.indexOf(nearest)]!.value as number;
  }
  return end;
}

/** How far a number is from the nearest of some intervals. */
function away(intervals: readonly Interval[], value: unknown): number {
  if (typeof value !== 'number') return Number.POSITIVE_INFINITY;
  return Math.min(
    ...intervals.map(({ low, high, lowOpen, highOpen }) => {
      if (value < low || (value === low && lowOpen)) return low - value || Number.MIN_VALUE;
      if (value > high || (value === high && highOpen)) return value - high || Number.MIN_VALUE;
      return 0;
    }),
  );
}
