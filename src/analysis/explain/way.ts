import { describeComparison, matches, stillMatches } from '../../core/scene/comparison.ts';
import type { Comparison, PropertyTrigger } from '../../core/scene/schema.ts';
import { isSame } from '../../core/scene/view.ts';
import { isEachChange } from '../../core/scene/watch.ts';
import { anotherThan, counterexampleOf, exampleOf, type Plain } from './values.ts';

/** How a property stands that a trigger watches. */
export interface Standpoint {
  readonly now: unknown;
  /** It does not match, and is far enough from it. */
  readonly isArmed: boolean;
  /** What it must match besides. */
  readonly also: readonly Comparison[];
  /** The values that it has had. */
  readonly seen: readonly Plain[];
}

/**
 * Values that a property could take one after the other for its trigger to fire at the last of them; `undefined` where
 * none are known, or there are none: what is to come *from* a value that matches itself never fires.
 */
export function wayTo(
  trigger: PropertyTrigger & Comparison,
  { now, isArmed, also, seen }: Standpoint,
): Plain[] | undefined {
  const { from, hysteresis = 0 } = trigger;
  const known: readonly Plain[] = isPlain(now) ? [now, ...seen] : seen;
  const start = from !== undefined && !isSame(from, now) ? [from] : [];
  if (isEachChange(trigger)) {
    const before = from ?? now;
    const last =
      describeComparison(trigger) === '' && also.length === 0
        ? anotherThan(before, known)
        : exampleOf([trigger, ...also, ...(isPlain(before) ? [{ not: before }] : [])], known);
    return last === undefined ? undefined : [...start, last];
  }
  if (from !== undefined && matches(trigger, from)) return undefined;
  const last = exampleOf([trigger, ...also], known);
  if (last === undefined) return undefined;
  if (isArmed) return [...start, last];
  if (from !== undefined && !stillMatches(trigger, hysteresis, from)) return [from, last];
  const out = counterexampleOf(trigger, hysteresis, known);
  if (out === undefined) return undefined;
  return from === undefined ? [out, last] : [out, from, last];
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string';
}
