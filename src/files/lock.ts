import { closeSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { z } from 'zod';

/** A process: its number, and when it began, where the system says so, because numbers are used again. */
const holderSchema = z.object({ pid: z.int().positive(), began: z.string().optional() });
type Holder = z.infer<typeof holderSchema>;

/** Somebody else has the lock. */
export class LockedError extends Error {
  readonly pid: number;

  constructor(pid: number) {
    super(`process ${pid} has it`);
    this.name = 'LockedError';
    this.pid = pid;
  }
}

/** A file that says which process uses something. One that a dead process has left is nobody's. */
export class Lock {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  /** Throws a `LockedError` while another process has it, and what the system says when it cannot be written. */
  static take(path: string): Lock {
    for (;;) {
      if (create(path)) return new Lock(path);
      const text = read(path);
      if (text === undefined) continue;
      const holder = parse(text);
      if (holder && isAlive(holder)) throw new LockedError(holder.pid);
      removeStale(path, text);
    }
  }

  release(): void {
    rmSync(this.#path, { force: true });
  }
}

function create(path: string): boolean {
  let file: number;
  try {
    file = openSync(path, 'wx');
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
  const own: Holder = { pid: process.pid, began: stat(process.pid)?.began };
  try {
    writeSync(file, `${JSON.stringify(own)}\n`);
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return true;
}

/** Moved away first, so that of two who find it stale only one can take the lock of the other for it, and sees that. */
function removeStale(path: string, text: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (read(aside) === text) rmSync(aside, { force: true });
  else renameSync(aside, path);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(text: string): Holder | undefined {
  try {
    return holderSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, began: then }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, and another user's.
    if (codeOf(error) === 'ESRCH') return false;
  }
  const now = stat(pid);
  if (now?.ended) return false;
  return then === undefined || now === undefined || then === now.began;
}

/**
 * What proc(5) says of a process, where there is such a thing: when it began, in ticks since the machine did, and
 * whether it has ended and only waits for its parent to take note.
 */
function stat(pid: number): { readonly began: string; readonly ended: boolean } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses, and may hold anything; the third is the state.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { began: fields[19]!, ended: fields[0] === 'Z' || fields[0] === 'X' };
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
