import { basename, dirname, resolve } from 'node:path';
import { MilletError } from '../core/errors.ts';
import { loadHome } from '../files/load-home.ts';
import { formatProblem } from '../files/problems.ts';

export interface CheckOptions {
  readonly home: string;
  readonly json?: boolean;
}

/** `check [FILE...]`: every mistake in the home and its scenes. Returns 1 when there is one. */
export async function check(files: readonly string[], options: CheckOptions): Promise<number> {
  const loaded = await loadHome(files.length > 0 && options.home === '.' ? homeOf(files[0]!) : options.home);
  const known = new Set(loaded.files.map((file) => resolve(file)));
  const wanted = new Set(files.map((file) => resolve(file)));
  for (const file of files) {
    if (known.has(resolve(file))) continue;
    throw new MilletError(`${file} is neither the home.yaml nor a scene of the home in ${loaded.dir}.`, {
      hint: `Its files are: ${loaded.files.join(', ')}.`,
    });
  }
  const problems = loaded.problems.filter(({ file }) => wanted.size === 0 || wanted.has(resolve(file)));
  if (options.json) {
    console.log(JSON.stringify({ problems }));
  } else {
    for (const problem of problems) console.log(formatProblem(problem));
    const count = wanted.size === 0 ? loaded.files.length : wanted.size;
    const found =
      problems.length === 0
        ? 'no mistakes'
        : `${problems.length} ${problems.length === 1 ? 'mistake' : 'mistakes'}`;
    console.log(`${count} ${count === 1 ? 'file' : 'files'} checked: ${found}.`);
  }
  return problems.length > 0 ? 1 : 0;
}

/** The home that a file belongs to, when `--home` does not say: its directory, or the one above scenes/. */
function homeOf(file: string): string {
  const directory = dirname(file);
  return basename(resolve(directory)) === 'scenes' ? dirname(directory) : directory;
}
