import type { JournalEntry } from '../../../core/journal.ts';
import type { Analysis } from '../analysis.ts';
import type { SceneFacts } from '../facts.ts';
import type { Proof, SceneFinding } from '../finding.ts';
import { nextOf } from '../moments.ts';
import type { Staging } from '../stage.ts';
import { storyOf } from '../story.ts';

/** Two scenes that are due at one instant, of which one looks at what the other changes. */
export function* order(analysis: Analysis): Generator<SceneFinding> {
  for (const writer of analysis.facts.values()) {
    const changes = new Set(writer.effects.map(({ device, prop }) => `${device}.${prop}`));
    if (changes.size === 0) continue;
    for (const reader of analysis.facts.values()) {
      if (reader === writer) continue;
      const read = reader.conditions.find(
        ({ condition }) => 'prop' in condition && changes.has(`${condition.device}.${condition.prop}`),
      );
      if (!read || !shareInstant(analysis, reader, writer)) continue;
      const proof = differs(analysis, reader, writer);
      if (!proof) continue;
      yield {
        code: 'order',
        places: [
          { scene: reader.id, path: read.path },
          { scene: writer.id, path: writer.effects[0]!.step.path },
        ],
        message: `${reader.id} looks at what ${writer.id} changes at the same instant: whether it runs depends on which comes first`,
        suggestion: 'Let one follow the other, with a run step or another time',
        proof,
      };
    }
  }
}

function shareInstant({ household, day }: Analysis, one: SceneFacts, other: SceneFacts): boolean {
  const first = (facts: SceneFacts): Set<number> =>
    new Set(facts.triggers.flatMap(({ trigger }) => nextOf(trigger, household.home)?.(day) ?? []));
  const instants = first(other);
  return [...first(one)].some((instant) => instants.has(instant));
}

/** Played twice, with the ids so that either is the first by name. */
function differs(analysis: Analysis, reader: SceneFacts, writer: SceneFacts): Proof | undefined {
  for (const index of reader.triggers.keys()) {
    const staging = analysis.stage(reader, index);
    if (!staging) continue;
    const asIs = inOrder(analysis, staging, reader, writer, ['a', 'b']);
    const swapped = inOrder(analysis, staging, reader, writer, ['b', 'a']);
    if (outcomeOf(asIs, 'a') === outcomeOf(swapped, 'b')) continue;
    const own = analysis.play(staging, [reader, writer]);
    return { scenario: staging, story: storyOf(own, analysis.household.home) };
  }
  return undefined;
}

function inOrder(
  analysis: Analysis,
  staging: Staging,
  reader: SceneFacts,
  writer: SceneFacts,
  [first, second]: readonly [string, string],
): JournalEntry[] {
  const scenes = new Map([
    [first, reader.scene],
    [second, writer.scene],
  ]);
  return analysis.playAs(staging, scenes);
}

function outcomeOf(journal: readonly JournalEntry[], scene: string): string {
  return journal
    .flatMap((entry) => (entry.kind === 'run_end' && entry.scene === scene ? [entry.outcome] : []))
    .join();
}
