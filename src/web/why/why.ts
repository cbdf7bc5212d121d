import { Worker } from 'node:worker_threads';
import { Breath } from '../forks/calm.ts';
import type { History } from '../history/history.ts';
import { Problem } from '../problem.ts';
import { type Answer, answer, type Question } from './answers.ts';
import { wholeJournal } from './questions.ts';
import type { ToThread } from './why-thread.ts';

/** How many lines are handed over at once: a millisecond of copying. */
const handful = 200;
/** Of how many journals the thread keeps a copy. */
const mostJournals = 3;

/** Built: then there is a file that a thread can begin with. */
const isBuilt = import.meta.url.endsWith('.js');

interface Copied {
  readonly journal: number;
  /** How many lines the thread has been given. */
  lines: number;
}

/**
 * Answers why. To explain something, a journal is gone through from its beginning, which takes some milliseconds for each
 * thousand lines; so a thread of its own does it, and the live home goes on meanwhile. It begins with the first question.
 */
export class Why {
  readonly #copies = new Map<History, Copied>();
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #thread: Worker | undefined;
  #journals = 0;
  #questions = 0;
  #busy: Promise<unknown> = Promise.resolve();

  /** Throws a `Problem` where there is no answer. */
  async ask(history: History, question: Question): Promise<unknown> {
    const entries = wholeJournal(history);
    const found = isBuilt ? await this.#askThread(history, question) : answer(entries, question);
    if ('value' in found) return found.value;
    if ('refused' in found)
      throw new Problem(400, found.refused, found.hint === undefined ? {} : { hint: found.hint });
    throw new Error(found.mistake);
  }

  async close(): Promise<void> {
    await this.#thread?.terminate();
  }

  #askThread(history: History, question: Question): Promise<Answer> {
    // One after the other, so that nobody's lines come between another's.
    const asked = this.#busy.then(async () => {
      const journal = await this.#copy(history);
      const number = this.#questions++;
      return new Promise<Answer>((resolve) => {
        this.#waiting.set(number, resolve);
        this.#post({ journal, number, question });
      });
    });
    this.#busy = asked.catch(() => {});
    return asked;
  }

  /** Gives the thread what it does not know yet of a journal. */
  async #copy(history: History): Promise<number> {
    let copied = this.#copies.get(history);
    if (!copied) {
      this.#forgetOldest();
      copied = { journal: this.#journals++, lines: 0 };
    }
    // The last one that was asked about is the last one to be forgotten.
    this.#copies.delete(history);
    this.#copies.set(history, copied);
    const breath = new Breath();
    const { entries } = history;
    while (copied.lines < entries.length) {
      const lines = entries.slice(copied.lines, copied.lines + handful);
      this.#post({ journal: copied.journal, lines });
      copied.lines += lines.length;
      await breath.take();
    }
    return copied.journal;
  }

  #forgetOldest(): void {
    const [oldest] = this.#copies;
    if (this.#copies.size < mostJournals || !oldest) return;
    this.#copies.delete(oldest[0]);
    this.#post({ journal: oldest[1].journal, forget: true });
  }

  #post(message: ToThread): void {
    this.#thread ??= this.#begin();
    this.#thread.postMessage(message);
  }

  #begin(): Worker {
    const thread = new Worker(new URL('./why-thread.js', import.meta.url));
    thread.unref();
    thread.on('message', ({ number, answer: found }: { number: number; answer: Answer }) => {
      this.#waiting.get(number)?.(found);
      this.#waiting.delete(number);
    });
    const end = (why: string): void => {
      if (this.#thread === thread) this.#thread = undefined;
      this.#copies.clear();
      for (const resolve of this.#waiting.values()) resolve({ mistake: why });
      this.#waiting.clear();
    };
    thread.on('error', (error) => end(error instanceof Error ? error.message : String(error)));
    thread.on('exit', () => end('the thread that explains has ended'));
    return thread;
  }
}
