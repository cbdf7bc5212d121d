import type { Clock, ClockEntry } from '../clock.ts';

interface Appointment {
  readonly scene: string;
  readonly trigger: number;
  readonly run: () => void;
}

/** All that is to happen at one instant. */
interface Instant {
  readonly waiting: Set<Appointment>;
  /** Once the instant has come: what is left of it, last to first. */
  ordered: Appointment[] | undefined;
}

/**
 * What triggers are to do at an instant. What falls on the same one happens in the order of the scenes' ids, and of
 * the triggers within a scene: not in the order in which it was planned, which nobody could tell from the files.
 */
export class Agenda {
  readonly #clock: Clock;
  readonly #instants = new Map<number, Instant>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Plans `run` for an instant that is not in the past. Returns how to call it off. */
  plan(due: number, scene: string, trigger: number, run: () => void): () => void {
    let instant = this.#instants.get(due);
    if (!instant) {
      instant = { waiting: new Set(), ordered: undefined };
      this.#instants.set(due, instant);
    }
    const appointment = { scene, trigger, run };
    instant.waiting.add(appointment);
    instant.ordered = undefined;
    // One entry for each appointment, so that the bus settles between them; which entry it is does not matter.
    const entry = this.#clock.schedule(due, () => this.#next(due));
    return () => this.#callOff(due, appointment, entry);
  }

  #next(due: number): void {
    const instant = this.#instants.get(due);
    if (!instant) return;
    const { waiting } = instant;
    instant.ordered ??= [...waiting].sort(inOrder).reverse();
    let next = instant.ordered.pop();
    while (next && !waiting.has(next)) next = instant.ordered.pop();
    if (!next) return;
    waiting.delete(next);
    if (waiting.size === 0) this.#instants.delete(due);
    next.run();
  }

  #callOff(due: number, appointment: Appointment, entry: ClockEntry): void {
    const instant = this.#instants.get(due);
    if (!instant?.waiting.delete(appointment)) return;
    if (instant.waiting.size === 0) this.#instants.delete(due);
    // Where it has run already, it was another's turn; that one's entry will find nothing to do.
    this.#clock.cancel(entry);
  }
}

function inOrder(a: Appointment, b: Appointment): number {
  if (a.scene !== b.scene) return a.scene < b.scene ? -1 : 1;
  return a.trigger - b.trigger;
}
