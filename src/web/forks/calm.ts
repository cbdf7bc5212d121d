import { setImmediate } from 'node:timers/promises';
import type { SimulatedHome } from '../../core/simulated-home.ts';

/** How long others in the process are kept waiting, in milliseconds: well below a frame of the page. */
const turnMs = 4;
const firstSliceMs = 1_000;
const longestSliceMs = 24 * 3_600_000;

/**
 * Lets a simulated home come to `until` in short turns, between which the live home, its broker and its page go on as
 * ever. Stops when `over` says so.
 */
export async function advanceCalmly(home: SimulatedHome, until: number, over: () => boolean): Promise<void> {
  const { clock } = home.simulation;
  let slice = firstSliceMs;
  while (clock.now < until && !over()) {
    const began = performance.now();
    do {
      const sliceBegan = performance.now();
      home.advanceTo(Math.min(until, clock.now + slice));
      const took = performance.now() - sliceBegan;
      slice = Math.min(longestSliceMs, Math.max(1, took > turnMs / 8 ? slice / 2 : slice * 2));
    } while (clock.now < until && performance.now() - began < turnMs);
    await setImmediate();
  }
}

/** Gives others their turn when ours has lasted long enough. */
export class Breath {
  #began = performance.now();

  async take(): Promise<void> {
    if (performance.now() - this.#began < turnMs) return;
    await setImmediate();
    this.#began = performance.now();
  }
}
