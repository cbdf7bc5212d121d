import { workerData } from 'node:worker_threads';
import { homeLoader, loadTests } from './load-tests.ts';
import { answerJobs } from './pool.ts';
import { runTestOf, type TestResult } from './run-file.ts';
import type { Job, WorkerTask } from './suite.ts';

/** A thread that runs tests: it is sent the number of one at a time, and answers with what came of it. */
const { files, coverage } = workerData as WorkerTask;
const homeOf = homeLoader();
const loaded = Promise.all(files.map(({ file, home }) => loadTests(file, homeOf, home)));

answerJobs(async (job: Job): Promise<TestResult> => {
  const tests = await loaded;
  return runTestOf(tests[job.file]!, job.test, { coverage });
});
