import { MilletError } from '../core/errors.ts';
import type { JournalEntry } from '../core/journal.ts';
import { JournalFile, type JournalFileOptions } from '../files/journal-file.ts';
import type { SessionDir } from '../files/session-dir.ts';
import type { Pace } from '../live/clock-topic.ts';

/** Keeps a session: its journal, and how its time stands. */
export class Keeper {
  readonly #dir: SessionDir;
  readonly #formatTime: (instant: number) => string;
  readonly #begin: () => JournalFile | undefined;
  #file: JournalFile | undefined;
  #lines = 0;

  private constructor(
    dir: SessionDir,
    formatTime: (instant: number) => string,
    begin: () => JournalFile | undefined,
  ) {
    this.#dir = dir;
    this.#formatTime = formatTime;
    this.#begin = begin;
  }

  /**
   * Begins a journal with the first line that there is: until then, the session before is still the last one. When it
   * cannot be written, `failed` is told, and nothing is kept.
   */
  static begin(
    dir: SessionDir,
    formatTime: (instant: number) => string,
    failed: (error: MilletError) => void,
  ): Keeper {
    return new Keeper(dir, formatTime, () => {
      try {
        dir.putAside();
        return JournalFile.create(dir.journal, { ...options(formatTime, failed), keep: false });
      } catch (error) {
        if (!(error instanceof MilletError)) throw error;
        failed(error);
        return undefined;
      }
    });
  }

  /** Goes on with a journal of `lines` lines, which take `size` bytes. Throws a `MilletError` when it cannot. */
  static goOn(
    dir: SessionDir,
    formatTime: (instant: number) => string,
    failed: (error: MilletError) => void,
    { lines, size }: { lines: number; size: number },
  ): Keeper {
    const keeper = new Keeper(dir, formatTime, () => undefined);
    keeper.#file = JournalFile.append(dir.journal, { ...options(formatTime, failed), size });
    keeper.#lines = lines;
    return keeper;
  }

  readonly sink = (entry: JournalEntry): void => {
    if (this.#lines === 0) this.#file = this.#begin();
    this.#lines = entry.seq + 1;
    this.#file?.sink(entry);
  };

  readonly flush = (): void => this.#file?.flush();

  readonly paced = ({ time, speed, paused }: Pace): void => {
    this.#file?.flush();
    // What is not in the journal cannot be gone back to.
    if (!this.#file?.open) return;
    const wall = new Date().toISOString();
    this.#dir.writeStop({ lines: this.#lines, time: this.#formatTime(time), wall, speed, paused });
  };

  close(): void {
    this.#file?.close();
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
