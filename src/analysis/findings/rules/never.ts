import type { Condition } from '../../../core/scene/schema.ts';
import { describeCondition, describeTrigger } from '../../../core/scene/words.ts';
import type { Analysis } from '../analysis.ts';
import { type Constraint, constraintsOf, specOf } from '../constraints.ts';
import type { Guard, SceneFacts, ScenePath } from '../facts.ts';
import type { SceneFinding } from '../finding.ts';
import { intersect, isEmpty, possibleSet, type ValueSet } from '../values.ts';
import { verdictOf } from '../verdict.ts';

/**
 * Conditions that exclude each other, or that exclude what the only trigger says, and conditions that no value or every
 * value fulfils. Reasoned from the ranges in the models, not from what happens to be the case today.
 */
export function* never(analysis: Analysis): Generator<SceneFinding> {
  const { household } = analysis;
  for (const facts of analysis.facts.values()) {
    let told = false;
    for (const { trigger, path } of facts.triggers) {
      const spec = trigger.type === 'property' && specOf(trigger, household);
      if (!spec || !isEmpty(possibleSet(spec, trigger))) continue;
      told ||= facts.triggers.length === 1;
      yield {
        code: 'never',
        places: [{ scene: facts.id, path }],
        message: `this can never come to match: ${describeTrigger(trigger)}`,
        suggestion: 'Leave out what is not meant, or make two triggers of it if one of them is enough',
        certain: true,
      };
    }
    for (const { condition, path, keepsOut } of conditionsOf(facts)) {
      const verdict = verdictOf(condition, household);
      if (verdict === 'open') continue;
      told ||= verdict === 'never' && keepsOut;
      yield {
        code: verdict,
        places: [{ scene: facts.id, path }],
        message:
          verdict === 'never'
            ? `this can never hold: ${describeCondition(condition)}`
            : `this always holds, whatever the value: ${describeCondition(condition)}`,
        suggestion:
          verdict === 'never'
            ? 'Change it to values that can be, or join its parts with any if one of them is enough'
            : 'Narrow it to the values that are meant, or take it away',
        certain: true,
      };
    }
    if (!told) yield* contradictions(facts, analysis);
  }
}

/** Every condition of a scene: its own, and those of its steps. */
function* conditionsOf({
  conditions,
  steps,
}: SceneFacts): Generator<{ condition: Condition; path: ScenePath; keepsOut: boolean }> {
  for (const each of conditions) yield { ...each, keepsOut: true };
  for (const { step, path } of steps) {
    const at = (condition: Condition, ...keys: string[]) => ({
      condition,
      path: [...path, ...keys],
      keepsOut: false,
    });
    if ('if' in step) yield at(step.if, 'if');
    else if ('wait_until' in step) yield at(step.wait_until, 'wait_until');
    else if ('repeat' in step) {
      if (step.repeat.while) yield at(step.repeat.while, 'repeat', 'while');
      if (step.repeat.until) yield at(step.repeat.until, 'repeat', 'until');
    }
  }
}

/** The first two that do not go together: conditions, or a condition and what the trigger says. */
function* contradictions(facts: SceneFacts, analysis: Analysis): Generator<SceneFinding> {
  const { household } = analysis;
  const guards: Guard[] = facts.conditions.map(({ condition, path }) => ({ condition, path, holds: true }));
  const known = new Map<string, { set: ValueSet; constraint: Constraint }>();
  for (const constraint of [...triggerConstraints(facts, analysis), ...constraintsOf(guards, household)]) {
    const property = `${constraint.device}.${constraint.prop}`;
    const before = known.get(property);
    const set = before ? intersect(before.set, constraint.set) : constraint.set;
    if (before && isEmpty(set)) {
      yield excluded(facts, constraint.path, [before.constraint.path], `no value of ${property} fits both`);
      return;
    }
    known.set(property, { set, constraint: before?.constraint ?? constraint });
  }
  const sets = new Map([...known].map(([property, { set }]) => [property, set]));
  for (const { condition, path } of facts.conditions) {
    if ('prop' in condition || verdictOf(condition, household, sets) !== 'never') continue;
    const others = [...known.values()].map(({ constraint }) => constraint.path);
    const apart = others.filter((other) => other[0] !== path[0] || other[1] !== path[1]);
    yield excluded(facts, path, apart, 'what they say excludes every part of it');
    return;
  }
}

function excluded(
  { id }: SceneFacts,
  path: ScenePath,
  others: readonly ScenePath[],
  why: string,
): SceneFinding {
  return {
    code: 'never',
    places: [path, ...others].map((each) => ({ scene: id, path: each })),
    message: `this can never hold together with the ${others.length > 1 ? 'others' : 'other'}: ${why}`,
    suggestion: 'Change one of the two, or join them with any if one of them is enough',
    certain: true,
  };
}

/** What the trigger itself says about the value at that moment, if there is but one trigger. */
function triggerConstraints({ triggers }: SceneFacts, { household }: Analysis): Constraint[] {
  const [only, ...others] = triggers;
  if (!only || others.length > 0 || only.trigger.type !== 'property') return [];
  const { trigger, path } = only;
  const spec = specOf(trigger, household);
  if (!spec) return [];
  return [{ device: trigger.device, prop: trigger.prop, set: possibleSet(spec, trigger), path }];
}
