import { fileURLToPath } from 'node:url';
import { parentPort, Worker } from 'node:worker_threads';

type Answer<Result> = { readonly result: Result } | { readonly error: unknown };

interface Waiting<Job, Result> {
  readonly job: Job;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** Whether threads can run our files: where TypeScript itself is run, as by a test, they would not understand it. */
export const threadsArePossible = fileURLToPath(import.meta.url).endsWith('.js');

/** Worker threads that do jobs. Each loads what it needs by itself, and then takes one job after the other. */
export class Pool<Job, Result> {
  readonly #workers: Worker[] = [];
  readonly #queue: Waiting<Job, Result>[] = [];
  readonly #busy = new Map<Worker, Waiting<Job, Result>>();

  /** @param script what a thread runs: it calls `answerJobs` */
  constructor(script: URL, size: number, workerData: unknown) {
    for (let index = 0; index < size; index++) {
      const worker = new Worker(script, { workerData });
      worker.on('message', (answer: Answer<Result>) => this.#answered(worker, answer));
      worker.on('error', (error) => this.#answered(worker, { error }));
      this.#workers.push(worker);
    }
  }

  run(job: Job): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, resolve, reject });
      const free = this.#workers.find((worker) => !this.#busy.has(worker));
      if (free) this.#next(free);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #next(worker: Worker): void {
    const waiting = this.#queue.shift();
    if (!waiting) return;
    this.#busy.set(worker, waiting);
    worker.postMessage(waiting.job);
  }

  #answered(worker: Worker, answer: Answer<Result>): void {
    const waiting = this.#busy.get(worker);
    this.#busy.delete(worker);
    if (!waiting) return;
    if ('result' in answer) waiting.resolve(answer.result);
    else waiting.reject(answer.error);
    this.#next(worker);
  }
}

/** In a thread: does the jobs that it is sent, each when all before it are done. */
export function answerJobs<Job, Result>(work: (job: Job) => Promise<Result>): void {
  parentPort!.on('message', (job: Job) => {
    void work(job)
      .then((result): Answer<Result> => ({ result }))
      .catch((error: unknown): Answer<Result> => ({ error }))
      .then((answer) => parentPort!.postMessage(answer));
  });
}
