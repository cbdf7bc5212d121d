import { setImmediate } from 'node:timers/promises';
import { Pool, type TestedHome, threadsArePossible } from '../testing/index.ts';
import type { Candidate } from './candidate.ts';
import type { TryAll } from './hunt.ts';
import type { Rules } from './rules.ts';
import { type TrialResult, tryOut } from './trial.ts';

/** What tries candidates, and how to be done with it. */
export interface Triers {
  readonly tryAll: TryAll;
  close(): Promise<void>;
}

/** What a thread is told when it begins. */
export interface TrierTask {
  readonly dir: string;
  readonly rules: Rules;
}

/** Tries candidates on so many cores: in threads, each with the home of `dir`, or right here when one is enough. */
export function triersFor(dir: string, tested: TestedHome, rules: Rules, cores: number): Triers {
  if (cores < 2 || !threadsArePossible) {
    return { tryAll: (candidates) => tryHere(candidates, tested, rules), close: async () => {} };
  }
  const task: TrierTask = { dir, rules };
  const pool = new Pool<Candidate, TrialResult>(new URL('./worker.js', import.meta.url), cores, task);
  return {
    tryAll: (candidates) => Promise.all(candidates.map((candidate) => pool.run(candidate))),
    close: () => pool.close(),
  };
}

async function tryHere(
  candidates: readonly Candidate[],
  tested: TestedHome,
  rules: Rules,
): Promise<TrialResult[]> {
  const results: TrialResult[] = [];
  for (const candidate of candidates) {
    results.push(tryOut(candidate, tested, rules));
    // So that a signal is heard in between.
    await setImmediate();
  }
  return results;
}
