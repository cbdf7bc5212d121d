import { parentPort } from 'node:worker_threads';
import type { JournalEntry } from '../../core/journal.ts';
import { answer, type Question } from './answers.ts';

/** To the thread: more lines of a journal, a question about it, or that nobody will ask about it any more. */
export type ToThread =
  | { readonly journal: number; readonly lines: readonly JournalEntry[] }
  | { readonly journal: number; readonly number: number; readonly question: Question }
  | { readonly journal: number; readonly forget: true };

/** A thread that keeps journals as they grow, and answers questions about them. */
const journals = new Map<number, JournalEntry[]>();

parentPort?.on('message', (message: ToThread) => {
  const { journal } = message;
  const entries = journals.get(journal) ?? [];
  if ('lines' in message) {
    for (const line of message.lines) entries.push(line);
    journals.set(journal, entries);
  } else if ('question' in message) {
    parentPort!.postMessage({ number: message.number, answer: answer(entries, message.question) });
  } else {
    journals.delete(journal);
  }
});
