import { parseDuration } from '../../core/calendar/index.ts';
import type { Step } from '../../core/scene/schema.ts';

/** A wait without a time-out is taken to last this long. */
const waitMs = 10 * 60_000;

/** About how long steps take at most, in ms: their delays and waits. */
export function lastsMs(steps: readonly Step[]): number {
  let sum = 0;
  for (const step of steps) sum += stepMs(step);
  return sum;
}

function stepMs(step: Step): number {
  if ('delay' in step) return parseDuration(step.delay);
  if ('wait_until' in step) return step.timeout === undefined ? waitMs : parseDuration(step.timeout);
  if ('if' in step) return Math.max(lastsMs(step.then), lastsMs(step.else ?? []));
  if ('repeat' in step) return (step.repeat.times ?? 1) * lastsMs(step.do);
  if ('parallel' in step) return Math.max(...step.parallel.map(lastsMs));
  return 'run' in step ? waitMs : 0;
}
