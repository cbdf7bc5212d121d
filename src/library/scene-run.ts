import type { ConditionReport, Outcome, StepReport } from '../core/journal.ts';
import type { JournalLine } from './journal-line.ts';

/** A run of a scene. */
export interface SceneRun {
  readonly scene: string;
  /** Local ISO time with offset. */
  readonly began: string;
  /** Why it began, in words. */
  readonly trigger: string;
  /** When it ended, how, and why; undefined while it goes on. */
  readonly ended: string | undefined;
  readonly outcome: Outcome | undefined;
  readonly reason: string | undefined;
  readonly conditions: readonly ConditionReport[];
  readonly steps: readonly StepReport[];
}

const open = { ended: undefined, outcome: undefined, reason: undefined, conditions: [], steps: [] };

/** The runs in a journal, in the order in which they began. */
export function runsOf(journal: readonly JournalLine[]): SceneRun[] {
  const runs = new Map<number, SceneRun>();
  for (const line of journal) {
    if (line.kind === 'run') {
      const { run, scene, time: began, reason: trigger } = line;
      runs.set(run, { scene, began, trigger, ...open });
    } else if (line.kind === 'run_end') {
      const { run, time: ended, outcome, reason, conditions, steps } = line;
      runs.set(run, { ...runs.get(run)!, ended, outcome, reason, conditions, steps });
    }
  }
  return [...runs.values()];
}
