import type { Barrier } from './barrier.ts';

/** Lets those wait who need something from the broker, but not for ever. */
export class Waiting {
  readonly #patienceMs: number;
  readonly #isWell: () => boolean;
  readonly #giveUp: (barrier: Barrier) => void;
  #waiters: (() => void)[] = [];
  /** Since when all has been well, by `performance.now()`. */
  #wellSince = 0;

  /** `giveUp` is called when a barrier has not been met for `patienceMs` ms in which all was well. */
  constructor(patienceMs: number, isWell: () => boolean, giveUp: (barrier: Barrier) => void) {
    this.#patienceMs = patienceMs;
    this.#isWell = isWell;
    this.#giveUp = giveUp;
  }

  /** Something has changed: whoever waits looks again. */
  changed(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }

  /** All is well again. */
  recovered(): void {
    this.#wellSince = performance.now();
  }

  async until(barrier: Barrier, isOver: () => boolean): Promise<void> {
    if (isOver()) return;
    const begin = performance.now();
    const timer = setInterval(() => {
      const waited = performance.now() - Math.max(begin, this.#wellSince);
      if (this.#isWell() && waited >= this.#patienceMs) this.#giveUp(barrier);
    }, this.#patienceMs / 4);
    while (!isOver()) await new Promise<void>((resolve) => this.#waiters.push(resolve));
    clearInterval(timer);
  }
}
