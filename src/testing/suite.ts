import { availableParallelism } from 'node:os';
import type { LoadedTests } from './load-tests.ts';
import { momentOf } from './moments.ts';
import { Pool, threadsArePossible } from './pool.ts';
import { runTestOf, type TestResult } from './run-file.ts';

/** One test that is to be run: a file's number, and the test's in it. */
export interface Job {
  readonly file: number;
  readonly test: number;
}

/** What a thread is told when it begins. */
export interface WorkerTask {
  /** With the home, where it is not the one that the file is for. */
  readonly files: readonly { readonly file: string; readonly home?: string | undefined }[];
  readonly coverage: boolean;
}

export interface SuiteOptions {
  readonly coverage?: boolean;
  /** Only tests with this name, or if there is none, with this in their name. */
  readonly only?: string | undefined;
  /** Called after each test, in the order in which they end. */
  readonly progress?: (result: TestResult, done: number, of: number) => void;
}

/** A worker costs some 300 ms until it has loaded a home; less than so much simulated time is done sooner alone. */
const worthWorkersMs = 20 * 86_400_000;

/** The tests of some files, in order. */
export function jobsOf(files: readonly LoadedTests[], only?: string): Job[] {
  const all = files.flatMap(({ tests }, file) =>
    tests.map((test, index) => ({ file, test: index, name: test.name })),
  );
  if (only === undefined) return all;
  const exact = all.filter(({ name }) => name === only);
  const part = only.toLowerCase();
  return exact.length > 0 ? exact : all.filter(({ name }) => name.toLowerCase().includes(part));
}

/** Runs tests, on all processors where there is enough to do, and returns their results in order. */
export async function runSuite(
  files: readonly LoadedTests[],
  options: SuiteOptions = {},
): Promise<TestResult[]> {
  const jobs = jobsOf(files, options.only);
  const { coverage = false, progress } = options;
  let done = 0;
  const told = (result: TestResult): TestResult => {
    done++;
    progress?.(result, done, jobs.length);
    return result;
  };
  const simulatedMs = jobs.reduce((sum, job) => sum + lengthOf(files, job), 0);
  const size = Math.min(availableParallelism(), jobs.length);
  const isWorthIt = size >= 2 && simulatedMs >= worthWorkersMs;
  const task: WorkerTask = {
    files: files.map(({ file, homeDir, elsewhere }) => ({ file, home: elsewhere ? homeDir : undefined })),
    coverage,
  };
  const pool = isWorthIt ? testPool(size, task) : undefined;
  if (!pool) return jobs.map((job) => told(runTestOf(files[job.file]!, job.test, { coverage })));
  try {
    return await Promise.all(jobs.map(async (job) => told(await pool.run(job))));
  } finally {
    await pool.close();
  }
}

/** Threads that run tests of some files; `undefined` where threads are not possible. */
export function testPool(size: number, task: WorkerTask): Pool<Job, TestResult> | undefined {
  return threadsArePossible ? new Pool(new URL('./worker.js', import.meta.url), size, task) : undefined;
}

function lengthOf(files: readonly LoadedTests[], { file, test }: Job): number {
  const { home, tests } = files[file]!;
  const { timezone } = home!.home!.location;
  const from = momentOf(tests[test]!.from, timezone, 0);
  return momentOf(tests[test]!.until, timezone, from) - from;
}
