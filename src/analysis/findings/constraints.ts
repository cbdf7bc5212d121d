import type { PropertySpec } from '../../core/device/model.ts';
import { own } from '../../core/device/validate.ts';
import { isPlainComparison } from '../../core/scene/comparison.ts';
import type { Condition, PropertyCondition } from '../../core/scene/schema.ts';
import { deviceOf, type Guard, type Household, type ScenePath } from './facts.ts';
import { complement, possibleSet, type ValueSet } from './values.ts';

/** What a condition demands of one property. */
export interface Constraint {
  readonly device: string;
  readonly prop: string;
  readonly set: ValueSet;
  readonly path: ScenePath;
}

/** What is surely demanded by guards: the parts that must all hold. What stands in an `any` is not sure. */
export function constraintsOf(guards: readonly Guard[], household: Household): Constraint[] {
  return guards.flatMap(({ condition, path, holds }) => [...demands(condition, path, holds, household)]);
}

/** The property that a condition looks at, as its model describes it; `undefined` where no model is known. */
export function specOf(
  { device, prop }: { readonly device: string; readonly prop: string },
  household: Household,
): PropertySpec | undefined {
  return own(deviceOf(household, device)?.model.properties ?? {}, prop);
}

function* demands(
  condition: Condition,
  path: ScenePath,
  holds: boolean,
  household: Household,
): Generator<Constraint> {
  if ('prop' in condition) yield* demandOf(condition, path, holds, household);
  else if ('all' in condition && holds) yield* demandAll(condition.all, [...path, 'all'], holds, household);
  // Neither of them: each must not hold.
  else if ('any' in condition && !holds) yield* demandAll(condition.any, [...path, 'any'], holds, household);
  else if ('not' in condition) yield* demands(condition.not, [...path, 'not'], !holds, household);
}

function* demandAll(
  parts: readonly Condition[],
  path: ScenePath,
  holds: boolean,
  household: Household,
): Generator<Constraint> {
  for (const [index, part] of parts.entries()) yield* demands(part, [...path, index], holds, household);
}

function* demandOf(
  condition: PropertyCondition,
  path: ScenePath,
  holds: boolean,
  household: Household,
): Generator<Constraint> {
  const spec = specOf(condition, household);
  // A `for` that is broken says nothing about the value.
  if (!spec || (!holds && condition.for !== undefined)) return;
  // Nor does one that other properties decide.
  if (!holds && !isPlainComparison(condition)) return;
  const matching = possibleSet(spec, condition);
  const { device, prop } = condition;
  yield { device, prop, set: holds ? matching : complement(spec, matching), path };
}
