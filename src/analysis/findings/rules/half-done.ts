import { plain } from '../../../core/scene/comparison.ts';
import { describeStep } from '../../../core/scene/words.ts';
import type { Analysis } from '../analysis.ts';
import { commandOf, type Effect, type SceneFacts, type StepFact } from '../facts.ts';
import type { Proof, SceneFinding } from '../finding.ts';
import { lastsMs } from '../lasting.ts';
import { storyOf } from '../story.ts';

const MINUTE = 60_000;

/** A step that ends the run when it fails, between one that changes something and one that changes it back. */
export function* halfDone(analysis: Analysis): Generator<SceneFinding> {
  for (const facts of analysis.facts.values()) {
    for (const fact of facts.steps) {
      if (!('on_error' in fact.step) || fact.step.on_error !== 'stop' || fact.otherwise) continue;
      const open = leftBehind(facts, fact);
      if (!open) continue;
      const { before, after } = open;
      const proof = fails(analysis, facts, fact, open);
      yield {
        code: 'half-done',
        places: [fact, before.step, after.step].map(({ path }) => ({ scene: facts.id, path })),
        message: `if "${describeStep(fact.step)}" fails, the run ends and ${before.device}.${before.prop} stays ${plain(before.values.at(-1)!)}`,
        suggestion: 'Put what tidies up first, or let the step continue on error and ask afterwards',
        ...(proof ? { proof } : {}),
      };
    }
  }
}

interface Open {
  readonly before: Effect;
  readonly after: Effect;
}

/** What was changed before the step and is changed back only behind it. */
function leftBehind({ steps, effects }: SceneFacts, stopping: StepFact): Open | undefined {
  const place = steps.indexOf(stopping);
  for (const before of effects) {
    if (before.step.otherwise || before.supposed || steps.indexOf(before.step) >= place) continue;
    const after = effects.find(
      (effect) =>
        effect.device === before.device &&
        effect.prop === before.prop &&
        steps.indexOf(effect.step) > place &&
        !effect.step.otherwise &&
        !effect.supposed &&
        effect.values.at(-1) !== before.values.at(-1),
    );
    if (after) return { before, after };
  }
  return undefined;
}

/** The scene in a home where the device of that step is offline; a wait fails by itself when nothing happens. */
function fails(
  analysis: Analysis,
  facts: SceneFacts,
  { step }: StepFact,
  { before, after }: Open,
): Proof | undefined {
  const device = commandOf(step)?.device;
  if (device === before.device) return undefined;
  for (const index of facts.triggers.keys()) {
    const staged = analysis.stage(facts, index);
    if (!staged) continue;
    const fault = device && { topic: `millet/${device}/fault`, payload: 'offline' };
    const scenario = {
      ...staged,
      until: staged.fires + lastsMs(facts.scene.actions) + MINUTE,
      deeds: [...(fault ? [{ at: staged.from + 1000, deed: fault }] : []), ...staged.deeds],
    };
    const journal = analysis.play(scenario, [facts]);
    const failed = journal.some((entry) => entry.kind === 'run_end' && entry.outcome === 'failed');
    const last = journal.findLast(
      (entry) =>
        entry.kind === 'state' && entry.device === before.device && Object.hasOwn(entry.props, before.prop),
    );
    if (!failed || last?.kind !== 'state' || last.props[before.prop] !== before.values.at(-1)) continue;
    return {
      scenario,
      story: storyOf(journal, analysis.household.home),
      expect: [{ device: before.device, prop: before.prop, value: after.values.at(-1) }],
    };
  }
  return undefined;
}
