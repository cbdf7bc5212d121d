import { closeSync, existsSync, openSync, renameSync, writeSync } from 'node:fs';
import { MilletError } from '../core/errors.ts';
import { formatJournalLine, type JournalEntry } from '../core/journal.ts';

/** How much text is gathered before it is written, in characters. */
const chunkSize = 1 << 16;

/**
 * A journal on disk: one JSON object a line. Lines are written in order; what is gathered reaches the file when it
 * fills a chunk, when the event loop is free, and at `close`.
 */
export class JournalFile {
  readonly path: string;
  readonly #file: number;
  readonly #formatTime: (instant: number) => string;
  readonly #failed: (error: MilletError) => void;
  #text = '';
  #scheduled = false;
  #open = true;

  private constructor(
    path: string,
    file: number,
    formatTime: (instant: number) => string,
    failed: (error: MilletError) => void,
  ) {
    this.path = path;
    this.#file = file;
    this.#formatTime = formatTime;
    this.#failed = failed;
  }

  /**
   * Begins a new file at `path`. With `keep`, one that is there already is moved beside it (`FILE.1`, `FILE.2`).
   * Throws a `MilletError` when it cannot be written. `failed` is called once when a later write fails (a full disk).
   */
  static create(
    path: string,
    options: { keep: boolean; formatTime: (instant: number) => string; failed: (error: MilletError) => void },
  ): JournalFile {
    try {
      if (options.keep && existsSync(path)) renameSync(path, freeName(path));
      return new JournalFile(path, openSync(path, 'w'), options.formatTime, options.failed);
    } catch (error) {
      throw cannotWrite(path, error);
    }
  }

  readonly sink = (entry: JournalEntry): void => {
    if (!this.#open) return;
    this.#text += `${formatJournalLine(entry, this.#formatTime)}\n`;
    if (this.#text.length >= chunkSize) {
      this.#flush();
    } else if (!this.#scheduled) {
      this.#scheduled = true;
      setImmediate(() => {
        this.#scheduled = false;
        this.#flush();
      });
    }
  };

  close(): void {
    if (!this.#open) return;
    this.#flush();
    if (!this.#open) return;
    this.#open = false;
    closeSync(this.#file);
  }

  #flush(): void {
    if (!this.#open || this.#text === '') return;
    const bytes = Buffer.from(this.#text, 'utf8');
    this.#text = '';
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(this.#file, bytes, written);
    } catch (error) {
      this.#open = false;
      closeSync(this.#file);
      this.#failed(cannotWrite(this.path, error));
    }
  }
}

function freeName(path: string): string {
  for (let number = 1; ; number++) if (!existsSync(`${path}.${number}`)) return `${path}.${number}`;
}

function cannotWrite(path: string, cause: unknown): MilletError {
  const reason = cause instanceof Error ? cause.message.split(',')[0] : String(cause);
  return new MilletError(`The journal ${path} cannot be written: ${reason}.`, {
    hint: 'Choose another file with --journal, or make room; the home itself is not affected.',
    cause,
  });
}
