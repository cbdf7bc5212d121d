import type { PropertyCondition, Scene } from './schema.ts';
import { conditionsOf, plainConditions } from './walk.ts';

/** Every property condition of a scene that has a `for`, wherever it stands: somebody must measure for how long. */
export function heldConditions({ conditions = [], actions, otherwise = [] }: Scene): PropertyCondition[] {
  return [...conditions, ...conditionsOf(actions), ...conditionsOf(otherwise)]
    .flatMap(plainConditions)
    .filter(
      (condition): condition is PropertyCondition => 'prop' in condition && condition.for !== undefined,
    );
}
