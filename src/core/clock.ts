/** One future thing. Made by `Clock.schedule`; hand it back to `Clock.cancel`. */
export interface ClockEntry {
  /** When it is due: milliseconds since the epoch. */
  readonly due: number;
  /** Its insertion number: entries due at the same instant run in this order. */
  readonly order: number;
  /** What it does; `undefined` once it has run or was cancelled. */
  run: (() => void) | undefined;
}

/**
 * The home's one clock: a queue ordered by (due time, insertion number).
 *
 * Nothing in the home reads another clock or sets a timer. Real time, fast, paused and stepped are only different
 * ways of calling `step` and `advanceTo`; none of them can lose, repeat or reorder an entry.
 */
export class Clock {
  #now: number;
  #order = 0;
  #cancelled = 0;
  /** A binary min-heap. Cancelled entries stay until they surface, or until they are the majority. */
  #heap: ClockEntry[] = [];
  /**
   * The due times of the heap's entries, side by side. Where thousands wait, an entry is far in memory: so none is looked
   * at to find its place or to move it, but where two are due at the same instant.
   */
  #dues: number[] = [];

  /** @param start the first instant, in milliseconds since the epoch */
  constructor(start: number) {
    this.#now = start;
  }

  /** The present instant, in milliseconds since the epoch. */
  get now(): number {
    return this.#now;
  }

  /** How many entries are waiting. */
  get size(): number {
    return this.#heap.length - this.#cancelled;
  }

  /** When the next entry is due, or `undefined` when nothing is waiting. */
  get nextDue(): number | undefined {
    return this.#peek() && this.#dues[0];
  }

  /** Puts `run` into the queue. A `due` that has passed means now: after everything already due now. */
  schedule(due: number, run: () => void): ClockEntry {
    if (Number.isNaN(due)) throw new RangeError('An entry needs a due time, got NaN.');
    const at = Math.max(due, this.#now);
    const entry: ClockEntry = { due: at, order: this.#order++, run };
    const dues = this.#dues;
    let index = dues.length;
    this.#put(index, entry, at);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      // It has the highest insertion number: of the same due time, it is the later one.
      if (at >= dues[parent]!) break;
      this.#move(parent, index);
      index = parent;
    }
    this.#put(index, entry, at);
    return entry;
  }

  /** Takes an entry out again. Cancelling one that has run, or was cancelled, does nothing. */
  cancel(entry: ClockEntry): void {
    if (!entry.run) return;
    entry.run = undefined;
    this.#cancelled++;
    if (this.#cancelled > 64 && this.#cancelled > this.#heap.length / 2) this.#sweep();
  }

  /** Runs the next entry at its due time. Returns false when nothing is waiting. */
  step(): boolean {
    const entry = this.#peek();
    if (!entry) return false;
    this.#now = this.#dues[0]!;
    this.#pop();
    const run = entry.run!;
    entry.run = undefined;
    run();
    return true;
  }

  /** Moves `now` forward over a stretch in which nothing is due. Throws where that would skip an entry. */
  advanceTo(instant: number): void {
    const due = this.nextDue;
    if (due !== undefined && due < instant) {
      throw new RangeError(`The clock cannot pass an entry: one is due at ${due}, asked for ${instant}.`);
    }
    if (instant > this.#now) this.#now = instant;
  }

  #peek(): ClockEntry | undefined {
    while (this.#heap.length > 0) {
      const top = this.#heap[0]!;
      if (top.run) return top;
      this.#pop();
      this.#cancelled--;
    }
    return undefined;
  }

  #pop(): void {
    const last = this.#heap.pop()!;
    const due = this.#dues.pop()!;
    if (this.#heap.length > 0) this.#sink(last, due, 0);
  }

  #sink(entry: ClockEntry, due: number, from: number): void {
    const dues = this.#dues;
    const { length } = dues;
    let index = from;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= length) break;
      if (child + 1 < length && this.#isEarlier(child + 1, child)) child++;
      const childDue = dues[child]!;
      if (childDue > due || (childDue === due && this.#heap[child]!.order > entry.order)) break;
      this.#move(child, index);
      index = child;
    }
    this.#put(index, entry, due);
  }

  #put(index: number, entry: ClockEntry, due: number): void {
    this.#heap[index] = entry;
    this.#dues[index] = due;
  }

  #move(from: number, to: number): void {
    this.#heap[to] = this.#heap[from]!;
    this.#dues[to] = this.#dues[from]!;
  }

  #isEarlier(one: number, other: number): boolean {
    const due = this.#dues[one]!;
    const otherDue = this.#dues[other]!;
    return due < otherDue || (due === otherDue && this.#heap[one]!.order < this.#heap[other]!.order);
  }

  #sweep(): void {
    this.#heap = this.#heap.filter((entry) => entry.run);
    this.#dues = this.#heap.map(({ due }) => due);
    this.#cancelled = 0;
    for (let index = (this.#heap.length >> 1) - 1; index >= 0; index--) {
      this.#sink(this.#heap[index]!, this.#dues[index]!, index);
    }
  }
}
