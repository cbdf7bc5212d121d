import type { Lane, Timeline } from '../../web/api.ts';
import type { Stretch } from './time-scale.ts';

/** Shorter stretches are not worth a fold. */
const shortestMs = 90_000;
/** So much is left unfolded on both sides of whatever happens, so that it does not stick to the fold. */
const marginMs = 15_000;

/**
 * The stretches in which nothing of what is shown happens, in order.
 *
 * @param moments what must stay visible besides: now, the moment that is looked at
 */
export function quietStretches(
  timelines: readonly Timeline[],
  window: Stretch,
  moments: readonly number[],
): Stretch[] {
  const busy = [
    ...timelines.flatMap(({ lanes }) => lanes.flatMap(instantsOf)),
    ...moments,
    window.from,
    window.to,
  ]
    .filter((instant) => instant >= window.from && instant <= window.to)
    .sort((a, b) => a - b);
  const quiet: Stretch[] = [];
  for (let index = 1; index < busy.length; index++) {
    const from = busy[index - 1]! + marginMs;
    const to = busy[index]! - marginMs;
    if (to - from >= shortestMs) quiet.push({ from, to });
  }
  return quiet;
}

function instantsOf(lane: Lane): number[] {
  switch (lane.kind) {
    case 'scene':
      return lane.marks.flatMap(({ time, ended }) => (ended === null ? [time] : [time, ended]));
    case 'segments':
      return lane.segments.map(({ time }) => time);
    case 'numbers':
      // Numbers drift all the time: by themselves they keep nothing unfolded.
      return [];
  }
}
