import { workerData } from 'node:worker_threads';
import { loadHome } from '../files/load-home.ts';
import { answerJobs, type SceneTest } from '../testing/index.ts';
import { type TrialResult, tryOut } from './trial.ts';

/** A thread that tries candidates in the home whose directory it is told. */
const loading = loadHome(workerData as string);

answerJobs(async (test: SceneTest): Promise<TrialResult> => {
  const { home, models, scenes } = await loading;
  return tryOut(test, { home: home!, models, scenes });
});
