import { basename, dirname, normalize, resolve } from 'node:path';
import { MilletError } from '../core/errors.ts';
import { loadHome } from '../files/load-home.ts';
import { formatProblem, sortProblems } from '../files/problems.ts';
import { findTestFiles, loadTests } from '../testing/index.ts';

export interface CheckOptions {
  readonly home: string;
  readonly json?: boolean;
}

/** `check [FILE...]`: every mistake in the home, its scenes and their tests. Returns 1 when there is one. */
export async function check(files: readonly string[], options: CheckOptions): Promise<number> {
  const loaded = await loadHome(files.length > 0 && options.home === '.' ? homeOf(files[0]!) : options.home);
  const { dir } = loaded;
  const testFiles = new Set([...findTestFiles(dir), ...files.filter(isTest)].map((file) => normalize(file)));
  const load = async (other: string) => (resolve(other) === resolve(dir) ? loaded : loadHome(other));
  const tests = await Promise.all([...testFiles].map((file) => loadTests(file, load)));
  const all = [...loaded.files, ...testFiles];
  const known = new Set(all.map((file) => resolve(file)));
  const wanted = new Set(files.map((file) => resolve(file)));
  for (const file of files) {
    if (known.has(resolve(file))) continue;
    throw new MilletError(`${file} is neither the home.yaml nor a scene or a test of the home in ${dir}.`, {
      hint: `Its files are: ${all.join(', ')}.`,
    });
  }
  const found = sortProblems([...loaded.problems, ...tests.flatMap((file) => file.problems)]);
  const problems = found.filter(({ file }) => wanted.size === 0 || wanted.has(resolve(file)));
  if (options.json) {
    console.log(JSON.stringify({ problems }));
  } else {
    for (const problem of problems) console.log(formatProblem(problem));
    const count = wanted.size === 0 ? all.length : wanted.size;
    const mistakes =
      problems.length === 0
        ? 'no mistakes'
        : `${problems.length} ${problems.length === 1 ? 'mistake' : 'mistakes'}`;
    console.log(`${count} ${count === 1 ? 'file' : 'files'} checked: ${mistakes}.`);
  }
  return problems.length > 0 ? 1 : 0;
}

/** The home that a file belongs to, when `--home` does not say: its directory, or the one above scenes/. */
function homeOf(file: string): string {
  const directory = dirname(file);
  return basename(resolve(directory)) === 'scenes' ? dirname(directory) : directory;
}

function isTest(file: string): boolean {
  return /\.test\.(yaml|yml|json)$/.test(file);
}
