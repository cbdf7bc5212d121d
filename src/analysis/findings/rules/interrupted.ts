import { formatDuration } from '../../../core/calendar/index.ts';
import { describeStep, describeTrigger } from '../../../core/scene/words.ts';
import type { Analysis } from '../analysis.ts';
import { constraintsOf } from '../constraints.ts';
import type { Effect, SceneFacts } from '../facts.ts';
import type { Proof, SceneFinding } from '../finding.ts';
import type { Staging } from '../stage.ts';
import { storyOf } from '../story.ts';

/** The second occasion comes this long after the first. */
const soonMs = 5000;

/**
 * Work that takes time, asked for by a scene that can be set off again meanwhile: the device refuses. And work that
 * is done all over each time, asked for by a trigger that one occasion can fire more than once.
 */
export function* interrupted(analysis: Analysis): Generator<SceneFinding> {
  for (const facts of analysis.facts.values()) {
    const told = new Set<string>();
    for (const effect of facts.effects) {
      const key = JSON.stringify(effect.step.path);
      if (told.has(key) || effect.step.otherwise || looksAt(analysis, effect)) continue;
      told.add(key);
      const refused = effect.probe.whileBusy === 'refused' && effect.probe.takesMs > soonMs;
      const repeats = effect.probe.again === 'repeats';
      if (!refused && !repeats) continue;
      const proof = twice(analysis, facts, effect, refused);
      if (!proof) continue;
      const does = describeStep(effect.step.step);
      const trigger = describeTrigger(facts.triggers[0]!.trigger);
      yield {
        code: refused ? 'interrupted' : 'repeats',
        places: [
          { scene: facts.id, path: effect.step.path },
          { scene: facts.id, path: facts.triggers[0]!.path },
        ],
        message: refused
          ? `${does} takes ${formatDuration(effect.probe.takesMs)}, and "${trigger}" can come again meanwhile: ${effect.device} refuses`
          : `${does} is done all over each time, and "${trigger}" can come again within seconds`,
        suggestion:
          facts.triggers[0]!.trigger.type === 'property'
            ? 'Give the trigger a hysteresis or a for, or the scene a condition on what the device is doing'
            : `Give the scene a condition on what ${effect.device} is doing`,
        proof,
      };
    }
  }
}

/** A scene that looks at the device before it asks knows what it does. */
function looksAt({ household }: Analysis, { device, step }: Effect): boolean {
  return constraintsOf(step.guards, household).some((constraint) => constraint.device === device);
}

/** The same occasion twice within seconds, as a sensor that wavers gives it. Buttons are pressed twice on purpose. */
function twice(analysis: Analysis, facts: SceneFacts, effect: Effect, refused: boolean): Proof | undefined {
  const [first] = facts.triggers;
  if (first?.trigger.type !== 'property' || first.trigger.for !== undefined) return undefined;
  const staging = analysis.stage(facts, 0);
  const { device, prop } = first.trigger;
  const before = staging?.given[device]?.[prop];
  const [deed] = staging?.deeds ?? [];
  if (!staging || before === undefined || !deed || !('stimulate' in deed.deed)) return undefined;
  // A reading that wavers around the threshold is what a hysteresis is for; a switch of two states is not one.
  if (typeof before !== 'number') return undefined;
  const again: Staging = {
    ...staging,
    deeds: [
      deed,
      { at: deed.at + soonMs / 2, deed: { device, stimulate: { [prop]: before } } },
      { at: deed.at + soonMs, deed: deed.deed },
    ],
  };
  const journal = analysis.play(again, [facts]);
  const asked = journal.filter(
    (entry) =>
      entry.kind === 'request' && entry.device === effect.device && entry.method === effect.command.method,
  );
  const errors = journal.filter(
    (entry) => entry.kind === 'reply' && entry.device === effect.device && entry.error,
  );
  if (asked.length < 2 || (refused && errors.length === 0)) return undefined;
  return { scenario: again, story: storyOf(journal, analysis.household.home) };
}
