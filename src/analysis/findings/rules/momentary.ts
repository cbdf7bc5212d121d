import { isPlainComparison } from '../../../core/scene/comparison.ts';
import type { PropertyCondition, SceneCondition } from '../../../core/scene/schema.ts';
import { describeCondition, describeTrigger } from '../../../core/scene/words.ts';
import type { Analysis } from '../analysis.ts';
import { canCoincide } from '../coincide.ts';
import { commandsOf } from '../commands.ts';
import { specOf } from '../constraints.ts';
import { deviceOf, type SceneFacts } from '../facts.ts';
import type { SceneFinding } from '../finding.ts';
import { lastsMs } from '../lasting.ts';
import { has, matchingSet } from '../values.ts';

/** What holds no longer than this is but a moment, in ms. */
const momentMs = 10_000;

/** Two things that last but a moment, required at once: a trigger, and a condition that hardly ever holds. */
export function* momentary(analysis: Analysis): Generator<SceneFinding> {
  for (const facts of analysis.facts.values()) {
    for (const { condition, path } of facts.conditions) {
      const brief =
        'prop' in condition
          ? isBriefValue(analysis, facts, condition)
          : 'type' in condition && condition.type === 'scene' && isBriefRun(analysis, facts, condition);
      if (!brief) continue;
      const { trigger, path: place } = facts.triggers[0]!;
      yield {
        code: 'momentary',
        places: [
          { scene: facts.id, path },
          { scene: facts.id, path: place },
        ],
        message: `"${describeCondition(condition)}" is over in a moment, and "${describeTrigger(trigger)}" must come just then`,
        suggestion: 'Use it as the trigger, and as the condition something that lasts',
      };
    }
  }
}

/** Whether the device itself takes the value back at once, however it came to have it. */
function isBriefValue(
  { household, prober }: Analysis,
  facts: SceneFacts,
  condition: PropertyCondition,
): boolean {
  const spec = specOf(condition, household);
  const known = deviceOf(household, condition.device);
  // What people and scenes set, and what the world decides, can last.
  if (!spec || !known || !isPlainComparison(condition) || spec.reading || spec.access.includes('w'))
    return false;
  if (facts.triggers.some(({ trigger }) => 'device' in trigger && trigger.device === condition.device))
    return false;
  const matching = matchingSet(spec, condition);
  if (has(matching, known.initial[condition.prop] ?? spec.initial)) return false;
  let seen = false;
  for (const { command } of commandsOf(condition.device, known.model)) {
    const { writes, takesMs } = prober.probe(known.model, known.initial, command);
    const values = writes.get(condition.prop) ?? [];
    if (!values.some((value) => has(matching, value))) continue;
    if (takesMs > momentMs || has(matching, values.at(-1)!)) return false;
    seen = true;
  }
  return seen;
}

/** Whether the runs of that scene take no time, and the two are not set off by one thing. */
function isBriefRun(analysis: Analysis, { triggers }: SceneFacts, { scene }: SceneCondition): boolean {
  const other = analysis.facts.get(scene);
  if (!other || lastsMs(other.scene.actions) > momentMs) return false;
  return !other.triggers.some((theirs) =>
    triggers.some(({ trigger }) => canCoincide(trigger, theirs.trigger, analysis)),
  );
}
