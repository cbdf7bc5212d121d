import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { TestResult } from './run-file.ts';
import type { Job } from './suite.ts';

/** What a worker is told when it begins. */
export interface WorkerTask {
  readonly files: readonly string[];
  readonly coverage: boolean;
}

/** What a worker answers. */
export type WorkerAnswer = { readonly result: TestResult } | { readonly error: unknown };

interface Waiting {
  readonly job: Job;
  resolve(result: TestResult): void;
  reject(error: unknown): void;
}

const script = new URL('./worker.js', import.meta.url);

/** Worker threads that run tests. Each loads the files by itself, and then takes one test after the other. */
export class Pool {
  /** Where TypeScript itself is run, as by a test, a thread would not understand it. */
  static readonly isPossible = fileURLToPath(import.meta.url).endsWith('.js');
  readonly #workers: Worker[] = [];
  readonly #queue: Waiting[] = [];
  readonly #busy = new Map<Worker, Waiting>();

  constructor(size: number, files: readonly string[], coverage: boolean) {
    const workerData: WorkerTask = { files, coverage };
    for (let index = 0; index < size; index++) {
      const worker = new Worker(script, { workerData });
      worker.on('message', (answer: WorkerAnswer) => this.#answered(worker, answer));
      worker.on('error', (error) => this.#answered(worker, { error }));
      this.#workers.push(worker);
    }
  }

  run(job: Job): Promise<TestResult> {
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

  #answered(worker: Worker, answer: WorkerAnswer): void {
    const waiting = this.#busy.get(worker);
    this.#busy.delete(worker);
    if (!waiting) return;
    if ('result' in answer) waiting.resolve(answer.result);
    else waiting.reject(answer.error);
    this.#next(worker);
  }
}
