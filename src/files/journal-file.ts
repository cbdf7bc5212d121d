import { closeSync, existsSync, ftruncateSync, openSync, renameSync, writeSync } from 'node:fs';
import { MilletError } from '../core/errors.ts';
import { formatJournalLine, type JournalEntry } from '../core/journal.ts';
import { systemReason } from './system-reason.ts';

/** How long a line may wait in memory while nothing asks for a flush, in milliseconds. */
const lingerMs = 10;

/** How much text is gathered before it is written, in characters. */
const chunkSize = 1 << 16;

export interface JournalFileOptions {
  readonly formatTime: (instant: number) => string;
  /** What people can do when it cannot be written. */
  readonly hint?: string;
  /** Called once when a write fails later (a full disk); nothing is written from then on. */
  readonly failed: (error: MilletError) => void;
}

/**
 * A journal on disk: one JSON object a line, only ever added to. Lines are written in order; what is gathered reaches
 * the file when it fills a chunk, after a moment, at `flush` and at `close`.
 */
export class JournalFile {
  readonly path: string;
  readonly #file: number;
  readonly #options: JournalFileOptions;
  #text = '';
  #scheduled = false;
  #open = true;

  private constructor(path: string, file: number, options: JournalFileOptions) {
    this.path = path;
    this.#file = file;
    this.#options = options;
  }

  /**
   * Begins a new file at `path`. With `keep`, one that is there already is moved beside it (`FILE.1`, `FILE.2`).
   * Throws a `MilletError` when it cannot be written.
   */
  static create(path: string, options: JournalFileOptions & { keep: boolean }): JournalFile {
    try {
      if (options.keep && existsSync(path)) renameSync(path, freeName(path));
      return new JournalFile(path, openSync(path, 'w'), options);
    } catch (error) {
      throw cannotWrite(path, error, options);
    }
  }

  /**
   * Goes on with the file at `path`, after its first `size` bytes: what stands behind them was not written to its end,
   * and is cut off. Throws a `MilletError` when it cannot be written.
   */
  static append(path: string, options: JournalFileOptions & { size: number }): JournalFile {
    try {
      const file = openSync(path, 'a');
      ftruncateSync(file, options.size);
      return new JournalFile(path, file, options);
    } catch (error) {
      throw cannotWrite(path, error, options);
    }
  }

  /** False once a write has failed, or it was closed. */
  get open(): boolean {
    return this.#open;
  }

  readonly sink = (entry: JournalEntry): void => {
    if (!this.#open) return;
    this.#text += `${formatJournalLine(entry, this.#options.formatTime)}\n`;
    if (this.#text.length >= chunkSize) {
      this.flush();
    } else if (!this.#scheduled) {
      this.#scheduled = true;
      setTimeout(() => {
        this.#scheduled = false;
        this.flush();
      }, lingerMs);
    }
  };

  /**
   * Hands all lines to the system, so that they outlive this process, however it ends. (Not the machine: that would
   * take an fsync, which costs a hundred times as much.)
   */
  readonly flush = (): void => {
    if (!this.#open || this.#text === '') return;
    const bytes = Buffer.from(this.#text, 'utf8');
    this.#text = '';
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(this.#file, bytes, written);
    } catch (error) {
      this.#open = false;
      closeSync(this.#file);
      this.#options.failed(cannotWrite(this.path, error, this.#options));
    }
  };

  close(): void {
    if (!this.#open) return;
    this.flush();
    if (!this.#open) return;
    this.#open = false;
    closeSync(this.#file);
  }
}

function freeName(path: string): string {
  for (let number = 1; ; number++) if (!existsSync(`${path}.${number}`)) return `${path}.${number}`;
}

function cannotWrite(path: string, cause: unknown, { hint }: JournalFileOptions): MilletError {
  return new MilletError(`The journal ${path} cannot be written: ${systemReason(cause)}.`, {
    hint: hint ?? 'Choose another file with --journal, or make room; the home itself is not affected.',
    cause,
  });
}
