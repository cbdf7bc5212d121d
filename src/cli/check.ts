import { basename, dirname, normalize, resolve } from 'node:path';
import { MilletError } from '../core/errors.ts';
import { type LoadedHome, loadHome } from '../files/load-home.ts';
import { formatProblem, type Problem, sortProblems } from '../files/problems.ts';
import { findTestFiles, loadTests } from '../testing/index.ts';
import type { Doubt } from './doubts.ts';

export interface CheckOptions {
  readonly home: string;
  readonly json?: boolean;
  /** Also those findings that are allowed. */
  readonly all?: boolean;
  /** A directory for scene tests that show the findings. */
  readonly writeTests?: string;
}

/** `check [FILE...]`: mistakes and findings in the home, its scenes and their tests. Returns 1 when there is one. */
export async function check(files: readonly string[], options: CheckOptions): Promise<number> {
  const loaded = await loadHome(files.length > 0 && options.home === '.' ? homeOf(files[0]!) : options.home);
  const { dir } = loaded;
  const testFiles = new Set([...findTestFiles(dir), ...files.filter(isTest)].map((file) => normalize(file)));
  const load = async (other: string) => (resolve(other) === resolve(dir) ? loaded : loadHome(other));
  const tests = await Promise.all([...testFiles].map((file) => loadTests(file, load)));
  const everything = [...loaded.files, ...testFiles];
  const known = new Set(everything.map((file) => resolve(file)));
  const wanted = new Set(files.map((file) => resolve(file)));
  for (const file of files) {
    if (known.has(resolve(file))) continue;
    throw new MilletError(`${file} is neither the home.yaml nor a scene or a test of the home in ${dir}.`, {
      hint: `Its files are: ${everything.join(', ')}.`,
    });
  }
  const isWanted = ({ file }: Problem): boolean => wanted.size === 0 || wanted.has(resolve(file));
  // What is doubtful in a home can only be said when all of it can be read.
  const found = loaded.problems.length === 0 ? await findDoubts(loaded) : { doubts: [], problems: [] };
  const mistakes = [...loaded.problems, ...tests.flatMap((file) => file.problems), ...found.problems];
  const problems = sortProblems(mistakes).filter(isWanted);
  const all = found.doubts.filter(({ places }) => places.some(isWanted));
  const doubts = all.filter(({ allowed }) => allowed === undefined);
  const written =
    options.writeTests === undefined ? [] : await writeTests(doubts, loaded, options.writeTests);
  if (options.json) {
    console.log(
      JSON.stringify({
        problems,
        findings: all.map(({ proof: _proof, scene: _scene, ...doubt }) => doubt),
        ...(options.writeTests === undefined ? {} : { tests: written.map(({ file }) => file) }),
      }),
    );
  } else {
    for (const problem of problems) console.log(formatProblem(problem));
    for (const doubt of options.all ? all : doubts) {
      const test = written.find((other) => other.doubt === doubt);
      const hint = test ? `\n    See it: ${test.command}` : '';
      console.log(`${await format(doubt)}${hint}\n`);
    }
    const count = wanted.size === 0 ? everything.length : wanted.size;
    const parts = [
      problems.length === 0 ? 'no mistakes' : counted(problems.length, 'mistake'),
      ...(doubts.length > 0 ? [counted(doubts.length, 'finding')] : []),
      ...(all.length > doubts.length
        ? [
            `${counted(all.length - doubts.length, 'finding')} allowed${options.all ? '' : ' (--all shows them)'}`,
          ]
        : []),
    ];
    console.log(`${counted(count, 'file')} checked: ${parts.join(', ')}.`);
    if (options.writeTests !== undefined) console.log(`${counted(written.length, 'test')} written.`);
    else if (doubts.some(({ seen }) => seen.length > 0))
      console.log('What was seen can be written down as scene tests: millet check --write-tests DIR');
  }
  return problems.length + doubts.length > 0 ? 1 : 0;
}

/** Loaded only when there is something to doubt: a mistake is told at once. */
async function findDoubts(loaded: LoadedHome): Promise<{ doubts: Doubt[]; problems: Problem[] }> {
  const { doubtsOf } = await import('./doubts.ts');
  return doubtsOf(loaded);
}

async function writeTests(doubts: readonly Doubt[], loaded: LoadedHome, directory: string) {
  return (await import('./write-tests.ts')).writeTests(doubts, loaded, directory);
}

async function format(doubt: Doubt): Promise<string> {
  const { formatDoubt } = await import('./doubts.ts');
  return formatDoubt(doubt);
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** The home that a file belongs to, when `--home` does not say: its directory, or the one above scenes/. */
function homeOf(file: string): string {
  const directory = dirname(file);
  return basename(resolve(directory)) === 'scenes' ? dirname(directory) : directory;
}

function isTest(file: string): boolean {
  return /\.test\.(yaml|yml|json)$/.test(file);
}
