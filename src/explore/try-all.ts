import { Pool, type SceneTest, type TestedHome, threadsArePossible } from '../testing/index.ts';
import type { TryAll } from './hunt.ts';
import { type TrialResult, tryOut } from './trial.ts';

/** What tries candidates, and how to be done with it. */
export interface Triers {
  readonly tryAll: TryAll;
  close(): Promise<void>;
}

/** Tries candidates on so many cores: in threads, each with the home of `dir`, or right here when one is enough. */
export function triersFor(dir: string, tested: TestedHome, cores: number): Triers {
  if (cores < 2 || !threadsArePossible) {
    return {
      tryAll: async (tests) => tests.map((test) => tryOut(test, tested)),
      close: async () => {},
    };
  }
  const pool = new Pool<SceneTest, TrialResult>(new URL('./worker.js', import.meta.url), cores, dir);
  return {
    tryAll: (tests) => Promise.all(tests.map((test) => pool.run(test))),
    close: () => pool.close(),
  };
}
