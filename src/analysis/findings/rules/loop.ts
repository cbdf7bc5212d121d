import { formatDuration } from '../../../core/calendar/index.ts';
import type { JournalEntry } from '../../../core/journal.ts';
import type { Analysis } from '../analysis.ts';
import { type Edge, edgesOf } from '../edges.ts';
import type { SceneFacts } from '../facts.ts';
import type { Proof, SceneFinding } from '../finding.ts';
import { circlesOf } from '../graph.ts';
import { storyOf } from '../story.ts';

/** Scenes that set each other off in a circle. */
export function* loop(analysis: Analysis): Generator<SceneFinding> {
  const edges = edgesOf(analysis);
  const ids = [...analysis.facts.keys()];
  for (const circle of circlesOf(ids, (id) => (edges.get(id) ?? []).map(({ to }) => to))) {
    const within = circle.flatMap((id) => (edges.get(id) ?? []).filter(({ to }) => circle.includes(to)));
    const members = circle.map((id) => analysis.facts.get(id)!);
    const seen = comesBack(analysis, members);
    // A circle of conditions that exclude each other never turns: whoever cannot show it says it is possible only
    // where nothing stands in the way.
    if (!seen && members.some(({ conditions }) => conditions.length > 0)) continue;
    yield {
      code: 'loop',
      places: within.map(({ from, step }: Edge) => ({ scene: from, path: step })),
      message:
        circle.length === 1
          ? `${circle[0]} sets itself off${seen ? `, again after ${formatDuration(seen.afterMs)}` : ''}`
          : `${circle.join(' and ')} set each other off${seen ? `; ${circle[0]} comes again after ${formatDuration(seen.afterMs)}` : ''}`,
      suggestion:
        'Let one of them look at something that the other does not change, or give it a condition that ends the circle',
      ...(seen ? { proof: seen.proof } : {}),
    };
  }
}

function comesBack(
  analysis: Analysis,
  members: readonly SceneFacts[],
): { proof: Proof; afterMs: number } | undefined {
  for (const member of members) {
    for (const index of member.triggers.keys()) {
      const staging = analysis.stage(member, index);
      if (!staging) continue;
      const journal = analysis.play(staging, members);
      const again = secondRun(journal);
      if (again) {
        const until = journal.findIndex(({ seq }) => seq === again.run.seq);
        const story = storyOf(journal.slice(0, until + 1), analysis.household.home);
        return { proof: { scenario: staging, story }, afterMs: again.run.time - again.first.time };
      }
    }
  }
  return undefined;
}

type RunLine = Extract<JournalEntry, { kind: 'run' }>;

/** The first run that has a run of its own scene among its causes. */
function secondRun(journal: readonly JournalEntry[]): { first: RunLine; run: RunLine } | undefined {
  for (const run of journal) {
    if (run.kind !== 'run') continue;
    for (let cause = run.cause; cause !== undefined; cause = journal[cause]!.cause) {
      const before = journal[cause]!;
      if (before.kind === 'run' && before.scene === run.scene) return { first: before, run };
    }
  }
  return undefined;
}
