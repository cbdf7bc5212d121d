import { parentPort, workerData } from 'node:worker_threads';
import { homeLoader, loadTests } from './load-tests.ts';
import type { WorkerAnswer, WorkerTask } from './pool.ts';
import { runTestOf } from './run-file.ts';
import type { Job } from './suite.ts';

/** A thread that runs tests: it is sent the number of one at a time, and answers with what came of it. */
const { files, coverage } = workerData as WorkerTask;
const homeOf = homeLoader();
const loaded = Promise.all(files.map((file) => loadTests(file, homeOf)));

parentPort!.on('message', (job: Job) => {
  void loaded
    .then((tests): WorkerAnswer => ({ result: runTestOf(tests[job.file]!, job.test, { coverage }) }))
    .catch((error: unknown): WorkerAnswer => ({ error }))
    .then((answer) => parentPort!.postMessage(answer));
});
