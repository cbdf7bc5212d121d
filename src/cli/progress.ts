/** How long a suite must take before it is worth a line, and how often that is written, in milliseconds. */
const afterMs = 500;
const everyMs = 100;

/** One line that says how far a long suite has come; on a terminal only, and gone when it is over. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #begun = performance.now();
  #written = 0;
  #failed = 0;
  #shown = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  tell(done: number, of: number, failed: boolean): void {
    if (failed) this.#failed++;
    const now = performance.now();
    if (!this.#stream.isTTY || now - this.#begun < afterMs || now - this.#written < everyMs) return;
    this.#written = now;
    this.#shown = true;
    const bad = this.#failed === 0 ? '' : `, ${this.#failed} failed`;
    this.#stream.write(`\r\u001b[K${done} of ${of} tests${bad}`);
  }

  clear(): void {
    if (this.#shown) this.#stream.write('\r\u001b[K');
  }
}
