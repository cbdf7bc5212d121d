import { formatJournalLine, type JournalEntry, type JournalSink } from '../core/journal.ts';

/** The first line that came out different. */
export interface Difference {
  /** Which one, from 1. */
  readonly line: number;
  readonly recorded: string;
  /** What a replay has instead; nothing, when it has fewer lines. */
  readonly replayed: string | undefined;
}

/** Holds the lines of a replay against those that were recorded, one by one. */
export class JournalComparison {
  difference: Difference | undefined;
  readonly #recorded: Iterator<string>;
  readonly #formatTime: (instant: number) => string;
  readonly #beyond: JournalSink;
  #count = 0;
  #over = false;

  /** @param options.beyond gets what the replay has after the last recorded line */
  constructor(
    recorded: Iterable<string>,
    options: { formatTime: (instant: number) => string; beyond?: JournalSink },
  ) {
    this.#recorded = recorded[Symbol.iterator]();
    this.#formatTime = options.formatTime;
    this.#beyond = options.beyond ?? (() => {});
  }

  readonly sink = (entry: JournalEntry): void => {
    if (this.difference) return;
    const recorded = this.#next();
    if (recorded === undefined) {
      this.#beyond(entry);
      return;
    }
    const replayed = formatJournalLine(entry, this.#formatTime);
    if (replayed !== recorded) this.difference = { line: this.#count, recorded, replayed };
  };

  /** The replay is at its end: a recorded line that is left is a difference, too. */
  finish(): void {
    if (this.difference) return;
    const recorded = this.#next();
    if (recorded !== undefined) this.difference = { line: this.#count, recorded, replayed: undefined };
  }

  #next(): string | undefined {
    if (this.#over) return undefined;
    const { done, value } = this.#recorded.next();
    if (done) {
      this.#over = true;
      return undefined;
    }
    this.#count++;
    return value;
  }
}
