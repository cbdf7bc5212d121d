import type { Analysis } from '../analysis.ts';
import { type Constraint, constraintsOf, specOf } from '../constraints.ts';
import type { Guard, SceneFacts } from '../facts.ts';
import type { SceneFinding } from '../finding.ts';
import { covers, intersect, isEmpty, matchingSet, type ValueSet, wholeSet } from '../values.ts';

/**
 * Conditions that exclude each other, or that exclude what the only trigger says, and conditions that every possible
 * value fulfils. Reasoned from the ranges in the models, not from what happens to be the case today.
 */
export function* never(analysis: Analysis): Generator<SceneFinding> {
  for (const facts of analysis.facts.values()) {
    const guards: Guard[] = facts.conditions.map(({ condition, path }) => ({ condition, path, holds: true }));
    const conditions = constraintsOf(guards, analysis.household);
    yield* contradictions(facts, [...triggerConstraints(facts, analysis), ...conditions]);
    for (const constraint of conditions) {
      const spec = specOf(constraint, analysis.household);
      if (!spec || !covers(constraint.set, wholeSet(spec))) continue;
      yield {
        code: 'always',
        places: [{ scene: facts.id, path: constraint.path }],
        message: `this always holds: ${constraint.device}.${constraint.prop} has no value for which it does not`,
        suggestion: 'Narrow it to the values that are meant, or take it away',
      };
    }
  }
}

function* contradictions(facts: SceneFacts, constraints: readonly Constraint[]): Generator<SceneFinding> {
  const known = new Map<string, { set: ValueSet; constraint: Constraint }>();
  for (const constraint of constraints) {
    const property = `${constraint.device}.${constraint.prop}`;
    const before = known.get(property);
    const set = before ? intersect(before.set, constraint.set) : constraint.set;
    if (before && isEmpty(set)) {
      yield {
        code: 'never',
        places: [
          { scene: facts.id, path: constraint.path },
          { scene: facts.id, path: before.constraint.path },
        ],
        message: `this can never hold together with the other: no value of ${property} fits both`,
        suggestion: 'Change one of the two, or join them with any if one of them is enough',
      };
      return;
    }
    known.set(property, { set, constraint: before?.constraint ?? constraint });
  }
}

/** What the trigger itself says about the value at that moment, if there is but one trigger. */
function triggerConstraints({ triggers }: SceneFacts, { household }: Analysis): Constraint[] {
  const [only, ...others] = triggers;
  if (!only || others.length > 0 || only.trigger.type !== 'property') return [];
  const { trigger, path } = only;
  const spec = specOf(trigger, household);
  if (!spec) return [];
  return [{ device: trigger.device, prop: trigger.prop, set: matchingSet(spec, trigger), path }];
}
