import type { MilletError } from '../core/errors.ts';
import type { JournalEntry } from '../core/journal.ts';
import { JournalFile, type JournalFileOptions } from '../files/journal-file.ts';
import type { SessionDir } from '../files/session-dir.ts';
import type { Pace } from '../live/clock-topic.ts';

/** Keeps a session: its journal, and how its time stands. */
export class Keeper {
  readonly #dir: SessionDir;
  readonly #file: JournalFile;
  readonly #formatTime: (instant: number) => string;
  #lines: number;

  private constructor(
    dir: SessionDir,
    file: JournalFile,
    formatTime: (instant: number) => string,
    lines: number,
  ) {
    this.#dir = dir;
    this.#file = file;
    this.#formatTime = formatTime;
    this.#lines = lines;
  }

  /** Begins a journal; nothing is kept, and `failed` is told, when that cannot be written. */
  static begin(
    dir: SessionDir,
    formatTime: (instant: number) => string,
    failed: (error: MilletError) => void,
  ): Keeper | undefined {
    try {
      const file = JournalFile.create(dir.journal, { ...options(formatTime, failed), keep: false });
      return new Keeper(dir, file, formatTime, 0);
    } catch (error) {
      failed(error as MilletError);
      return undefined;
    }
  }

  /** Goes on with a journal of `lines` lines, which take `size` bytes. Throws a `MilletError` when it cannot. */
  static goOn(
    dir: SessionDir,
    formatTime: (instant: number) => string,
    failed: (error: MilletError) => void,
    { lines, size }: { lines: number; size: number },
  ): Keeper {
    const file = JournalFile.append(dir.journal, { ...options(formatTime, failed), size });
    return new Keeper(dir, file, formatTime, lines);
  }

  readonly sink = (entry: JournalEntry): void => {
    this.#file.sink(entry);
    this.#lines = entry.seq + 1;
  };

  readonly flush = (): void => this.#file.flush();

  readonly paced = ({ time, speed, paused }: Pace): void => {
    this.#file.flush();
    // What is not in the journal cannot be gone back to.
    if (!this.#file.open || this.#lines === 0) return;
    const wall = new Date().toISOString();
    this.#dir.writeStop({ lines: this.#lines, time: this.#formatTime(time), wall, speed, paused });
  };

  close(): void {
    this.#file.close();
  }
}

function options(
  formatTime: (instant: number) => string,
  failed: (error: MilletError) => void,
): JournalFileOptions {
  const hint =
    'The home goes on, but its session is not kept from here on. Make room and start it again: it goes on from here.';
  return { formatTime, failed, hint };
}
