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
  return steps.flatMap((step) => [...conditionsIn(step), ...conditionsOf(stepsIn(step))]);
}

function conditionsIn(step: Step): Condition[] {
  if ('if' in step) return [step.if];
  if ('wait_until' in step) return [step.wait_until];
  if ('repeat' in step) return [step.repeat.while, step.repeat.until].filter((one) => one !== undefined);
  return [];
}

/** The steps right within a step. */
export function stepsIn(step: Step): readonly Step[] {
  if ('if' in step) return [...step.then, ...(step.else ?? [])];
  if ('repeat' in step) return step.do;
  return 'parallel' in step ? step.parallel.flat() : [];
}
