import { workerData } from 'node:worker_threads';
import { loadHome } from '../files/load-home.ts';
import { answerJobs } from '../testing/index.ts';
import type { Candidate } from './candidate.ts';
import { type TrialResult, tryOut } from './trial.ts';
import type { TrierTask } from './try-all.ts';

/** A thread that tries candidates in the home whose directory it is told. */
const { dir, rules } = workerData as TrierTask;
const loading = loadHome(dir);

answerJobs(async (candidate: Candidate): Promise<TrialResult> => {
  const { home, models, scenes } = await loading;
  return tryOut(candidate, { home: home!, models, scenes }, rules);
});
