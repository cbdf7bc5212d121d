import type { Outcome } from '../../core/journal.ts';
import type { ForkDifference, RunSummary } from '../api.ts';
import { clockTime } from '../due.ts';
import type { History } from '../history/history.ts';

/** What scenes did otherwise in a fork than in the session, in the stretch that both know. */
export function differences(
  session: History,
  fork: History,
  { at, until }: { at: number; until: number },
): ForkDifference[] {
  const ids = new Set([...session.scenes.keys(), ...fork.scenes.keys()]);
  const within = (history: History, id: string): RunSummary[] => {
    const { runs } = history.scenes.get(id) ?? { runs: [] };
    return runs.filter(({ began }) => began > at && began <= until);
  };
  const { timezone } = fork.start;
  const found: ForkDifference[] = [];
  for (const id of ids) {
    const name = fork.definitions.get(id)?.name ?? id;
    for (const [was, is] of pair(within(session, id), within(fork, id))) {
      if (was?.outcome === is?.outcome && was?.reason === is?.reason) continue;
      const time = (is ?? was)!.began;
      const clock = clockTime(timezone, time);
      const sentence = `At ${clock} ${name} ${saySelf(is)}; in the session it ${sayOther(was)}.`;
      found.push({ scene: id, name, time, was: outcomeOf(was), is: outcomeOf(is), sentence });
    }
  }
  return found.sort((one, other) => one.time - other.time);
}

/** Runs that began at one instant belong together; the others stand alone. */
function pair(
  before: readonly RunSummary[],
  now: readonly RunSummary[],
): [RunSummary | undefined, RunSummary | undefined][] {
  const rest = [...before];
  const pairs: [RunSummary | undefined, RunSummary | undefined][] = now.map((run) => {
    const index = rest.findIndex(({ began }) => began === run.began);
    return [index < 0 ? undefined : rest.splice(index, 1)[0], run];
  });
  return [...pairs, ...rest.map((run): [RunSummary, undefined] => [run, undefined])];
}

function outcomeOf(run: RunSummary | undefined): Outcome | null {
  return run?.outcome ?? null;
}

function saySelf(run: RunSummary | undefined): string {
  if (!run) return 'does not run here';
  if (run.outcome === null) return 'goes on here';
  if (run.outcome === 'refused') return `does not run here ${run.reason}`;
  return `${run.outcome === 'finished' ? 'runs here' : `ends here ${run.outcome}`}: ${run.reason}`;
}

function sayOther(run: RunSummary | undefined): string {
  if (!run) return 'did not run';
  if (run.outcome === null) return 'goes on';
  if (run.outcome === 'refused') return `did not run ${run.reason}`;
  return run.outcome === 'finished' ? 'ran' : `ended ${run.outcome}`;
}
