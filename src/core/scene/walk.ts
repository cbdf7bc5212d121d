import type { Condition, Step } from './schema.ts';

/** A condition that has no parts. */
export type PlainCondition = Exclude<Condition, { all: unknown } | { any: unknown } | { not: Condition }>;

/** The conditions without parts that a condition is made of. */
export function plainConditions(condition: Condition): PlainCondition[] {
  // First, because a property condition may have a `not` of its own.
  if ('prop' in condition) return [condition];
  if ('all' in condition) return condition.all.flatMap(plainConditions);
  if ('any' in condition) return condition.any.flatMap(plainConditions);
  return 'not' in condition ? plainConditions(condition.not) : [condition];
}

/** The conditions that steps judge, those within them as well. */
export function conditionsOf(steps: readonly Step[]): Condition[] {
  return steps.flatMap((step) => {
    return 'if' in step ? [step.if, ...conditionsOf(step.then), ...conditionsOf(step.else ?? [])] : [];
  });
}
