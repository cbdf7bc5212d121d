import { referencesIn } from '../../core/scene/comparison.ts';
import type { Scene } from '../../core/scene/schema.ts';
import { both, type Need } from './needs.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { TriggerAnswer } from './triggers.ts';
import type { Change, Instead } from './types.ts';
import { listAnd } from './words.ts';

/** How many triggers a sentence names. */
const mostTriggers = 5;

/**
 * What would have had to be different for a scene to run that nothing set off: any of the triggers, and all of the
 * conditions. The rehearsal stands at the moment in question, and is spent by trying the example.
 */
export function insteadOf(
  triggers: readonly TriggerAnswer[],
  conditions: Need,
  scene: Scene,
  rehearsal: Rehearsal,
): Instead | undefined {
  const needs = triggers.map(({ need }) => need).filter(({ clauses }) => clauses.length > 0);
  if (needs.length === 0) return undefined;
  const any = needs.slice(0, mostTriggers).map((need) => listAnd(need.clauses));
  const more = any.length > 1 ? 'provided that' : 'and';
  const also = conditions.clauses.length === 0 ? '' : `, ${more} ${listAnd(conditions.clauses)}`;
  const trigger = needs.find(({ changes }) => changes !== undefined);
  const changes = (trigger && together(conditions, trigger)) ?? [];
  return {
    sentence: `It would have run if ${any.join(', or if ')}${also}.`,
    changes: suffices(changes, scene, rehearsal) ? changes : [],
  };
}

/** The conditions first: when the trigger fires, they must hold already. What it changes itself, it changes last. */
function together(conditions: Need, trigger: Need): readonly Change[] | undefined {
  const nameOf = (change: Change): string => ('prop' in change ? `${change.device}.${change.prop}` : '');
  const own = new Set(trigger.changes?.map(nameOf).filter((name) => name !== ''));
  const before = conditions.changes?.filter((change) => !own.has(nameOf(change)));
  return both([{ clauses: [], changes: before }, trigger]).changes;
}

/** Whether the conditions would hold after these changes: an example must be one. */
function suffices(
  changes: readonly Change[],
  { trigger, conditions = [] }: Scene,
  rehearsal: Rehearsal,
): boolean {
  // What a trigger compares with stays as it was: its example was made for that.
  const compared = [trigger].flat().flatMap((one) => (one.type === 'property' ? referencesIn(one) : []));
  const moved = changes.some((change) =>
    compared.some(({ device, prop }) => 'prop' in change && change.device === device && change.prop === prop),
  );
  if (moved) return false;
  // At another time, other windows hold: that much is said in words only.
  if (changes.some((change) => 'time' in change)) return true;
  rehearsal.pretend(changes);
  return rehearsal.judge(conditions).every(({ holds }) => holds === true);
}
