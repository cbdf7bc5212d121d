import type { Condition, PropertyCondition, Scene, Step } from './schema.ts';

/** Every property condition of a scene that has a `for`, wherever it stands: somebody must measure for how long. */
export function heldConditions({ conditions = [], actions, otherwise = [] }: Scene): PropertyCondition[] {
  return [...conditions, ...conditionsOf(actions), ...conditionsOf(otherwise)].flatMap(heldIn);
}

function conditionsOf(steps: readonly Step[]): Condition[] {
  return steps.flatMap((step) => {
    return 'if' in step ? [step.if, ...conditionsOf(step.then), ...conditionsOf(step.else ?? [])] : [];
  });
}

function heldIn(condition: Condition): PropertyCondition[] {
  if ('prop' in condition) return condition.for === undefined ? [] : [condition];
  if ('all' in condition) return condition.all.flatMap(heldIn);
  if ('any' in condition) return condition.any.flatMap(heldIn);
  return 'not' in condition ? heldIn(condition.not) : [];
}
