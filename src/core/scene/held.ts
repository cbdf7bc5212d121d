import { filledIn, isPlainComparison, matches } from './comparison.ts';
import { lookupIn } from './lookup.ts';
import type { Comparison, PropertyCondition, Scene } from './schema.ts';
import { type Source, sourcesOf } from './sources.ts';
import type { HomeView } from './view.ts';
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

/** Measures for how long a property condition with `for` has matched without interruption. */
export class HeldWatch {
  readonly kind = 'held';
  readonly device: string;
  readonly name: string;
  readonly sources: readonly Source[];
  readonly condition: PropertyCondition;
  readonly forMs: number;
  readonly #plain: Comparison | undefined;
  #since: number | undefined;

  constructor(condition: PropertyCondition, forMs: number) {
    this.device = condition.device;
    this.name = condition.prop;
    this.sources = sourcesOf(condition);
    this.condition = condition;
    this.#plain = isPlainComparison(condition) ? condition : undefined;
    this.forMs = forMs;
  }

  /** Since when it has matched: milliseconds since the epoch, or `undefined` when it does not. */
  get since(): number | undefined {
    return this.#since;
  }

  look(view: HomeView): void {
    const known = view.property(this.device, this.name);
    const comparison = this.#plain ?? filledIn(this.condition, lookupIn(view));
    if (!known || !comparison || !matches(comparison, known.value)) this.#since = undefined;
    else this.#since ??= Math.max(...this.sources.map((source) => knownSince(view, source)));
  }
}

/** Since when a property that is known has its value. While its device was offline it was unknown, however old it is. */
function knownSince(view: HomeView, { device, prop }: Source): number {
  return Math.max(view.property(device, prop)!.since, view.availabilitySince(device)!.since);
}
