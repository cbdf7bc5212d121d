import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { MilletError } from '../core/errors.ts';
import { systemReason } from '../files/system-reason.ts';
import { homeDirOf } from '../testing/index.ts';

/** What a test file at `out` says of its home, where that does not follow from where it stands. */
export function homeKey(out: string | undefined, home: string): string | undefined {
  if (out === undefined || resolve(homeDirOf(out, undefined)) === resolve(home)) return undefined;
  return relative(resolve(dirname(out)), resolve(home)) || '.';
}

/** Writes a test where there is no file yet. Throws a `MilletError` where that cannot be done. */
export function writeTest(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    throw new MilletError(`The test ${path} cannot be written: ${systemReason(error)}.`, {
      hint: 'Choose another file with --out.',
      cause: error,
    });
  }
}
