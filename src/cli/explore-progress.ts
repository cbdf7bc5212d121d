import type { HuntState } from '../explore/index.ts';

const HOUR = 3_600_000;

/** One line that says how far exploring has come; on a terminal only, and gone when it is over. */
export class ExploreProgress {
  readonly #stream: NodeJS.WriteStream;
  readonly #forMs: number;
  readonly #begun = performance.now();
  #shown = false;

  constructor(stream: NodeJS.WriteStream, forMs: number) {
    this.#stream = stream;
    this.#forMs = forMs;
  }

  /** How long it has been at it, in milliseconds of real time. */
  get passedMs(): number {
    return performance.now() - this.#begun;
  }

  hunting({ tried, simulatedMs, seen }: HuntState): void {
    const hours = simulatedMs / HOUR;
    const rate = Math.round(hours / (this.passedMs / 1000));
    const left = Math.max(0, Math.round((this.#forMs - this.passedMs) / 1000));
    this.#show(
      `${tried} days tried, ${Math.round(hours)} hours (${rate} a second), ${seen.size} things seen, ${left} s left`,
    );
  }

  shrinking({ tried }: HuntState): void {
    this.#show(`found after ${tried} days; looking for the shortest way to it`);
  }

  clear(): void {
    if (this.#shown) this.#stream.write('\r\u001b[K');
    this.#shown = false;
  }

  #show(text: string): void {
    if (!this.#stream.isTTY) return;
    this.#shown = true;
    this.#stream.write(`\r\u001b[K${text}`);
  }
}
