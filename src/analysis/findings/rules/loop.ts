import { formatDuration } from '../../../core/calendar/index.ts';
import type { JournalEntry } from '../../../core/journal.ts';
import type { Analysis } from '../analysis.ts';
import type { SceneFacts } from '../facts.ts';
import type { Proof, SceneFinding } from '../finding.ts';
import { circlesOf } from '../graph.ts';
import { storyOf } from '../story.ts';

/** A circle is watched for this long after it was set off. */
const watchMs = 2 * 3_600_000;
/** A scene that comes this often among its own causes does not come to rest. */
const rounds = 3;

/** Scenes that set each other off in a circle, through what they do to devices, run or publish. */
export function* loop(analysis: Analysis): Generator<SceneFinding> {
  const { edges } = analysis;
  const ids = [...analysis.facts.keys()];
  for (const circle of circlesOf(ids, (id) => (edges.get(id) ?? []).map(({ to }) => to))) {
    const members = circle.map((id) => analysis.facts.get(id)!);
    const within = circle.flatMap((id) => (edges.get(id) ?? []).filter(({ to }) => circle.includes(to)));
    const seen = comesBack(analysis, members);
    // What could not be shown is told only where nothing could have been in the way.
    if (!seen && !members.every(isUnconditional)) continue;
    const again = seen ? `: ${seen.scene} comes again after ${formatDuration(seen.afterMs)}, and again` : '';
    yield {
      code: 'loop',
      places: within.map(({ from, step }) => ({ scene: from, path: step })),
      message:
        circle.length === 1
          ? `${circle[0]} sets itself off${again}`
          : `${circle.join(' and ')} set each other off${again}`,
      suggestion:
        'Let one of them look at something that the other does not change, or give it a condition that ends the circle',
      ...(seen ? { proof: seen.proof } : {}),
    };
  }
}

/** A scene that acts whenever it is set off, and can be set off. */
function isUnconditional({ conditions, steps, triggers }: SceneFacts): boolean {
  return (
    conditions.length === 0 &&
    !steps.some(({ step }) => 'if' in step) &&
    triggers.some(({ trigger }) => trigger.type === 'scene' || trigger.type === 'message')
  );
}

interface Again {
  readonly scene: string;
  readonly afterMs: number;
  readonly proof: Proof;
}

function comesBack(analysis: Analysis, members: readonly SceneFacts[]): Again | undefined {
  for (const member of members) {
    for (const index of member.triggers.keys()) {
      const staging = analysis.stage(member, index);
      if (!staging) continue;
      const whole = { ...staging, until: staging.fires + watchMs };
      const journal = analysis.play(whole, members, (lines) => returns(lines) !== undefined);
      const found = returns(journal);
      if (!found) continue;
      const scenario = { ...staging, until: journal[found.last]!.time + 60_000 };
      const story = storyOf(journal.slice(0, found.last + 1), analysis.household.home);
      const expect = [{ scene: found.scene, at_most: 1 }];
      return { ...found, proof: { scenario, story, expect } };
    }
  }
  return undefined;
}

/** The first run that has enough runs of its own scene among its causes. */
function returns(
  journal: readonly JournalEntry[],
): { scene: string; afterMs: number; last: number } | undefined {
  for (const run of journal) {
    if (run.kind !== 'run') continue;
    const times = [run.time];
    for (let cause = run.cause; cause !== undefined; cause = journal[cause]!.cause) {
      const before = journal[cause]!;
      if (before.kind === 'run' && before.scene === run.scene) times.push(before.time);
    }
    if (times.length >= rounds) return { scene: run.scene, afterMs: times[0]! - times[1]!, last: run.seq };
  }
  return undefined;
}
