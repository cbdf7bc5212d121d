import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { MilletError } from '../core/errors.ts';
import { Lock, LockedError } from './lock.ts';
import { systemReason } from './system-reason.ts';

const journalName = 'journal.jsonl';
const stopName = 'session.json';

/** How it stood when it was last seen running: what a journal does not say. */
const stopSchema = z.object({
  /** How many lines its journal had. */
  lines: z.int().positive(),
  /** The home's time, which may be later than the last line. */
  time: z.iso.datetime({ offset: true }),
  /** When that was, outside. */
  wall: z.iso.datetime({ offset: true }),
  speed: z.union([z.number().positive(), z.literal('max')]),
  paused: z.boolean(),
});

export type Stop = z.infer<typeof stopSchema>;

/**
 * Where a home keeps its session, `.millet/`: the journal, those of older sessions beside it, and how it stood when it
 * stopped. One process at a time has it.
 */
export class SessionDir {
  readonly path: string;
  readonly journal: string;
  readonly #stop: string;
  readonly #lock: Lock;

  private constructor(path: string, lock: Lock) {
    this.path = path;
    this.journal = join(path, journalName);
    this.#stop = join(path, stopName);
    this.#lock = lock;
  }

  static pathOf(home: string): string {
    return join(home, '.millet');
  }

  static journalOf(home: string): string {
    return join(SessionDir.pathOf(home), journalName);
  }

  /** Throws a `MilletError` while another process runs this home, and what the system says when it is read-only. */
  static open(home: string): SessionDir {
    const path = SessionDir.pathOf(home);
    const lock = join(path, 'lock');
    mkdirSync(path, { recursive: true });
    try {
      return new SessionDir(path, Lock.take(lock));
    } catch (error) {
      if (!(error instanceof LockedError)) throw error;
      throw new MilletError(`Another Millet, process ${error.pid}, runs this home already.`, {
        hint: `Stop that one first, or run a copy of the home with --home DIR. If process ${error.pid} is something else, remove ${lock}.`,
        cause: error,
      });
    }
  }

  /** How the last session of a home stood; also while another process has it. */
  static stopOf(home: string): Stop | undefined {
    return readStop(join(SessionDir.pathOf(home), stopName));
  }

  /** `undefined` when nothing is known, or nothing that makes sense. */
  readStop(): Stop | undefined {
    return readStop(this.#stop);
  }

  /** Replaces what was known, whole or not at all. It is no loss when that fails: the journal says nearly as much. */
  writeStop(stop: Stop): void {
    const next = `${this.#stop}.new`;
    try {
      writeFileSync(next, `${JSON.stringify(stop)}\n`);
      renameSync(next, this.#stop);
    } catch {
      rmSync(next, { force: true });
    }
  }

  /** Whether there is a session: a process that was killed before its first line leaves an empty file at most. */
  get hasBegun(): boolean {
    return (statSync(this.journal, { throwIfNoEntry: false })?.size ?? 0) > 0;
  }

  /** Where `putAside` moves the journal: the next free number, `journal-0001.jsonl`. */
  get nextAside(): string {
    const numbers = readdirSync(this.path).map((name) =>
      Number(/^journal-(\d+)\.jsonl$/.exec(name)?.[1] ?? 0),
    );
    const number = String(Math.max(0, ...numbers) + 1).padStart(4, '0');
    return join(this.path, `journal-${number}.jsonl`);
  }

  /** Moves the journal of the last session, if there is one, beside itself. Throws a `MilletError` when it cannot. */
  putAside(): void {
    try {
      rmSync(this.#stop, { force: true });
      if (this.hasBegun) renameSync(this.journal, this.nextAside);
    } catch (error) {
      throw new MilletError(`The journal ${this.journal} cannot be put aside: ${systemReason(error)}.`, {
        hint: 'The home runs, but its session is not kept.',
        cause: error,
      });
    }
  }

  close(): void {
    this.#lock.release();
  }
}

function readStop(path: string): Stop | undefined {
  try {
    return stopSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
