import { describeStep } from '../../../core/scene/words.ts';
import type { Analysis } from '../analysis.ts';
import type { Effect, SceneFacts, StepFact } from '../facts.ts';
import type { SceneFinding } from '../finding.ts';

/** A step that ends the run when it fails, between one that changes something and one that changes it back. */
export function* halfDone(analysis: Analysis): Generator<SceneFinding> {
  for (const facts of analysis.facts.values()) {
    for (const fact of facts.steps) {
      if (!('on_error' in fact.step) || fact.step.on_error !== 'stop' || fact.otherwise) continue;
      const open = leftBehind(facts, fact);
      if (!open) continue;
      yield {
        code: 'half-done',
        places: [
          { scene: facts.id, path: fact.path },
          { scene: facts.id, path: open.before.step.path },
          { scene: facts.id, path: open.after.step.path },
        ],
        message: `if "${describeStep(fact.step)}" fails, the run ends and ${open.before.device}.${open.before.prop} stays ${open.before.values.at(-1)}`,
        suggestion: 'Put what tidies up first, or let the step continue on error and ask afterwards',
      };
    }
  }
}

/** What was changed before the step and is changed back only behind it. */
function leftBehind(
  { steps, effects }: SceneFacts,
  stopping: StepFact,
): { before: Effect; after: Effect } | undefined {
  const place = steps.indexOf(stopping);
  for (const before of effects) {
    if (before.step.otherwise || steps.indexOf(before.step) >= place) continue;
    const after = effects.find(
      (effect) =>
        effect.device === before.device &&
        effect.prop === before.prop &&
        steps.indexOf(effect.step) >= place &&
        !effect.step.otherwise &&
        effect.values.at(-1) !== before.values.at(-1),
    );
    if (after) return { before, after };
  }
  return undefined;
}
