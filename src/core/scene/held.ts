import type { PropertyCondition, Scene } from './schema.ts';
import { conditionsOf, plainConditions } from './walk.ts';

const known = new WeakMap<Scene, readonly PropertyCondition[]>();

/**
 * Every property condition of a scene that has a `for`, wherever it stands: somebody must measure for how long. Tests and
 * explorations load the same scenes again and again, and search them once.
 */
export function heldConditions(scene: Scene): readonly PropertyCondition[] {
  let conditions = known.get(scene);
  if (!conditions) {
    conditions = findHeld(scene);
    known.set(scene, conditions);
  }
  return conditions;
}

function findHeld({ conditions = [], actions, otherwise = [] }: Scene): PropertyCondition[] {
  return [...conditions, ...conditionsOf(actions), ...conditionsOf(otherwise)]
    .flatMap(plainConditions)
    .filter(
      (condition): condition is PropertyCondition => 'prop' in condition && condition.for !== undefined,
    );
}
